import type { ValueOption } from '../../schema/command-body.ts';
import { OPTION } from '../option-value.ts';
import { Combobox } from './combobox.ts';
import { h } from './dom.ts';

interface OptionPickerParts {
  /** The options that are not given yet. */
  left(): ValueOption[];
  popup: HTMLElement;
  add(option: ValueOption, typed: string): void;
  onFocus(): void;
  onBackspace(event: Event): void;
}

/**
 * The place behind a command's fields, where one types on: it lists the options that are left. What begins the name of
 * none of them goes to the first that takes text, as in a command that is pasted as a line.
 */
export function optionPicker({ left, popup, add, onFocus, onBackspace }: OptionPickerParts) {
  const input = h('input', {
    type: 'text',
    class: 'option-picker',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': 'Add an option',
    placeholder: 'options…',
    'aria-describedby': 'command-hint',
  });
  const take = (option: ValueOption, typed: string) => {
    input.value = '';
    add(option, typed);
  };
  const list = new Combobox({
    field: input,
    popup,
    label: 'Options',
    onPick: ({ value }) => {
      const option = left().find(({ name }) => name === value);
      if (option) take(option, '');
    },
  });
  const suggest = () => {
    const typed = input.value.trim();
    const fitting = left().filter(({ name }) => name.startsWith(typed.toLowerCase()));
    const first = left().find(({ type, choices }) => type === OPTION.text && !choices?.length);
    if (fitting.length === 0 && first) return take(first, typed);
    const items = fitting.map(({ name, description }) => ({ label: name, detail: description, value: name }));
    list.show(items, typed !== '', 'There is no such option.');
  };
  input.addEventListener('input', suggest);
  input.addEventListener('focus', () => {
    onFocus();
    suggest();
  });
  input.addEventListener('blur', () => {
    list.hide();
    input.value = '';
  });
  input.addEventListener('keydown', event => {
    if (!list.takesKey(event) && event.key === 'Backspace' && input.value === '') onBackspace(event);
  });
  return input;
}
