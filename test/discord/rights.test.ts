import { PermissionFlagsBits as Bits, ChannelType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { mayMentionAll, missingPermissions, timedOutUntil } from '../../src/discord/permissions.ts';
import { discordRights } from '../../src/discord/rights.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { BOT, channelOf, offlineClient, type ToldGuild } from './offline-client.ts';

const HERE = '1';
const ELSEWHERE = '3';
const SEE = Bits.ViewChannel | Bits.SendMessages | Bits.ReadMessageHistory;
const hiddenFrom = (...ids: string[]) => ids.map(id => ({ id, type: 0, allow: '0', deny: `${Bits.ViewChannel}` }));
const shownTo = (id: string, type: number) => ({ id, type, allow: `${Bits.ViewChannel}`, deny: '0' });

const GUILD: ToldGuild = {
  id: HERE,
  roles: [
    { id: HERE, permissions: SEE },
    { id: '50', permissions: Bits.ManageThreads },
    { id: '51', permissions: Bits.MentionEveryone },
  ],
  channels: [
    { id: '10', type: ChannelType.GuildText },
    { id: '11', type: ChannelType.GuildText, overwrites: [...hiddenFrom(HERE), shownTo(BOT, 1), shownTo('50', 0)] },
    { id: '12', type: ChannelType.GuildText, overwrites: [...hiddenFrom(HERE), shownTo('50', 0)] },
  ],
};
const OTHER: ToldGuild = {
  id: ELSEWHERE,
  roles: [{ id: ELSEWHERE, permissions: SEE }],
  channels: [{ id: '30', type: ChannelType.GuildText }],
};
const ASKER: Asker = {
  userId: '7',
  guildId: HERE,
  channelId: '10',
  canManage: false,
  permissions: SEE,
  timedOut: false,
  roleIds: [],
  botIsMember: true,
  commandsOnly: false,
};

describe('what an asker may see', () => {
  const rights = discordRights(offlineClient([GUILD, OTHER]), drivenClock());

  it.each<[string, Partial<Asker>, string, boolean]>([
    ['where they ask', {}, '10', true],
    ['where they ask, as Discord has just said', { permissions: 0n }, '10', false],
    ['a channel that is hidden from them', {}, '11', false],
    ['a channel that one of their roles sees', { roleIds: ['50'] }, '11', true],
    ['a channel that they named, as Discord has just said', { permissionsIn: new Map([['11', SEE]]) }, '11', true],
    ['a channel that the bot does not see, whatever their roles', { roleIds: ['50'] }, '12', false],
    ['a channel of another server, though everyone there sees it', {}, '30', false],
    ['the same channel, from that server', { guildId: ELSEWHERE, channelId: '31' }, '30', true],
    ['a channel that nobody knows', {}, '99', false],
  ])('%s', (_what, change, channelId, expected) => {
    expect(rights.maySee({ ...ASKER, ...change }, { channelId })).toBe(expected);
  });

  it('in another server’s channel everything is missing', () => {
    expect(rights.missing({ ...ASKER, permissionsIn: new Map([['30', SEE]]) }, '30', 'post')).toEqual(['View Channel']);
  });
});

describe('what the bot may do', () => {
  const NOW = Date.UTC(2026, 0, 1);
  const until = new Date(NOW + 1).toISOString();
  const inGuild = (change: Partial<ToldGuild>) => channelOf(offlineClient([{ ...GUILD, ...change }]), '10');
  const asAdministrator = [{ id: HERE, permissions: SEE | Bits.Administrator }];

  it.each<[string, Partial<ToldGuild>, number | undefined]>([
    ['not timed out', {}, undefined],
    ['timed out', { timedOut: until }, NOW + 1],
    ['a time-out that is over', { timedOut: new Date(NOW).toISOString() }, undefined],
    ['an administrator cannot be timed out', { timedOut: until, roles: asAdministrator }, undefined],
  ])('%s', (_what, change, expected) => {
    expect(timedOutUntil(inGuild(change), NOW)).toBe(expected);
  });

  it('says what it lacks; what Discord has just said comes before what the gateway told', () => {
    const channel = inGuild({});
    const needed = ['ViewChannel', 'EmbedLinks'] as const;
    expect(missingPermissions(channel, needed)).toEqual(['Embed Links']);
    expect(missingPermissions(channel, needed, SEE | Bits.EmbedLinks)).toEqual([]);
    // Who cannot see a channel can do nothing in it.
    expect(missingPermissions(channel, needed, Bits.EmbedLinks)).toEqual(['View Channel', 'Embed Links']);
  });

  it.each([
    [[], false],
    [['51'], true],
  ])('a member with the roles %j may mention all roles: %s', (roleIds, expected) => {
    expect(mayMentionAll(inGuild({}), { userId: '7', roleIds })).toBe(expected);
  });
});

describe('a server that another process hears of', () => {
  const rights = discordRights(offlineClient([GUILD]), drivenClock());

  it('is told from one of its own', () => {
    expect([rights.knows(HERE), rights.knows(ELSEWHERE)]).toEqual([true, false]);
  });

  it('has channels of which nothing is known, but that each sees itself', () => {
    expect(rights.seenByAll('30', { channelId: '30' })).toBe(true);
    expect(rights.seenByAll('30', { channelId: '31' })).toBe(false);
    expect(rights.seenByAll('10', { channelId: '30' })).toBe(false);
  });
});
