import { ApplicationCommandPermissionType as Kind } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { isAllowed } from '../../src/discord/command-rights.ts';

const GUILD = '1191168914227200000';
const CHANNEL = '1191168914227200019';
const EVERY_CHANNEL = '1191168914227199999';
const asker = { userId: '7', guildId: GUILD, channelId: CHANNEL, roleIds: ['1', '2'] };

const rule = (type: Kind, id: string, permission: boolean) => ({ type, id, permission });
const user = (permission: boolean) => rule(Kind.User, '7', permission);
const role = (id: string, permission: boolean) => rule(Kind.Role, id, permission);
const everyone = (permission: boolean) => rule(Kind.Role, GUILD, permission);
const channel = (id: string, permission: boolean) => rule(Kind.Channel, id, permission);

describe('what a server decided about a command', () => {
  it.each([
    ['nothing: as the command is by default', [], false],
    ['everyone may', [everyone(true)], true],
    ['everyone may not', [everyone(false)], false],
    ['one of their roles may, everyone may not', [everyone(false), role('2', true)], true],
    ['one role that may is enough', [role('1', false), role('2', true)], true],
    ['their role may not, everyone may', [everyone(true), role('1', false)], false],
    ['a role of others may', [role('3', true)], false],
    ['the person may not, whatever their roles', [role('1', true), user(false)], false],
    ['the person may, whatever their roles', [role('1', false), user(true)], true],
    ['not in this channel', [user(true), channel(CHANNEL, false)], false],
    ['in no channel', [user(true), channel(EVERY_CHANNEL, false)], false],
    ['in this channel alone', [user(true), channel(EVERY_CHANNEL, false), channel(CHANNEL, true)], true],
    ['not in another channel', [user(true), channel('5', false)], true],
    ['in this channel, but said of no person', [channel(CHANNEL, true)], false],
  ])('%s', (_what, rights, allowed) => {
    expect(isAllowed({ ofCommand: rights, ofApp: [] }, asker)).toBe(allowed);
  });
});

describe('what a server decided about all commands of the app', () => {
  it.each([
    ['closes this channel', [everyone(true)], [channel(CHANNEL, false)], false],
    ['closes every channel', [everyone(true)], [channel(EVERY_CHANNEL, false)], false],
    [
      'closes every channel but this one',
      [everyone(true)],
      [channel(EVERY_CHANNEL, false), channel(CHANNEL, true)],
      true,
    ],
    [
      'gives way to what is said of the command here',
      [everyone(true), channel(CHANNEL, true)],
      [channel(CHANNEL, false)],
      true,
    ],
    [
      'gives way to what is said of the command everywhere',
      [everyone(true), channel(EVERY_CHANNEL, true)],
      [channel(CHANNEL, false)],
      true,
    ],
    ['gives nobody a command that is for managers', [], [everyone(true), user(true)], false],
    ['gives way to what is said of people and the command', [role('1', true)], [everyone(false)], true],
  ])('%s', (_what, ofCommand, ofApp, allowed) => {
    expect(isAllowed({ ofCommand, ofApp }, asker)).toBe(allowed);
  });
});
