import type { ChannelView, WorldView } from '../protocol.ts';
import { h, icon } from './dom.ts';
import { signOf } from './sidebar.ts';

/** What stands above the first message of a channel. */
export function channelIntro({ guilds, bot }: WorldView, channel: ChannelView): HTMLElement {
  const { name, thread, type, guildId } = channel;
  const absent = type === 3 || guilds.some(({ id, withBot }) => id === guildId && !withBot);
  const shownName = type === 0 || type === 5 ? `#${name}` : name;
  const start = thread
    ? 'This is the start of the thread.'
    : type === 1
      ? `This is the beginning of your direct messages with ${name}.`
      : `This is the start of ${shownName}.`;
  return h(
    'div',
    { class: 'intro' },
    h('div', { class: 'intro-sign' }, icon(signOf(channel))),
    h('div', { class: 'intro-title' }, thread || type === 1 ? name : `Welcome to ${shownName}`),
    h('p', { class: 'muted' }, start),
    absent
      ? h('p', { class: 'muted' }, `${bot.name} is not in here: you use it by having it installed for yourself.`)
      : undefined,
  );
}
