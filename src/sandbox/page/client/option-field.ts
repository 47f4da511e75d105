import type { ValueOption } from '../../schema/command-body.ts';
import type { Choice } from '../../state/interactions.ts';
import { checkOption, OPTION } from '../option-value.ts';
import { Combobox, type Item } from './combobox.ts';
import { h } from './dom.ts';
import { entityChoices } from './entities.ts';
import type { GivenOption } from './given.ts';
import type { Here } from './names.ts';

/** What Discord lets people upload. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

export interface OptionField {
  readonly option: ValueOption;
  readonly element: HTMLElement;
  focus(): void;
  /** Puts a text in, as if it had been typed. */
  type(text: string): void;
  /** What it holds; `undefined` if nothing, `problem` if that cannot be sent (it then says so next to the field). */
  take(): Promise<{ given?: GivenOption; problem?: string }>;
  /** What stands in it, as typed. */
  text(): string;
  /** What it holds by now, unchecked. */
  typed(): string | number | boolean | undefined;
}

interface OptionFieldParts {
  option: ValueOption;
  here: Here;
  popup: HTMLElement;
  /** Asks the bot what fits to what is typed. */
  complete(typed: string): Promise<Choice[]>;
  onFocus(): void;
  /** Keys that the field itself does not need. */
  onKey(event: KeyboardEvent, empty: boolean): void;
}

/** One option of a command: a field with suggestions where there are any. */
export function optionField(parts: OptionFieldParts): OptionField {
  const { option, popup } = parts;
  const isFile = option.type === OPTION.file;
  const hasList = listOf(option, parts.here, '') !== undefined || option.autocomplete === true;
  const id = `option-${option.name}`;
  const problemId = `${id}-problem`;
  const input = h('input', {
    id,
    type: isFile ? 'file' : 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': `command-hint ${problemId}`,
    ...(option.required && { 'aria-required': 'true' }),
    ...(hasList && { role: 'combobox' }),
    ...((option.type === OPTION.integer || option.type === OPTION.number) && { inputmode: 'decimal' }),
  });
  const problem = h('span', { id: problemId, class: 'problem', role: 'alert' });
  const element = h('div', { class: 'option' }, h('label', { for: id }, option.name), input, problem);

  let picked: Item['value'] | undefined;
  let asked = 0;
  const combobox = hasList
    ? new Combobox({
        field: input,
        popup,
        label: `Suggestions for ${option.name}`,
        onPick: item => {
          input.value = item.label;
          picked = item.value;
          say(undefined);
        },
      })
    : undefined;
  const say = (what: string | undefined) => {
    problem.textContent = what ?? '';
    input.toggleAttribute('aria-invalid', what !== undefined);
    if (what !== undefined) input.setAttribute('aria-invalid', 'true');
  };
  const suggest = async () => {
    const list = listOf(option, parts.here, input.value);
    if (list) return combobox?.show(list, true, 'Nothing here fits what you typed.');
    if (!option.autocomplete) return;
    asked += 1;
    const question = asked;
    const choices = await parts.complete(input.value).catch(() => undefined);
    // An answer to what has been typed over since, or that comes after the field was left, is of no use.
    if (question !== asked || document.activeElement !== input) return;
    if (!choices)
      return combobox?.show([], false, 'The suggestions could not be loaded. You can type on without them.');
    combobox?.show(
      choices.map(({ name, value }) => ({ label: name, value })),
      false,
    );
  };

  input.addEventListener('input', () => {
    picked = undefined;
    say(undefined);
    void suggest();
  });
  input.addEventListener('focus', () => {
    parts.onFocus();
    if (picked === undefined) void suggest();
  });
  input.addEventListener('blur', () => {
    asked += 1;
    combobox?.hide();
  });
  input.addEventListener('keydown', event => {
    if (!combobox?.takesKey(event)) parts.onKey(event, input.value === '');
  });

  return {
    option,
    element,
    focus: () => input.focus(),
    type(text) {
      input.value = text;
      picked = listOf(option, parts.here, text)?.find(({ label, value }) => matches(text, label, value))?.value;
    },
    text: () => (isFile ? '' : input.value),
    typed: () => picked ?? (input.value === '' || isFile ? undefined : input.value),
    async take() {
      const file = input.files?.[0];
      if (isFile && file && file.size > MAX_FILE_BYTES) {
        say('Takes a file of 10 MB or less.');
        return { problem: 'size' };
      }
      if (isFile && file) return { given: { filename: file.name, base64: await base64Of(file) } };
      if (input.value === '') {
        if (!option.required) return {};
        say('This option is required.');
        return { problem: 'required' };
      }
      const checked = checkOption(option, input.value, picked);
      if ('value' in checked) return { given: checked.value };
      say(checked.problem);
      return checked;
    },
  };
}

/** What can be picked, where that is known without asking the bot. */
function listOf({ type, choices }: ValueOption, here: Here, typed: string): Item[] | undefined {
  const all = choices?.length
    ? choices.map(({ name, value }) => ({ label: name, value }))
    : type === OPTION.yesNo
      ? [
          { label: 'True', value: true },
          { label: 'False', value: false },
        ]
      : entities(type, here);
  return all?.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
}

function entities(type: number, here: Here): Item[] | undefined {
  const selectTypes: Record<number, number> = {
    [OPTION.user]: 5,
    [OPTION.role]: 6,
    [OPTION.mentionable]: 7,
    [OPTION.channel]: 8,
  };
  const selectType = selectTypes[type];
  return selectType === undefined ? undefined : entityChoices(selectType, here);
}

function matches(text: string, label: string, value: Item['value']): boolean {
  return [label, label.replace(/^[#@]/, ''), String(value)].some(name => name.toLowerCase() === text.toLowerCase());
}

async function base64Of(file: File): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
  reader.onerror = () => reject(new Error(`"${file.name}" cannot be read.`));
  reader.readAsDataURL(file);
  return promise;
}
