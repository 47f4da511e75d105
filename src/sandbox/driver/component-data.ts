import type { Select } from '../schema/components.ts';
import type { Json } from '../schema/json.ts';
import type { State } from '../state/state.ts';
import { channelJson } from '../wire/channels.ts';
import { memberJson, roleJson, userJson } from '../wire/people.ts';
import type { Channel, Message } from '../world/world.ts';
import { byName, guildOf } from '../world/world.ts';
import { type ShownForm, type ShownInput, shownMessage } from './shown.ts';

/** What Discord's client sends when someone presses, chooses or submits; it refuses what cannot be done. */

export interface LiveMessage {
  channel: Channel;
  message: Message;
}

const BUTTON = 2;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;

/** @param button Label or custom id; unchecked, any custom id. */
export function pressData(
  world: State['world'],
  { channel, message }: LiveMessage,
  button: string,
  checked: boolean,
): Json {
  const { buttons } = shownMessage(world, channel, message);
  const found = buttons.find(({ customId }) => customId === button) ?? buttons.find(({ label }) => label === button);
  if (!checked) return { component_type: BUTTON, id: 1, custom_id: found?.customId ?? button };
  if (!found)
    throw new Error(`There is no button "${button}". There is: ${buttons.map(it => it.label).join(', ') || 'none'}.`);
  if (found.disabled) throw new Error(`The button "${found.label}" is disabled.`);
  if (found.customId === undefined) throw new Error(`The button "${found.label}" is a link to ${found.url}.`);
  return { component_type: BUTTON, id: 1, custom_id: found.customId };
}

/** @param name Custom id or placeholder; unchecked, any custom id. */
export function chooseData(
  { world }: State,
  { channel, message }: LiveMessage,
  name: string,
  values: string[],
  checked: boolean,
): Json {
  const { selects } = shownMessage(world, channel, message);
  const select = selects.find(it => it.custom_id === name || it.placeholder === name);
  if (!select) {
    if (!checked) return { component_type: STRING_SELECT, id: 1, custom_id: name, values };
    const known = selects.map(it => it.placeholder ?? it.custom_id).join(', ');
    throw new Error(`There is no menu "${name}". There is: ${known || 'none'}.`);
  }
  if (checked && select.disabled) throw new Error(`The menu "${name}" is disabled.`);
  if (checked) requireCount(select, values.length);
  const base = { component_type: select.type, id: 1, custom_id: select.custom_id };
  if (select.type === STRING_SELECT)
    return { ...base, values: checked ? values.map(it => optionOf(select, it)) : values };
  return { ...base, ...entities(world, channel, select.type, values) };
}

function requireCount({ min_values: min, max_values: max }: Select, count: number): void {
  if (count >= (min ?? 1) && count <= (max ?? 1)) return;
  throw new Error(`The menu takes ${min ?? 1} to ${max ?? 1} values, not ${count}.`);
}

function optionOf(select: Select, name: string): string {
  const options = select.type === STRING_SELECT ? select.options : [];
  const found = options.find(({ value }) => value === name) ?? options.find(({ label }) => label === name);
  if (!found) throw new Error(`The menu has no "${name}". It has: ${options.map(({ label }) => label).join(' | ')}.`);
  return found.value;
}

/** Users, roles and channels by name or id, as values and resolved. */
function entities(world: State['world'], channel: Channel, type: number, names: string[]): Json {
  const guild = guildOf(world, channel);
  const resolved: Record<string, Json> = {};
  const put = (kind: string, id: string, json: Json) => {
    resolved[kind] = { ...resolved[kind], [id]: json };
    return id;
  };
  const values = names.map(name => {
    if (type === 8) {
      const found = byName(guild?.channels.values() ?? [], name, 'channel');
      return put('channels', found.id, channelJson(world, found));
    }
    const role = [...(guild?.roles.values() ?? [])].find(it => type !== 5 && (it.id === name || it.name === name));
    if (role || type === 6) {
      const found = role ?? byName(guild?.roles.values() ?? [], name, 'role');
      return put('roles', found.id, roleJson(found));
    }
    const user = byName(world.users.values(), name, 'user');
    const member = guild?.members.get(user.id);
    if (member) put('members', user.id, { ...memberJson(world, member), user: undefined });
    return put('users', user.id, userJson(user));
  });
  return { values, resolved };
}

/** @param values By label or custom id; inputs that are left out keep what the form proposed. */
export function submitData(form: ShownForm, values: Record<string, string>, checked: boolean): Json {
  const { inputs } = form;
  const known = (key: string) => inputs.find(({ customId, label }) => customId === key || label === key);
  const forged = Object.entries(values).filter(([key]) => !known(key));
  if (checked && forged.length > 0) {
    const labels = inputs.map(({ label }) => label).join(', ');
    throw new Error(`The form has no field "${forged[0]?.[0]}". It has: ${labels}.`);
  }
  const filled = inputs.map(input => {
    const value = values[input.customId] ?? values[input.label] ?? (input.kind === 'text' ? input.value : '');
    if (checked) requireFilled(input, value);
    return component(input, value);
  });
  const extra = forged.map(([key, value]) => label({ type: TEXT_INPUT, custom_id: key, value }));
  return { custom_id: form.customId, components: [...filled, ...extra] };
}

function requireFilled(input: ShownInput, value: string): void {
  if (input.required && value === '') throw new Error(`The field "${input.label}" must be filled in.`);
  if (input.kind !== 'text' || value === '') return;
  if (value.length < input.minLength) throw new Error(`"${input.label}" needs ${input.minLength} characters or more.`);
  if (value.length > input.maxLength) throw new Error(`"${input.label}" takes ${input.maxLength} characters or fewer.`);
}

function component(input: ShownInput, value: string): Json {
  if (input.kind === 'select') {
    return label({ type: input.select.type, custom_id: input.customId, values: value === '' ? [] : [value] });
  }
  const text = { type: TEXT_INPUT, id: 2, custom_id: input.customId, value };
  return input.inRow ? { type: 1, id: 1, components: [text] } : label(text);
}

const label = (inner: Json): Json => ({ type: 18, id: 1, component: { id: 2, ...inner } });
