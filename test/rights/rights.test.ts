import { describe, expect, it } from 'vitest';
import {
  type Deed,
  has,
  inForce,
  isAsOpen,
  missingFor,
  permissionsIn,
  RIGHTS,
  type Right,
} from '../../src/rights/index.ts';

const bits = (...rights: Right[]) => rights.reduce((sum, right) => sum | RIGHTS[right].bit, 0n);
const ALL = bits('view', 'send', 'createThreads', 'sendInThreads', 'connect');
const guild = {
  id: 'g',
  ownerId: 'owner',
  roles: new Map([
    ['g', ALL],
    ['mods', 0n],
    ['admins', 1n << 3n],
  ]),
};
const of = (userId: string, roleIds: string[], overwrites: Parameters<typeof isAsOpen>[0]) =>
  permissionsIn({ userId, roleIds, guild, overwrites });

describe('what a member may do in a channel', () => {
  const closed = [
    { id: 'g', allow: 0n, deny: bits('view', 'send') },
    { id: 'mods', allow: bits('view'), deny: 0n },
    { id: 'ada', allow: bits('send'), deny: bits('createThreads') },
  ];

  it.each<[string, string, string[], Right[]]>([
    ['everyone', 'eve', [], ['createThreads', 'sendInThreads', 'connect']],
    ['a role that is let in', 'eve', ['mods'], ['view', 'createThreads', 'sendInThreads', 'connect']],
    ['one person, last of all', 'ada', ['mods'], ['view', 'send', 'sendInThreads', 'connect']],
    ['an administrator', 'eve', ['admins'], ['view', 'send', 'manageThreads']],
    ['the owner', 'owner', [], ['view', 'send', 'manageThreads']],
  ])('%s', (_who, userId, roleIds, rights) => {
    const granted = of(userId, roleIds, closed);
    expect(rights.filter(right => !has(granted, right))).toEqual([]);
    if (userId !== 'owner' && !roleIds.includes('admins')) expect(granted).toBe(bits(...rights));
  });

  it('is nothing where they cannot see it, and only reading in a time-out, except for administrators', () => {
    expect(inForce(bits('send', 'createThreads'), false)).toBe(0n);
    expect(inForce(ALL, true)).toBe(bits('view'));
    expect(has(inForce(1n << 3n, true), 'send')).toBe(true);
  });
});

it.each<[Deed, Parameters<typeof missingFor>[2], Right[]]>([
  ['post', 'text', ['view', 'send']],
  ['post', 'thread', ['view', 'sendInThreads']],
  ['post', 'voice', ['view', 'connect', 'send']],
  ['post', 'forum', ['view', 'send']],
  ['open-thread', 'text', ['view', 'createThreads', 'sendInThreads']],
  ['post-and-open-thread', 'text', ['view', 'send', 'createThreads', 'sendInThreads']],
  ['post-and-open-thread', 'forum', ['view', 'send']],
  ['write-in-threads', 'forum', ['view', 'sendInThreads']],
])('to %s in a %s one needs exactly %j', (deed, shape, needed) => {
  expect(missingFor(bits(...needed), deed, shape)).toEqual([]);
  for (const right of needed) {
    const without = bits(...needed.filter(other => other !== right));
    expect(missingFor(without, deed, shape)).toEqual([RIGHTS[right].name]);
  }
});

describe('everyone who sees one channel sees the other', () => {
  const everyone = { id: 'g', allow: bits('view'), deny: 0n };
  const hidden = [{ id: 'g', allow: 0n, deny: bits('view') }];
  const forMods = [...hidden, { id: 'mods', allow: bits('view'), deny: 0n }];

  it.each<[string, boolean, Parameters<typeof isAsOpen>]>([
    ['both open', true, [[], [], everyone]],
    ['into an open one, from anywhere', true, [forMods, [], everyone]],
    ['from an open one into a closed one', false, [[], forMods, everyone]],
    ['the same people', true, [forMods, [...forMods].reverse(), everyone]],
    ['closed for one person', false, [[], [{ id: 'ada', allow: 0n, deny: bits('view') }], everyone]],
    ['other rights say nothing', true, [[], [{ id: 'ada', allow: 0n, deny: bits('send') }], everyone]],
    ['a server where nobody sees anything by default', true, [[], [], { ...everyone, allow: 0n }]],
    [
      'opened for all by the channel',
      true,
      [forMods, [{ id: 'g', allow: bits('view'), deny: 0n }], { ...everyone, allow: 0n }],
    ],
  ])('%s: %s', (_what, expected, question) => {
    expect(isAsOpen(...question)).toBe(expected);
  });
});
