import type { ChannelView, WorldView } from '../protocol.ts';
import { h, part, redraw } from './dom.ts';

/** The posts of a forum, newest first. */
export function drawForum(world: WorldView, forum: ChannelView, goTo: (channelId: string) => void): void {
  const guild = world.guilds.find(({ id }) => id === forum.guildId);
  const posts = (guild?.channels ?? []).filter(({ parentId }) => parentId === forum.id).reverse();
  redraw(
    part('forum'),
    posts.length === 0 ? h('p', { class: 'muted' }, 'There are no posts yet.') : undefined,
    ...posts.map(post => drawPost(post, goTo)),
  );
}

function drawPost({ id, name, thread }: ChannelView, goTo: (channelId: string) => void): HTMLElement {
  const states = [thread?.archived && 'closed', thread?.locked && 'locked'].filter(state => typeof state === 'string');
  return h(
    'button',
    { type: 'button', class: 'post', 'data-key': `post ${id}`, on: { click: () => goTo(id) } },
    h('span', { class: 'post-name' }, name),
    h(
      'span',
      { class: 'post-facts' },
      ...[...(thread?.tags ?? []), ...states].map(tag => h('span', { class: 'tag' }, tag)),
      h('span', { class: 'muted' }, `${thread?.messages ?? 0} message${thread?.messages === 1 ? '' : 's'}`),
    ),
  );
}
