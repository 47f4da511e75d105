import type { ChannelView, GuildView, WorldView } from '../protocol.ts';
import { type Child, h, part, redraw } from './dom.ts';

interface SidebarState {
  world: WorldView;
  open: string | undefined;
  unread: ReadonlySet<string>;
}

/** Servers, channels and threads; and whom one acts as. */
export class Sidebar {
  readonly #root = part('channels');
  readonly #people = part('people');
  readonly #goTo: (channelId: string) => void;
  readonly #be: (personId: string) => void;

  constructor(goTo: (channelId: string) => void, be: (personId: string) => void) {
    this.#goTo = goTo;
    this.#be = be;
  }

  draw(state: SidebarState): void {
    const { world } = state;
    redraw(
      this.#root,
      ...world.guilds.map(guild => this.#guild(guild, state)),
      this.#section(
        'Direct messages',
        world.privates.map(channel => this.#channel(channel, state)),
      ),
    );
    redraw(this.#people, ...this.#switch(world));
  }

  #guild(guild: GuildView, state: SidebarState): HTMLElement {
    const { id, channels, name, withBot } = guild;
    const tops = channels.filter(({ parentId }) => parentId === undefined);
    const items = tops.flatMap(channel => [
      this.#channel(channel, state),
      ...channels
        .filter(thread => thread.parentId === channel.id && isListed(thread, state))
        .map(thread => this.#channel(thread, state)),
    ]);
    return this.#section(name, items, withBot ? undefined : `without ${state.world.bot.name}`, id);
  }

  #section(name: string, items: HTMLElement[], note?: string, key = name): HTMLElement {
    const id = `section-${key.replaceAll(' ', '-')}`;
    return h(
      'section',
      { 'aria-labelledby': id },
      h('h2', { id }, name, note === undefined ? undefined : h('span', { class: 'muted' }, ` ${note}`)),
      h('ul', {}, ...items),
    );
  }

  #channel(channel: ChannelView, { open, unread }: SidebarState): HTMLElement {
    const { id, thread } = channel;
    const isUnread = unread.has(id);
    const button = h(
      'button',
      {
        type: 'button',
        class: ['channel', thread && 'is-thread', isUnread && 'unread'].filter(Boolean).join(' '),
        'data-key': `channel ${id}`,
        on: { click: () => this.#goTo(id) },
        ...(id === open && { 'aria-current': 'page' }),
      },
      h('span', { 'aria-hidden': 'true', class: 'sign' }, signOf(channel)),
      h('span', { class: 'channel-name' }, channel.name),
      isUnread ? h('span', { class: 'badge' }, 'new') : undefined,
    );
    return h('li', {}, button);
  }

  #switch({ people, you, bot }: WorldView): Child[] {
    const select = h(
      'select',
      { id: 'acting-as', 'data-key': 'acting-as' },
      ...people
        .filter(person => !person.bot)
        .map(({ id, name }) => h('option', { value: id, selected: id === you }, name)),
    );
    select.addEventListener('change', () => this.#be(select.value));
    return [
      h('label', { for: 'acting-as' }, 'Acting as'),
      select,
      h('p', { class: bot.online ? 'online' : 'offline' }, `${bot.name} is ${bot.online ? 'online' : 'offline'}`),
    ];
  }
}

/** A forum's posts are listed in the forum itself. */
function isListed({ id, thread, parentId }: ChannelView, { world, open }: SidebarState): boolean {
  if (id === open) return true;
  const parent = world.guilds.flatMap(({ channels }) => channels).find(channel => channel.id === parentId);
  return !thread?.archived && parent?.type !== 15;
}

/** Said in letters: announcement channels, forums, private places, threads. */
export function signOf({ type, thread }: ChannelView): string {
  if (thread) return '↳';
  return { 1: '@', 3: '@', 5: '📢', 15: '💬' }[type] ?? '#';
}
