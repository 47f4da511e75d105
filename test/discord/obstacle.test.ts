import { PermissionFlagsBits } from 'discord.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ChannelFacts, obstacleIn } from '../../src/discord/obstacle.ts';

const WORDS = ['View Channel', 'Send Messages', 'Embed Links', 'Read Message History'];
const { ViewChannel, SendMessages, EmbedLinks, ReadMessageHistory } = PermissionFlagsBits;
/** In the order of their words. */
const ALL = [ViewChannel, SendMessages, EmbedLinks, ReadMessageHistory];
const EVERYTHING = ALL.reduce((sum, bit) => sum | bit, 0n);
const NOW = 1_000;

function facts(change: Partial<ChannelFacts> = {}, everyone = EVERYTHING): ChannelFacts {
  const rights = { guildId: '1', ownerId: '2', roles: new Map([['1', everyone]]), overwrites: [] };
  return {
    type: 0,
    hidden: false,
    lacksTag: false,
    locked: false,
    rights,
    bot: { userId: '9', roleIds: [] },
    ...change,
  };
}

it('names exactly what is missing', () => {
  fc.assert(
    fc.property(fc.subarray(ALL), denied => {
      const deny = denied.reduce((sum, bit) => sum | bit, 0n);
      const overwrites = [{ id: '9', allow: 0n, deny }];
      const found = obstacleIn(facts({ rights: { ...facts().rights, overwrites } }), { thread: false }, NOW);
      const hidden = denied.includes(ViewChannel);
      const missing = WORDS.filter((_, i) => denied.includes(ALL[i] ?? 0n));
      if (hidden) expect(found).toEqual({ reason: 'no-access', missing: ['View Channel'] });
      else if (missing.length === 0) expect(found).toBeUndefined();
      else expect(found).toEqual({ reason: 'missing-permissions', missing });
    }),
  );
});

it.each<[string, Partial<ChannelFacts>, string | undefined]>([
  ['a time-out that lasts', { bot: { userId: '9', roleIds: [], timedOutUntil: NOW + 1 } }, 'timed-out'],
  ['a time-out that is over', { bot: { userId: '9', roleIds: [], timedOutUntil: NOW } }, undefined],
  ['a hidden channel, whose overwrites are not told', { hidden: true }, 'no-access'],
  ['a kind of channel without posts', { type: 4 }, 'wrong-channel'],
  ['a voice channel that it may not join', { type: 2 }, 'missing-permissions'],
  ['a thread where it may not write', { type: 11 }, 'missing-permissions'],
  ['a forum whose required tags are all for moderators', { type: 15, lacksTag: true }, 'tag-required'],
])('%s', (_what, change, reason) => {
  expect(obstacleIn(facts(change), { thread: false }, NOW)?.reason).toBe(reason);
});

it('an administrator cannot be timed out', () => {
  const bot = { userId: '9', roleIds: [], timedOutUntil: NOW + 1 };
  expect(obstacleIn(facts({ bot }, PermissionFlagsBits.Administrator), { thread: false }, NOW)).toBeUndefined();
});
