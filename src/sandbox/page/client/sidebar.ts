import type { ChannelView, GuildView, WorldView } from '../protocol.ts';
import { avatar } from './avatar.ts';
import { type Child, h, icon, part, redraw } from './dom.ts';
import { eventCard } from './event-card.ts';
import type { IconName } from './icons.ts';
import { serverRail } from './server-rail.ts';

interface SidebarState {
  world: WorldView;
  open: string | undefined;
  unread: ReadonlySet<string>;
}

/** The servers, the channels and threads of the one that is open; and whom one acts as. */
export class Sidebar {
  readonly #servers = part('servers');
  readonly #channels = part('channels');
  readonly #people = part('people');
  readonly #goTo: (channelId: string) => void;
  readonly #be: (personId: string) => void;
  readonly #unfolded = new Set<string>();
  readonly #interest: (guildId: string, eventId: string, on: boolean) => void;
  /** The channel that was open last, by server. */
  readonly #last = new Map<string | undefined, string>();

  constructor(
    goTo: (channelId: string) => void,
    be: (personId: string) => void,
    interest: (guildId: string, eventId: string, on: boolean) => void,
  ) {
    this.#goTo = goTo;
    this.#be = be;
    this.#interest = interest;
  }

  draw(state: SidebarState): void {
    const { world, open, unread } = state;
    const guild = world.guilds.find(({ channels }) => channels.some(({ id }) => id === open));
    if (open !== undefined) this.#last.set(guild?.id, open);
    const choose = (serverId: string | undefined) => {
      const channels = world.guilds.find(({ id }) => id === serverId)?.channels ?? world.privates;
      const known = channels.find(({ id }) => id === this.#last.get(serverId));
      const next = known ?? channels[0];
      if (next) this.#goTo(next.id);
    };
    redraw(this.#servers, serverRail({ world, shown: guild?.id, unread, choose }));
    redraw(this.#channels, ...(guild ? this.#server(guild, state) : this.#direct(state)));
    redraw(this.#people, ...this.#switch(world));
  }

  #server({ id, channels, name, withBot, events }: GuildView, state: SidebarState): Child[] {
    const tops = channels.filter(({ parentId }) => parentId === undefined);
    const items = tops.flatMap(channel => [
      this.#channel(channel, state),
      ...channels
        .filter(thread => thread.parentId === channel.id && isListed(thread, state))
        .map(thread => this.#channel(thread, state)),
    ]);
    const note = withBot ? undefined : h('p', { class: 'muted' }, `${state.world.bot.name} is not in this server.`);
    const cards = events.map(event =>
      eventCard(event, {
        you: state.world.you,
        unfolded: this.#unfolded,
        interest: on => this.#interest(id, event.id, on),
      }),
    );
    const planned = cards.length > 0 && h('section', { class: 'events', 'aria-label': 'Events' }, ...cards);
    return [h('h2', {}, name), note, planned || undefined, h('ul', {}, ...items)];
  }

  #direct(state: SidebarState): Child[] {
    const items = state.world.privates.map(channel => this.#channel(channel, state));
    return [h('h2', {}, 'Direct messages'), h('ul', {}, ...items)];
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
        title: channel.name,
        on: { click: () => this.#goTo(id) },
        ...(id === open && { 'aria-current': 'page' }),
      },
      icon(signOf(channel)),
      h('span', { class: 'channel-name' }, channel.name),
      isUnread ? h('span', { class: 'badge' }, 'new') : undefined,
    );
    return h('li', {}, button);
  }

  #switch({ people, you, bot }: WorldView): Child[] {
    const persons = people.filter(person => !person.bot);
    const select = h(
      'select',
      { id: 'acting-as', 'data-key': 'acting-as' },
      ...persons.map(({ id, name }) => h('option', { value: id, selected: id === you, label: name })),
    );
    select.addEventListener('change', () => this.#be(select.value));
    const name = persons.find(({ id }) => id === you)?.name ?? '';
    return [
      h('img', { src: avatar(name), alt: '', class: 'own-avatar' }),
      h(
        'div',
        { class: 'acting-as' },
        h('label', { for: 'acting-as' }, 'Acting as'),
        select,
        h('p', { class: bot.online ? 'online' : 'offline' }, `${bot.name} is ${bot.online ? 'online' : 'offline'}`),
      ),
    ];
  }
}

/** A forum's posts are listed in the forum itself. */
function isListed({ id, thread, parentId }: ChannelView, { world, open }: SidebarState): boolean {
  if (id === open) return true;
  const parent = world.guilds.flatMap(({ channels }) => channels).find(channel => channel.id === parentId);
  return !thread?.archived && parent?.type !== 15;
}

/** Discord's types of channels: DM, group DM, announcements, forum. */
const SIGNS: Record<number, IconName> = { 1: 'at', 3: 'people', 5: 'announcement', 15: 'forum' };

export function signOf({ type, thread }: ChannelView): IconName {
  return thread ? 'thread' : (SIGNS[type] ?? 'hash');
}
