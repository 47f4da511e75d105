import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Member, presented, presenterFor, swapped, turns, turnsAhead } from '../../src/clubs/rotation.ts';

const members: Member[] = ['ada', 'ben', 'eve'].map((userId, i) => ({ userId, waitingSince: i }));
const order = (some: readonly Member[], date = '2026-01-15') => turns(some, date).map(({ userId }) => userId);

describe('the rotation', () => {
  it('asks whoever waits longest', () => {
    expect(presenterFor(members, '2026-01-15')).toBe('ada');
    expect(order(presented(members, 'ada', 10))).toEqual(['ben', 'eve', 'ada']);
  });

  it('puts whoever passes on at the front of the next one', () => {
    expect(presenterFor(members, '2026-01-15', new Set(['ada']))).toBe('ben');
    expect(order(presented(members, 'ben', 10))).toEqual(['ada', 'eve', 'ben']);
  });

  it('gives each of the sessions to come to the next one, past those who pass on it, and whoever has agreed to one', () => {
    const sessions = ['15', '22', '29'].map((day, i) => ({
      date: `2026-01-${day}`,
      at: 10 + i,
      passed: new Set<string>(),
    }));
    const [one, two, three] = sessions;
    if (!one || !two || !three) throw new Error('three sessions are needed');
    const ahead = (...some: Parameters<typeof turnsAhead>[1]) => [...turnsAhead(members, some).values()];
    expect(ahead(one, two, three)).toEqual(['ada', 'ben', 'eve']);
    expect(ahead(one, { ...two, passed: new Set(['ben']) }, three)).toEqual(['ada', 'eve', 'ben']);
    expect(ahead(one, two, { ...three, presenterId: 'ada' })).toEqual(['ben', 'eve', 'ada']);
    expect(turnsAhead([], sessions).size).toBe(0);
  });

  it('leaves out who is away, until the date itself', () => {
    const away = members.map(one => (one.userId === 'ada' ? { ...one, awayUntil: '2026-01-15' } : one));
    expect(order(away)).toEqual(['ben', 'eve']);
    expect(order(away, '2026-01-16')).toEqual(['ada', 'ben', 'eve']);
  });

  it('changes the turns of two, leaves those of all others, and changed again is as before', () => {
    expect(order(swapped(members, 'ada', 'eve'))).toEqual(['eve', 'ben', 'ada']);
    expect(swapped(members, 'ada', 'nobody')).toEqual(members);
    const some = fc.uniqueArray(fc.record({ userId: fc.stringMatching(/^[a-h]$/), waitingSince: fc.nat(50) }), {
      selector: ({ userId }) => userId,
      minLength: 2,
    });
    fc.assert(
      fc.property(some, all => {
        const [one, other] = [all[0]?.userId ?? '', all[1]?.userId ?? ''];
        expect(swapped(swapped(all, one, other), one, other)).toEqual(all);
        const times = (list: readonly Member[]) =>
          list.map(({ waitingSince }) => waitingSince).toSorted((a, b) => a - b);
        expect(times(swapped(all, one, other))).toEqual(times(all));
        expect(swapped(all, one, other).slice(2)).toEqual(all.slice(2));
      }),
    );
  });

  it('has nobody where nobody has joined', () => {
    expect(presenterFor([], '2026-01-15')).toBeUndefined();
  });

  /** What happens before each session: somebody comes or goes, some pass on. */
  const week = fc.record({
    joins: fc.option(fc.constantFrom('n1', 'n2', 'n3'), { nil: undefined }),
    leaves: fc.option(fc.constantFrom('n1', 'n2', 'n3', 'x1', 'x2'), { nil: undefined }),
    pass: fc.subarray(['x1', 'x2', 'n1', 'n2', 'n3']),
    volunteer: fc.option(fc.constantFrom('x1', 'n1'), { nil: undefined }),
  });
  const ALWAYS = ['a', 'b', 'c'];

  function play(
    weeks: readonly {
      joins?: string | undefined;
      leaves?: string | undefined;
      pass: string[];
      volunteer?: string | undefined;
    }[],
  ) {
    let all: Member[] = [...ALWAYS, 'x1', 'x2'].map(userId => ({ userId, waitingSince: 0 }));
    const said: { presenter: string; size: number }[] = [];
    weeks.forEach(({ joins, leaves, pass, volunteer }, week) => {
      const now = (week + 1) * 1000;
      all = all.filter(({ userId }) => userId !== leaves);
      if (joins && !all.some(({ userId }) => userId === joins))
        all = [...all, { userId: joins, waitingSince: now - 1 }];
      const isThere = all.some(({ userId }) => userId === volunteer);
      const presenter = (isThere ? volunteer : presenterFor(all, '2026-01-15', new Set(pass))) ?? '';
      said.push({ presenter, size: all.length });
      all = presented(all, presenter, now);
    });
    return said;
  }

  it('is fair: those who are always there never differ by more than one turn', () => {
    fc.assert(
      fc.property(fc.array(week, { maxLength: 60 }), weeks => {
        const counts = new Map(ALWAYS.map(userId => [userId, 0]));
        for (const { presenter } of play(weeks)) {
          if (counts.has(presenter)) counts.set(presenter, (counts.get(presenter) ?? 0) + 1);
          expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('never passes anyone over for ever: who is always there waits for fewer turns than there are members', () => {
    fc.assert(
      fc.property(
        fc.array(
          week.map(one => ({ ...one, volunteer: undefined })),
          { minLength: 12, maxLength: 60 },
        ),
        weeks => {
          const said = play(weeks);
          for (const userId of ALWAYS) {
            let waited = 0;
            for (const { presenter } of said) {
              waited = presenter === userId ? 0 : waited + 1;
              // Three who are always there, two and three who come and go; each of these can come back to the front
              // once.
              expect(waited).toBeLessThan(8);
            }
          }
        },
      ),
    );
  });
});
