import { h } from './dom.ts';

export interface SelectChoice {
  label: string;
  value: string;
  detail?: string;
}

interface SelectMenu {
  key: string;
  label: string;
  choices: SelectChoice[];
  /** How many must, and how many may be chosen. */
  least: number;
  most: number;
  disabled: boolean;
  onChosen(values: string[]): void;
}

/** A select menu as Discord has it: a choice is sent at once; where several may be chosen, when the menu is closed. */
export function selectMenu({ key, label, choices, least, most, disabled, onChosen }: SelectMenu): HTMLElement {
  const several = most > 1;
  const chosen = new Set<string>();
  let active = 0;
  const button = h(
    'button',
    {
      type: 'button',
      class: 'select',
      'data-key': key,
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      disabled,
    },
    label,
  );
  const items = choices.map(({ label: name, detail }, index) =>
    h(
      'div',
      {
        role: 'option',
        id: `${key.replaceAll(' ', '-')}-${index}`,
        'aria-selected': 'false',
        class: 'item',
        on: { click: () => choose(index) },
      },
      h('span', {}, name),
      detail === undefined ? undefined : h('span', { class: 'muted' }, detail),
    ),
  );
  const list = h(
    'div',
    {
      role: 'listbox',
      class: 'popup',
      tabindex: 0,
      'aria-label': label,
      'aria-multiselectable': several,
      hidden: true,
    },
    ...items,
  );

  const activate = (index: number) => {
    active = (index + items.length) % items.length;
    for (const [at, item] of items.entries()) item.classList.toggle('active', at === active);
    const item = items[active];
    if (!item) return;
    list.setAttribute('aria-activedescendant', item.id);
    item.scrollIntoView({ block: 'nearest' });
  };
  const show = () => {
    list.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    list.focus();
    activate(0);
  };
  const hide = () => {
    if (list.hidden) return;
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (several && chosen.size >= least) onChosen([...chosen]);
  };
  const choose = (index: number) => {
    const value = choices[index]?.value;
    if (value === undefined) return;
    if (!several) {
      hide();
      button.focus();
      return onChosen([value]);
    }
    if (!chosen.delete(value) && chosen.size < most) chosen.add(value);
    for (const [at, item] of items.entries()) {
      item.setAttribute('aria-selected', String(chosen.has(choices[at]?.value ?? '')));
    }
  };

  button.addEventListener('click', () => (list.hidden ? show() : hide()));
  list.addEventListener('keydown', event => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => activate(active + 1),
      ArrowUp: () => activate(active - 1),
      Home: () => activate(0),
      End: () => activate(items.length - 1),
      Enter: () => choose(active),
      ' ': () => choose(active),
      Escape: () => button.focus(),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  });
  list.addEventListener('focusout', () => hide());
  return h('div', { class: 'select-menu' }, button, list);
}
