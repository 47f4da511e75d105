import { describe, expect, it } from 'vitest';
import { identifyTurn } from '../../../src/app/shards/identify-turn.ts';
import { createPauses } from '../../../src/app/shards/pauses.ts';
import { type DrivenClock, drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import type { Leases } from '../../../src/store/index.ts';
import { NO_SIGNALS } from '../../../src/store/signals.ts';

const SECOND_MS = 1_000;

/** Those in the table of a database, as far as turns need them. */
function leasesInMemory(): Leases {
  const rows = new Map<string, { holder: string; until: number }>();
  return {
    async hold(name, holder, now, until, left) {
      const row = rows.get(name);
      if (row && row.until > now && row.holder !== holder && row.until !== left) return false;
      rows.set(name, { holder, until });
      return true;
    },
    release: async name => void rows.delete(name),
    clear: async name => rows.delete(name),
    ends: async prefix =>
      [...rows].flatMap(([name, { until }]) => (name.startsWith(prefix) ? [{ name, end: until }] : [])),
    tidy: async () => {},
    end: async name => rows.get(name)?.until,
  };
}

/** A process whose clock is so far ahead of the others'. */
function member(leases: Leases, clock: DrivenClock, aheadMs: number) {
  const own = { now: () => clock.now() + aheadMs, after: clock.after };
  return identifyTurn({ leases, clock: own, pauses: createPauses(NO_SIGNALS, own) });
}

/** When each of the turns that are asked for at once begins, in s. */
async function begun(clock: DrivenClock, turns: Promise<void>[]): Promise<number[]> {
  const start = clock.now();
  const times: number[] = [];
  for (const turn of turns) void turn.then(() => times.push(clock.now() - start));
  for (let step = 0; step < 400; step += 1) await clock.advance(100);
  return times.map(ms => ms / SECOND_MS);
}

describe('the turn to begin a session', () => {
  it.each([0, 3 * SECOND_MS, 20 * SECOND_MS, -20 * SECOND_MS])(
    'comes every 5 s, also where the clock of another process is %s ms ahead',
    async aheadMs => {
      const clock = drivenClock();
      const leases = leasesInMemory();
      const [one, other] = [member(leases, clock, 0), member(leases, clock, aheadMs)];
      const times = await begun(clock, [one(0), other(0), one(0), other(0)]);
      expect(times).toHaveLength(4);
      times.slice(1).forEach((time, i) => {
        expect(time - (times[i] ?? 0)).toBeGreaterThanOrEqual(5);
        expect(time - (times[i] ?? 0)).toBeLessThanOrEqual(7);
      });
    },
  );

  it('is each bucket’s own, and comes at once where the last one is long over', async () => {
    const clock = drivenClock();
    const leases = leasesInMemory();
    await begun(clock, [member(leases, clock, 0)(0)]);
    await clock.advance(5 * 60 * SECOND_MS);
    const later = member(leases, clock, 0);
    expect(await begun(clock, [later(0), later(1)])).toEqual([0, 0]);
  });

  it('comes at once to a process that has stood by since the last one', async () => {
    const clock = drivenClock();
    const leases = leasesInMemory();
    await begun(clock, [member(leases, clock, 0)(0)]);
    const standby = member(leases, clock, 10 * SECOND_MS);
    const newcomer = await begun(clock, [member(leases, clock, 0)(0)]);
    expect(newcomer).toEqual([5]);
    const other = member(leases, clock, 10 * SECOND_MS);
    await clock.advance(6 * SECOND_MS);
    expect(await begun(clock, [other(0)])).toEqual([0]);
    expect(await begun(clock, [standby(0)])).toEqual([5]);
  });

  it('is not waited for while the database is away', async () => {
    const clock = drivenClock();
    const away = { ...leasesInMemory(), end: () => Promise.reject(new Error('away')) };
    expect(await begun(clock, [member(away, clock, 0)(0)])).toEqual([0]);
  });
});
