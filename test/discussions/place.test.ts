import { expect, it } from 'vitest';
import { choosePlace, type NotHere } from '../../src/discussions/index.ts';
import type { ThreadPlace } from '../../src/store/discussions.ts';

const TEXT = { channelId: 'c', kind: 'text' } as const;
const PRESSED = { messageId: 'm', private: false };
const FORUM = { channelId: 'f', kind: 'forum' } as const;
const SERVER = { guildId: 'g', here: TEXT };

it.each<[string, Parameters<typeof choosePlace>[0], ThreadPlace | NotHere]>([
  ['a command', SERVER, { kind: 'channel', channelId: 'c' }],
  ['a public post', { ...SERVER, pressed: PRESSED }, { kind: 'message', channelId: 'c', messageId: 'm' }],
  ['a set forum goes before the post', { ...SERVER, pressed: PRESSED, set: FORUM }, { kind: 'forum', channelId: 'f' }],
  [
    'a command in an announcement channel',
    { ...SERVER, here: { channelId: 'a', kind: 'announcement' } },
    { kind: 'channel', channelId: 'a' },
  ],
  ['a set channel', { ...SERVER, set: { channelId: 'd', kind: 'announcement' } }, { kind: 'channel', channelId: 'd' }],
  ['a private reply', { ...SERVER, pressed: { ...PRESSED, private: true } }, 'private-reply'],
  [
    'a private reply with a set forum',
    { ...SERVER, pressed: { ...PRESSED, private: true }, set: FORUM },
    { kind: 'forum', channelId: 'f' },
  ],
  ['a thread', { ...SERVER, pressed: PRESSED, here: { channelId: 't', kind: 'thread' } }, 'in-a-thread'],
  ['a voice channel', { ...SERVER, here: { channelId: 'v', kind: 'other' } }, 'no-threads-here'],
  ['a direct message', { here: TEXT }, 'direct-message'],
])('%s', (_what, surroundings, expected) => {
  expect(choosePlace(surroundings)).toEqual(expected);
});
