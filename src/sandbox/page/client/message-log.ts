import type { PageMessage } from '../protocol.ts';
import type { MessageActions } from './actions.ts';
import { h, part } from './dom.ts';
import { PageButton } from './elements.ts';
import { drawMessage } from './message.ts';
import type { Names } from './names.ts';

/** How near to the end one must be to be taken along when something is added, in CSS pixels. */
const NEAR_END = 80;

/** Characters of a new message that are read out. */
const READ_OUT = 300;

/** The messages of the open channel. */
export class MessageLog {
  readonly #log = part('log');
  readonly #list = document.createElement('discord-messages');
  readonly #status = part('status');
  readonly #older: HTMLElement;
  readonly #notices = h('div', { id: 'notices' });
  readonly #names: () => Names;
  readonly #actions: MessageActions;
  readonly #elements = new Map<string, HTMLElement>();
  readonly #dismissed = new Set<string>();

  constructor(names: () => Names, actions: Omit<MessageActions, 'dismiss'>, loadOlder: (before: string) => void) {
    this.#names = names;
    this.#actions = { ...actions, dismiss: ({ id }) => this.#dismiss(id) };
    this.#older = h(
      'button',
      {
        type: 'button',
        class: 'older',
        hidden: true,
        on: {
          click: () => {
            const [first] = this.#elements.keys();
            if (first !== undefined) loadOlder(first);
          },
        },
      },
      'Show older messages',
    );
    this.#list.noBackground = true;
    this.#log.append(this.#older, this.#list, this.#notices);
    // The components draw themselves a moment after they were added: whoever was at the end stays there.
    let atEnd = true;
    this.#log.addEventListener('scroll', () => {
      atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR_END;
    });
    new ResizeObserver(() => {
      if (atEnd) this.#log.scrollTop = this.#log.scrollHeight;
    }).observe(this.#list);
  }

  setTheme(light: boolean): void {
    this.#list.lightTheme = light;
  }

  /** Everything anew: another channel, or another person. */
  show(messages: PageMessage[], more: boolean): void {
    this.#elements.clear();
    this.#list.replaceChildren();
    this.#notices.replaceChildren();
    for (const message of messages) this.#append(message);
    this.#older.hidden = !more;
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** Older messages, before what is shown. */
  prepend(messages: PageMessage[], more: boolean): void {
    const known = [...this.#elements];
    const height = this.#log.scrollHeight;
    const added = messages
      .filter(({ id }) => !this.#dismissed.has(id))
      .map(message => [message.id, this.#draw(message)] as const);
    this.#elements.clear();
    for (const [id, element] of [...added, ...known]) this.#elements.set(id, element);
    this.#list.prepend(...added.map(([, element]) => element));
    this.#older.hidden = !more;
    this.#log.scrollTop += this.#log.scrollHeight - height;
  }

  /** A new message, or one that has changed. */
  put(message: PageMessage): void {
    if (this.#dismissed.has(message.id)) return;
    const before = this.#elements.get(message.id);
    if (before) this.#replace(before, message);
    else this.#append(message);
    if (!before || message.byBot) this.#status.textContent = `${message.author}: ${message.text.slice(0, READ_OUT)}`;
  }

  remove(id: string): void {
    this.#elements.get(id)?.remove();
    this.#elements.delete(id);
  }

  /** Tells what went wrong, below the messages. */
  warn(what: string): void {
    const notice = h('div', { class: 'notice', role: 'alert' }, h('span', {}, what));
    const close = h('button', { type: 'button', class: 'quiet', on: { click: () => notice.remove() } }, 'Close');
    notice.append(close);
    this.#notices.replaceChildren(notice);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #draw(message: PageMessage): HTMLElement {
    return drawMessage(message, this.#names(), this.#actions);
  }

  #append(message: PageMessage): void {
    if (this.#dismissed.has(message.id)) return;
    const element = this.#draw(message);
    this.#elements.set(message.id, element);
    this.#list.append(element);
  }

  #replace(before: HTMLElement, message: PageMessage): void {
    const focused = document.activeElement;
    const key = focused instanceof HTMLElement && before.contains(focused) ? (focused.dataset.key ?? '') : undefined;
    const element = this.#draw(message);
    this.#elements.set(message.id, element);
    before.replaceWith(element);
    if (key !== undefined) void refocus(element, key);
  }

  #dismiss(id: string): void {
    this.#dismissed.add(id);
    this.remove(id);
  }
}

/** Whoever pressed a button with the keyboard stays on it; if it cannot be pressed any more, on one that can, or on the message. */
async function refocus(message: HTMLElement, key: string): Promise<void> {
  const controls = [...message.querySelectorAll<HTMLElement>('[data-key]')];
  await Promise.all(controls.map(control => (control instanceof PageButton ? control.updateComplete : undefined)));
  const usable = controls.filter(control => !(control instanceof PageButton && control.disabled));
  (usable.find(control => control.dataset.key === key) ?? usable[0] ?? message).focus();
}
