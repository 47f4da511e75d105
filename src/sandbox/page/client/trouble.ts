import type { Trouble } from '../asks.ts';
import type { ChannelView, WorldView } from '../protocol.ts';
import { h, part } from './dom.ts';
import { sandboxNow } from './times.ts';

const HOUR_MS = 3_600_000;

const PERMISSIONS = [
  ['SEND_MESSAGES', 'Send messages'],
  ['EMBED_LINKS', 'Embed links'],
  ['VIEW_CHANNEL', 'View channel'],
  ['CREATE_PUBLIC_THREADS', 'Create public threads'],
  ['READ_MESSAGE_HISTORY', 'Read message history'],
] as const;

interface TroubleParts {
  channel(): ChannelView | undefined;
  cause(trouble: Trouble, done: string): void;
}

/** The panel with which one makes Discord misbehave, and moves its clock. */
export class TroublePanel {
  readonly #root = part('trouble');
  readonly #clock = h('p', { class: 'clock' });
  readonly #forward = h('div', { class: 'panel-buttons' });
  readonly #channelPart = h('div', {});
  readonly #parts: TroubleParts;

  constructor(parts: TroubleParts) {
    this.#parts = parts;
    const permission = h(
      'select',
      { id: 'permission' },
      ...PERMISSIONS.map(([value, label]) => h('option', { value, label })),
    );
    const setPermission = (what: 'takePermission' | 'givePermission', done: string) => {
      const chosen = PERMISSIONS.find(([value]) => value === permission.value);
      const channel = parts.channel();
      if (chosen && channel)
        parts.cause({ what, channel: channel.parentId ?? channel.id, permission: chosen[0] }, `${done}: ${chosen[1]}`);
    };
    this.#forward.append(
      this.#button('An hour on', () => parts.cause({ what: 'advance', ms: HOUR_MS }, 'An hour has passed')),
      this.#button('A day on', () => parts.cause({ what: 'advance', ms: 24 * HOUR_MS }, 'A day has passed')),
    );
    this.#channelPart.append(
      h('h3', {}, 'In this channel'),
      h('label', { for: 'permission' }, 'Permission of the bot'),
      permission,
      h(
        'div',
        { class: 'panel-buttons' },
        this.#button('Take it away', () => setPermission('takePermission', 'Taken away')),
        this.#button('Give it back', () => setPermission('givePermission', 'Given back')),
        this.#button('Delete this channel', () => {
          const channel = parts.channel();
          if (channel) parts.cause({ what: 'deleteChannel', channel: channel.id }, `Deleted ${channel.name}`);
        }),
      ),
    );
    this.#root.append(
      h('h2', {}, 'Faults and time'),
      h('h3', {}, 'Time'),
      this.#clock,
      this.#forward,
      h('h3', {}, 'Discord'),
      h(
        'p',
        { class: 'muted' },
        'Lets coming requests of the bot fail, or its connection. It should cope with all of it.',
      ),
      h(
        'div',
        { class: 'panel-buttons' },
        this.#button('Answer 429 once', () =>
          parts.cause({ what: 'rateLimit' }, 'The next request of the bot is answered with 429'),
        ),
        this.#button('Answer 500', () =>
          parts.cause({ what: 'serverError' }, 'The next requests of the bot are answered with 500'),
        ),
        this.#button('Drop the gateway', () =>
          parts.cause({ what: 'dropGateway' }, 'The bot was disconnected; it comes back by itself'),
        ),
        this.#button('Forget faults', () => parts.cause({ what: 'calm' }, 'No more faults are waiting')),
      ),
      this.#channelPart,
    );
    setInterval(() => this.#tick(), 1000);
  }

  draw({ clock }: WorldView): void {
    this.#forward.hidden = !clock.driven;
    this.#channelPart.hidden = this.#parts.channel()?.guildId === undefined;
    this.#tick();
  }

  #tick(): void {
    const now = new Date(sandboxNow());
    this.#clock.textContent = now.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'medium' });
  }

  #button(label: string, press: () => void): HTMLElement {
    return h('button', { type: 'button', class: 'quiet', on: { click: press } }, label);
  }
}
