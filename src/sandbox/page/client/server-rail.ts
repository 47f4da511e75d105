import type { ChannelView, WorldView } from '../protocol.ts';
import { avatar } from './avatar.ts';
import { h, icon } from './dom.ts';

interface ServerRailParts {
  world: WorldView;
  /** Id of the server whose channels are shown; undefined for the direct messages. */
  shown: string | undefined;
  unread: ReadonlySet<string>;
  choose(serverId: string | undefined): void;
}

/** The servers, as Discord has them at the very left: direct messages first. */
export function serverRail({ world, shown, unread, choose }: ServerRailParts): HTMLElement {
  const entry = (id: string | undefined, name: string, channels: ChannelView[], picture: Node) => {
    const news = channels.some(channel => unread.has(channel.id));
    const label = news ? `${name}, new messages` : name;
    const button = h(
      'button',
      {
        type: 'button',
        class: 'server',
        title: name,
        'aria-label': label,
        'data-key': `server ${id}`,
        on: { click: () => choose(id) },
        ...(id === shown && { 'aria-current': 'true' }),
      },
      picture,
    );
    return h('li', { class: news ? 'has-news' : '' }, button);
  };
  return h(
    'ul',
    {},
    entry(undefined, 'Direct messages', world.privates, icon('messages')),
    ...world.guilds.map(({ id, name, channels }) =>
      entry(id, name, channels, h('img', { src: avatar(name), alt: '', draggable: 'false' })),
    ),
  );
}
