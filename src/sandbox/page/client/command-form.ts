import type { ListedCommand } from '../../driver/listed-command.ts';
import type { Choice } from '../../state/interactions.ts';
import { splitTyped } from '../option-value.ts';
import { h, icon } from './dom.ts';
import type { GivenOption } from './given.ts';
import type { Here } from './names.ts';
import { type OptionField, optionField } from './option-field.ts';
import { optionPicker } from './option-picker.ts';

interface CommandFormParts {
  command: ListedCommand;
  /** What was typed behind the command's name already. */
  rest: string;
  here: Here;
  popup: HTMLElement;
  hint: HTMLElement;
  complete(options: Record<string, GivenOption>, focused: string): Promise<Choice[]>;
  send(options: Record<string, GivenOption>): void;
  /** @param line What was typed, as one line; nothing if it is to be forgotten. */
  leave(line?: string): void;
}

export const fullName = ({ name, subcommand }: ListedCommand): string => [name, subcommand].filter(Boolean).join(' ');

/** A chosen command with its options: required ones at once, the others when they are asked for. */
export function commandForm(parts: CommandFormParts): { element: HTMLElement; start(): void } {
  const { command, hint } = parts;
  const fields: OptionField[] = [];
  const fieldRow = h('div', { class: 'options' });
  const more = h('div', { class: 'more-options' });
  const sendButton = h('button', { type: 'submit', class: 'send' }, 'Send');
  const element = h(
    'form',
    {
      class: 'command',
      'aria-label': `/${fullName(command)}`,
      on: { submit: event => void submit(event), keydown: event => onEscape(event) },
    },
    h('span', { class: 'command-name' }, `/${fullName(command)}`),
    fieldRow,
    more,
    sendButton,
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': `Leave /${fullName(command)}`,
        on: { click: () => parts.leave() },
      },
      icon('cross'),
    ),
  );

  const typedSoFar = () =>
    Object.fromEntries(
      fields.flatMap(field => {
        const value = field.typed();
        return value === undefined ? [] : [[field.option.name, value]];
      }),
    );
  const typedLine = () => {
    const values = fields.map(({ option, text }) => (text() === '' ? undefined : `${option.name}: ${text()}`));
    const given = values.filter(value => value !== undefined);
    return given.length > 0 ? [`/${fullName(command)}`, ...given].join(' ') : '';
  };
  const add = (option: ListedCommand['options'][number]): OptionField => {
    const field = optionField({
      option,
      here: parts.here,
      popup: parts.popup,
      complete: typed => parts.complete({ ...typedSoFar(), [option.name]: typed }, option.name),
      onFocus: () => {
        hint.textContent = `${option.name}: ${option.description}`;
      },
      onKey: (event, empty) => {
        if (event.key === 'Backspace' && empty) stepBack(event, field);
      },
    });
    fields.push(field);
    picker.before(field.element);
    drawMore();
    return field;
  };
  const stepBack = (event: Event, field: OptionField) => {
    event.preventDefault();
    const at = fields.indexOf(field);
    if (field.option.required && at > 0) return fields[at - 1]?.focus();
    if (field.option.required) return parts.leave();
    fields.splice(at, 1);
    field.element.remove();
    drawMore();
    const before = fields[Math.max(0, at - 1)];
    (before ?? picker).focus();
  };
  const left = () => command.options.filter(option => !fields.some(field => field.option === option));
  const picker = optionPicker({
    left,
    popup: parts.popup,
    add(option, text) {
      const field = add(option);
      field.type(text);
      field.focus();
    },
    onFocus: () => {
      hint.textContent = command.description;
    },
    onBackspace: event => {
      event.preventDefault();
      const last = fields.at(-1);
      if (last) last.focus();
      else parts.leave();
    },
  });
  fieldRow.append(picker);
  const drawMore = () => {
    picker.hidden = left().length === 0;
    more.replaceChildren(
      ...left().map(option =>
        h(
          'button',
          { type: 'button', class: 'add-option', title: option.description, on: { click: () => add(option).focus() } },
          `+ ${option.name}`,
        ),
      ),
    );
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const taken = await Promise.all(fields.map(field => field.take()));
    const wrong = fields[taken.findIndex(({ problem }) => problem !== undefined)];
    if (wrong) return wrong.focus();
    parts.send(
      Object.fromEntries(
        fields.flatMap((field, at) => {
          const given = taken[at]?.given;
          return given === undefined ? [] : [[field.option.name, given]];
        }),
      ),
    );
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) parts.leave(typedLine());
  };

  const typed = splitTyped(
    parts.rest,
    command.options.map(({ name }) => name),
  );
  for (const option of command.options) {
    const text = typed[option.name];
    if (option.required || text !== undefined) add(option).type(text ?? '');
  }
  drawMore();
  hint.textContent = command.description;
  return {
    element,
    start() {
      const next = fields.find(field => field.typed() === undefined) ?? fields.at(-1);
      if (next) next.focus();
      else if (picker.hidden) sendButton.focus();
      else picker.focus();
    },
  };
}
