import { h } from './dom.ts';

interface MenuParts {
  at: { x: number; y: number };
  items: { label: string; run(): void }[];
  /** Gets the focus when the menu is closed. */
  back: HTMLElement;
}

/** The menu of a message: its apps. Arrows, Enter, Escape, or the mouse. */
export function openMenu({ at, items, back }: MenuParts): void {
  document.querySelector('.menu')?.remove();
  const close = () => {
    menu.remove();
    document.removeEventListener('pointerdown', onOutside, true);
  };
  const onOutside = (event: Event) => {
    if (!event.composedPath().includes(menu)) close();
  };
  const buttons = items.map(({ label, run }) =>
    h(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        tabindex: -1,
        class: 'item',
        on: {
          click: () => {
            close();
            back.focus();
            run();
          },
        },
      },
      label,
    ),
  );
  const empty = h(
    'div',
    { class: 'muted item', role: 'menuitem', tabindex: -1, 'aria-disabled': 'true' },
    'No apps for this message',
  );
  const entries: HTMLElement[] = buttons.length > 0 ? buttons : [empty];
  const menu = h(
    'div',
    { role: 'menu', class: 'menu', 'aria-label': 'Apps' },
    h('div', { class: 'menu-title', role: 'presentation' }, 'Apps'),
    ...entries,
  );
  menu.addEventListener('keydown', event => {
    const { key } = event;
    const now = entries.findIndex(entry => entry.matches(':focus'));
    if (key === 'ArrowDown') entries[(now + 1) % entries.length]?.focus();
    else if (key === 'ArrowUp') entries[(now - 1 + entries.length) % entries.length]?.focus();
    else if (key === 'Escape' || key === 'Tab') {
      close();
      back.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(menu);
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(4, Math.min(at.x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(4, Math.min(at.y, innerHeight - height - 8))}px`;
  document.addEventListener('pointerdown', onOutside, true);
  entries[0]?.focus();
}
