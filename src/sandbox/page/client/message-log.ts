import type { PageMessage } from '../protocol.ts';
import type { MessageActions } from './actions.ts';
import { h, part } from './dom.ts';
import { type PageMessage as MessageElement, PageButton } from './elements.ts';
import { drawMessage } from './message.ts';
import type { Names } from './names.ts';
import { dayOf } from './times.ts';

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
  /** What stands above the first message. */
  readonly #start = h('div', {});
  readonly #notices = h('div', { id: 'notices' });
  readonly #names: () => Names;
  readonly #actions: MessageActions;
  readonly #elements = new Map<string, MessageElement>();
  readonly #dismissed = new Set<string>();
  #stayAtEnd = true;
  /** Where the log was scrolled to; less than that, and someone has scrolled up. CSS pixels. */
  #lastTop = 0;

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
    this.#log.append(this.#older, this.#start, this.#list, this.#notices);
    // The components draw themselves a moment after they were added: whoever was at the end stays there.
    this.#log.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.#log;
      if (scrollHeight - scrollTop - clientHeight < NEAR_END) this.#stayAtEnd = true;
      else if (scrollTop < this.#lastTop) this.#stayAtEnd = false;
      this.#lastTop = scrollTop;
    });
    const sizes = new ResizeObserver(() => {
      if (this.#stayAtEnd) this.#toEnd();
    });
    sizes.observe(this.#list);
    sizes.observe(this.#log);
  }

  setTheme(light: boolean): void {
    this.#list.lightTheme = light;
    // Messages ask for the colours once, when they come into the list.
    for (const element of this.#elements.values()) element.lightTheme = light;
  }

  /** Draws everything again: another channel, or another person. */
  show(intro: HTMLElement, messages: PageMessage[], more: boolean): void {
    this.#start.replaceChildren(intro);
    this.#elements.clear();
    this.#list.replaceChildren();
    for (const message of messages) this.#append(message);
    this.#divide();
    this.#setMore(more);
    this.#toEnd();
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
    this.#setMore(more);
    this.#divide();
    this.#log.scrollTop += this.#log.scrollHeight - height;
  }

  /** A new message, or one that has changed. */
  put(message: PageMessage, kind: 'created' | 'edited' | 'marked'): void {
    if (this.#dismissed.has(message.id)) return;
    const before = this.#elements.get(message.id);
    if (before) this.#replace(before, message);
    else {
      this.#append(message);
      this.#divide();
    }
    // What answers oneself is shown, wherever one has scrolled to.
    if (!before && isForReader(message, this.#names().you)) this.#toEnd();
    if (kind === 'created' || (kind === 'edited' && message.byBot))
      this.#status.textContent = `${message.author}: ${message.text.slice(0, READ_OUT)}`;
  }

  remove(id: string): void {
    this.#elements.get(id)?.remove();
    this.#elements.delete(id);
    this.#divide();
  }

  clearWarning(): void {
    this.#notices.replaceChildren();
  }

  /** Tells what went wrong, below the messages, until something else is done. */
  warn(what: string): void {
    const notice = h('div', { class: 'notice', role: 'alert' }, h('span', {}, what));
    const close = h('button', { type: 'button', class: 'quiet', on: { click: () => notice.remove() } }, 'Close');
    notice.append(close);
    this.#notices.replaceChildren(notice);
    this.#toEnd();
  }

  #toEnd(): void {
    this.#stayAtEnd = true;
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#lastTop = this.#log.scrollTop;
  }

  #draw(message: PageMessage): MessageElement {
    return drawMessage(message, this.#names(), this.#actions);
  }

  #append(message: PageMessage): void {
    if (this.#dismissed.has(message.id)) return;
    const element = this.#draw(message);
    this.#elements.set(message.id, element);
    this.#list.append(element);
  }

  #setMore(more: boolean): void {
    this.#older.hidden = !more;
    this.#start.hidden = more;
  }

  /** A line with the date wherever a day begins. */
  #divide(): void {
    for (const line of this.#list.querySelectorAll(':scope > .day')) line.remove();
    let before: string | undefined;
    for (const element of this.#elements.values()) {
      const day = dayOf(Number(element.dataset.at));
      if (day !== before) element.before(h('div', { class: 'day' }, h('span', {}, day)));
      before = day;
    }
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

const isForReader = ({ private: isPrivate, used, authorId }: PageMessage, you: string) =>
  isPrivate || used?.by === you || authorId === you;

/** Whoever pressed a button with the keyboard stays on it; if it cannot be pressed any more, on one that can. */
async function refocus(message: HTMLElement, key: string): Promise<void> {
  const controls = [...message.querySelectorAll<HTMLElement>('[data-key]')];
  await Promise.all(controls.map(control => (control instanceof PageButton ? control.updateComplete : undefined)));
  const usable = controls.filter(control => !(control instanceof PageButton && control.disabled));
  (usable.find(control => control.dataset.key === key) ?? usable[0])?.focus();
}
