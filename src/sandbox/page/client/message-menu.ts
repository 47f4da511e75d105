import { h } from './dom.ts';
import { QUICK_REACTIONS } from './reactions.ts';

interface MenuParts {
  at: { x: number; y: number };
  apps: { label: string; run(): void }[];
  /** Missing where one cannot react. */
  react: ((emoji: string) => void) | undefined;
  /** Gets the focus when the menu is closed. */
  back: HTMLElement;
}

/** The menu of a message: reactions and apps. Arrows, Enter, Escape, or the mouse. */
export function openMenu({ at, apps, react, back }: MenuParts): void {
  document.querySelector('.menu')?.dispatchEvent(new Event('leave'));
  const close = () => {
    menu.remove();
    document.removeEventListener('pointerdown', onOutside, true);
  };
  const onOutside = (event: Event) => {
    if (!event.composedPath().includes(menu)) close();
  };
  const entry = (label: string, kind: string, run: () => void) => {
    const click = () => {
      close();
      back.focus();
      run();
    };
    return h('button', { type: 'button', role: 'menuitem', tabindex: -1, class: kind, on: { click } }, label);
  };
  const reactions = react ? QUICK_REACTIONS.map(emoji => entry(emoji, 'quick-reaction', () => react(emoji))) : [];
  const appEntries = apps.map(({ label, run }) => entry(label, 'item', run));
  const empty = h(
    'div',
    { class: 'muted item', role: 'menuitem', tabindex: -1, 'aria-disabled': 'true' },
    'No apps for this message',
  );
  const menu = h(
    'div',
    { role: 'menu', class: 'menu', 'aria-label': 'Message' },
    reactions.length > 0
      ? h('div', { role: 'group', 'aria-label': 'React', class: 'quick-reactions' }, ...reactions)
      : undefined,
    h('div', { class: 'menu-title', role: 'presentation' }, 'Apps'),
    ...(appEntries.length > 0 ? appEntries : [empty]),
  );
  const entries: HTMLElement[] = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const move = (steps: number) => {
    const now = entries.findIndex(it => it.matches(':focus'));
    entries[(now + steps + entries.length) % entries.length]?.focus();
  };
  menu.addEventListener('leave', close);
  menu.addEventListener('keydown', event => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowRight') move(1);
    else if (key === 'ArrowUp' || key === 'ArrowLeft') move(-1);
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
