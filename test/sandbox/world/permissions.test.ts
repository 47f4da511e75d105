import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bits,
  has,
  type Overwrite,
  type PermissionQuestion,
  permissionsOf,
} from '../../../src/sandbox/world/permissions.ts';

const GUILD = 'guild';
const ME = 'me';
const roles = new Map([
  [GUILD, { permissions: bits('VIEW_CHANNEL', 'SEND_MESSAGES') }],
  ['mute', { permissions: 0n }],
  ['speak', { permissions: 0n }],
  ['admin', { permissions: bits('ADMINISTRATOR') }],
]);
const ask = (question: Partial<PermissionQuestion>) =>
  permissionsOf({ guildId: GUILD, ownerId: 'owner', userId: ME, roles, memberRoles: [], overwrites: [], ...question });
const overwrite = (id: string, allow: bigint, deny: bigint): Overwrite => ({
  id,
  type: id === ME ? 1 : 0,
  allow,
  deny,
});
const SEND = bits('SEND_MESSAGES');
const VIEW = bits('VIEW_CHANNEL');

describe('what a member may do', () => {
  it.each([
    ['the roles decide', {}, true],
    ['@everyone is denied', { overwrites: [overwrite(GUILD, 0n, SEND)] }, false],
    [
      'a role allows again',
      { overwrites: [overwrite(GUILD, 0n, SEND), overwrite('speak', SEND, 0n)], memberRoles: ['speak'] },
      true,
    ],
    ['another’s role does not', { overwrites: [overwrite(GUILD, 0n, SEND), overwrite('speak', SEND, 0n)] }, false],
    [
      'of two roles the one that allows wins',
      { overwrites: [overwrite('speak', SEND, 0n), overwrite('mute', 0n, SEND)], memberRoles: ['mute', 'speak'] },
      true,
    ],
    [
      'the member’s own comes last',
      { overwrites: [overwrite(ME, 0n, SEND), overwrite('speak', SEND, 0n)], memberRoles: ['speak'] },
      false,
    ],
    ['who cannot see can do nothing', { overwrites: [overwrite(GUILD, 0n, VIEW)] }, false],
    ['an administrator can do all', { overwrites: [overwrite(GUILD, 0n, VIEW)], memberRoles: ['admin'] }, true],
    ['so can the owner', { overwrites: [overwrite(GUILD, 0n, VIEW)], userId: 'owner' }, true],
  ])('%s', (_, question, granted) => {
    expect(has(ask(question), 'SEND_MESSAGES')).toBe(granted);
  });

  it('whatever the overwrites, without seeing the channel there is nothing', () => {
    const some = fc.record({
      id: fc.constantFrom(GUILD, 'mute', 'speak', ME),
      allow: fc.constantFrom(0n, SEND, VIEW, SEND | VIEW),
      deny: fc.constantFrom(0n, SEND, VIEW, SEND | VIEW),
    });
    fc.assert(
      fc.property(fc.array(some), fc.subarray(['mute', 'speak']), (parts, memberRoles) => {
        const granted = ask({
          memberRoles,
          overwrites: parts.map(({ id, allow, deny }) => overwrite(id, allow, deny)),
        });
        expect(has(granted, 'VIEW_CHANNEL') || granted === 0n).toBe(true);
      }),
    );
  });
});
