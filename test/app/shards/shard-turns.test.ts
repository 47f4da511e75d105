import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { expect, it } from 'vitest';
import { countInUse } from '../../../src/app/shards/membership.ts';
import { type ShardTurns, takeShards } from '../../../src/app/shards/shard-turns.ts';
import type { Connections } from '../../../src/discord/index.ts';
import { INTERACTIONS, leases } from '../../../src/store/leases.ts';
import { NO_SIGNALS } from '../../../src/store/signals.ts';
import { eachStore, type TestStore } from '../../store/each-store.ts';

const log = pino({ level: 'silent' });
const HOUR = 3_600_000;
const NOWHERE: Connections = { async add() {}, async remove() {} };

eachStore('the turn at the gateway', openFresh => {
  const turnOn = (store: TestStore) =>
    takeShards({
      store: { leases: leases(store), signals: NO_SIGNALS },
      clock: store.clock,
      log,
      count: 1,
      onLost: () => {},
    });
  /** Time passes until this is fulfilled, with room for the database in between. */
  async function passing<T>({ clock }: TestStore, wanted: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    wanted.then(over, over);
    for (let turn = 0; turn < 3_000 && !isOver; turn += 1) {
      await clock.advance(250);
      await sleep(3);
    }
    expect(isOver).toBe(true);
    return wanted;
  }

  it('that a process with a clock three days ahead left behind keeps nobody for three days', async () => {
    const store = await openFresh();
    const ahead = store.clock.now() + 3 * 24 * 60 * 60_000;
    await leases(store).hold('gateway', 'gone', ahead, ahead + 30_000);
    const begun = store.clock.now();
    expect(await (await passing(store, turnOn(store))).mayAct()).toBe(true);
    expect(store.clock.now() - begun).toBeLessThan(10 * 60_000);
  });

  it('is not taken from a process with such a clock that is there', async () => {
    const store = await openFresh();
    const held = leases(store);
    let ahead = store.clock.now() + 3 * 24 * 60 * 60_000;
    await held.hold('gateway', 'there', ahead, ahead + 30_000);
    let taken = false;
    void turnOn(store).then(() => {
      taken = true;
    });
    for (let turn = 0; turn < 6; turn += 1) {
      await passing(store, new Promise<void>(resolve => store.clock.after(10_000, resolve)));
      ahead += 10_000;
      expect(await held.hold('gateway', 'there', ahead, ahead + 30_000)).toBe(true);
    }
    expect(taken).toBe(false);
  });

  it('passes to a standby that is asked, before the first one leaves, and each interaction belongs to one', async () => {
    const store = await openFresh();
    const first = await turnOn(store);
    await first.begin(NOWHERE);
    const standby = turnOn(store);
    await expect.poll(() => leases(store).end('gateway-standby')).toBeDefined();
    let hasLeft = false;
    const handedOver = first.handOver().then(() => {
      hasLeft = true;
    });
    const next = await passing(store, standby);
    expect(hasLeft).toBe(false);
    expect(await next.mayAct()).toBe(false);
    const both = await Promise.all(
      ['1', '2', '3'].flatMap(id => [first.mayAct({ id, shard: 0 }), next.mayAct({ id, shard: 0 })]),
    );
    expect(both.filter(mine => mine)).toHaveLength(3);
    const arrived = next.begin(NOWHERE);
    await passing(store, handedOver);
    expect(await first.mayAct()).toBe(true);
    await first.release();
    await passing(store, arrived);
    expect(await next.mayAct()).toBe(true);
    // Nobody else gets the same ones any more, and nothing of them is kept for long.
    await store.clock.advance(15_000);
    expect(await next.mayAct({ id: '1', shard: 0 })).toBe(true);
    await leases(store).tidy(INTERACTIONS, store.clock.now() + HOUR);
    expect(await leases(store).ends(INTERACTIONS)).toEqual([]);
  });

  it('is not kept by a standby that does not come in time', async () => {
    const store = await openFresh();
    const first = await turnOn(store);
    await first.begin(NOWHERE);
    const now = store.clock.now();
    await leases(store).hold('gateway-standby', 'dead', now, now + 30_000);
    await passing(store, first.handOver());
    expect(store.clock.now() - now).toBeGreaterThanOrEqual(5_000);
    await first.release();
    expect(await leases(store).end('gateway')).toBeUndefined();
  });

  it('without a standby is left at once', async () => {
    const store = await openFresh();
    const first = await turnOn(store);
    await first.handOver();
    await first.release();
    expect(await leases(store).end('gateway')).toBeUndefined();
  });
});

eachStore('shards of several processes', openFresh => {
  interface Process {
    turns: ShardTurns;
    connected: Set<number>;
    /** Its timers run no more. */
    die(): void;
  }

  /** Time passes; connections take half a second each. */
  function fleet(store: TestStore, count: number) {
    const { clock } = store;
    const begun: number[] = [];
    const processes: Process[] = [];
    const start = async (): Promise<Process> => {
      let isAlive = true;
      const own = { now: clock.now, after: (ms: number, run: () => void) => clock.after(ms, () => isAlive && run()) };
      const turns = await takeShards({
        store: { leases: leases(store), signals: NO_SIGNALS },
        clock: own,
        log,
        count,
        onLost: error => {
          throw error;
        },
      });
      const connected = new Set<number>([turns.first]);
      const connections: Connections = {
        async add(shard) {
          await turns.awaitTurn?.(0);
          begun.push(clock.now());
          await new Promise<void>(resolve => clock.after(500, resolve));
          connected.add(shard);
        },
        async remove(shard) {
          connected.delete(shard);
        },
      };
      void turns.begin(connections);
      const process = {
        turns,
        connected,
        die() {
          isAlive = false;
          connected.clear();
        },
      };
      processes.push(process);
      return process;
    };
    const until = async (isSo: () => boolean) => {
      for (let turn = 0; turn < 4_000 && !isSo(); turn += 1) {
        await clock.advance(250);
        await sleep(2);
      }
      expect(isSo()).toBe(true);
    };
    const passing = async <T>(wanted: Promise<T>): Promise<T> => {
      let isOver = false;
      wanted.finally(() => {
        isOver = true;
      });
      await until(() => isOver);
      return wanted;
    };
    return { start: () => passing(start()), begin: start, until, passing, processes, begun };
  }

  const sizes = (processes: Process[]) => processes.map(({ connected }) => connected.size);

  it('are taken by the only one, shared with one that comes, and taken over from one that leaves and one that dies', async () => {
    const store = await openFresh();
    const { start, until, passing, processes, begun } = fleet(store, 4);
    const one = await start();
    await until(() => one.connected.size === 4);
    const two = await start();
    await until(() => sizes(processes).join() === '2,2');
    expect(new Set(processes.flatMap(({ connected }) => [...connected])).size).toBe(4);
    expect(begun.slice(1).every((at, i) => at - (begun[i] ?? 0) >= 4_000)).toBe(true);

    expect(await passing(one.turns.mayAct({ id: '1', shard: 0 }))).toBe(true);
    await passing(one.turns.handOver());
    one.connected.clear();
    await passing(one.turns.release());
    await until(() => two.connected.size === 4);
    const three = await start();
    await until(() => two.connected.size === 2 && three.connected.size === 2);
    two.die();
    const diedAt = store.clock.now();
    await until(() => three.connected.size === 4);
    // Two leases run out, and the sessions begin one after the other.
    expect(store.clock.now() - diedAt).toBeGreaterThan(20_000);
    await passing(three.turns.release());
  });

  it('that one gives back go to one of two that wait, and the other one goes on waiting', async () => {
    const store = await openFresh();
    for (let round = 0; round < 5; round += 1) {
      const { start, begin, until, passing, processes } = fleet(store, 1);
      const one = await start();
      const waiting = [begin(), begin()];
      await expect.poll(() => leases(store).end('gateway-standby')).toBeDefined();
      await passing(one.turns.handOver());
      await passing(one.turns.release());
      await until(() => processes.length === 2);
      await passing(new Promise<void>(resolve => store.clock.after(60_000, resolve)));
      expect(processes.length).toBe(2);
      const next = processes[1];
      expect(await next?.turns.mayAct({ id: '1', shard: 0 })).toBe(true);
      await passing(next?.turns.release() ?? Promise.resolve());
      await passing(Promise.all(waiting));
      await passing(processes[2]?.turns.release() ?? Promise.resolve());
    }
  });

  it('stay where they are when nobody else is there', async () => {
    const store = await openFresh();
    const { start, until, passing } = fleet(store, 3);
    const one = await start();
    await until(() => one.connected.size === 3);
    const before = [...one.connected];
    await passing(new Promise<void>(resolve => store.clock.after(120_000, resolve)));
    expect([...one.connected]).toEqual(before);
    await passing(one.turns.release());
  });
});

eachStore('the turn at the gateway, in trouble', openFresh => {
  interface Circumstances {
    /** By how much the clock of this process is ahead, in ms. */
    ahead?: number;
    /** While this is so, it cannot reach the database. */
    isAway?: () => boolean;
    count?: number;
    only?: number[];
    ending?: AbortSignal;
  }

  function begin(store: TestStore, { ahead = 0, isAway = () => false, count = 1, only, ending }: Circumstances = {}) {
    const all = leases(store);
    const lost: Error[] = [];
    const reach = async <T>(run: () => Promise<T>): Promise<T> => {
      if (isAway()) throw new Error('The database is away');
      return run();
    };
    const turns = takeShards({
      store: {
        leases: {
          hold: (...given) => reach(() => all.hold(...given)),
          release: (...given) => reach(() => all.release(...given)),
          clear: (...given) => reach(() => all.clear(...given)),
          ends: (...given) => reach(() => all.ends(...given)),
          tidy: (...given) => reach(() => all.tidy(...given)),
          end: (...given) => reach(() => all.end(...given)),
        },
        signals: NO_SIGNALS,
      },
      clock: { now: () => store.clock.now() + ahead, after: store.clock.after },
      log,
      count,
      only,
      ending,
      onLost: error => lost.push(error),
    });
    let isConnected = false;
    turns
      .then(async its => {
        isConnected = true;
        await its.begin(NOWHERE);
      })
      .catch(() => {});
    return { turns, lost, isConnected: () => isConnected };
  }

  async function pass(store: TestStore, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 250) {
      await store.clock.advance(250);
      await sleep(2);
    }
  }

  /** Time passes until this is so. */
  async function until(store: TestStore, isSo: () => boolean | Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 1_000 && !(await isSo()); turn += 1) await pass(store, 250);
    expect(await isSo()).toBe(true);
  }

  const standsBy = async (store: TestStore) => (await leases(store).end('gateway-standby')) !== undefined;

  it.each([[40_000], [-40_000]])('is not taken from a live process by one whose clock is %d ms ahead', async ahead => {
    const store = await openFresh();
    const first = begin(store);
    await until(store, first.isConnected);
    const second = begin(store, { ahead });
    await pass(store, 120_000);
    expect(second.isConnected()).toBe(false);
    expect(first.lost).toEqual([]);
    expect(await (await first.turns).mayAct()).toBe(true);
    await (await first.turns).release();
    await until(store, second.isConnected);
    await (await second.turns).release();
  });

  it('is kept by its process while the database is away for minutes, and afterwards', async () => {
    const store = await openFresh();
    let isAway = false;
    const first = begin(store, { isAway: () => isAway });
    await until(store, first.isConnected);
    const second = begin(store, { isAway: () => isAway });
    await until(store, () => standsBy(store));
    isAway = true;
    await pass(store, 240_000);
    isAway = false;
    await pass(store, 60_000);
    expect([first.isConnected(), second.isConnected()]).toEqual([true, false]);
    expect(first.lost).toEqual([]);
    await (await first.turns).release();
    await until(store, second.isConnected);
    await (await second.turns).release();
  });

  it('is left by a process that ends while it stands by, with nothing that keeps others waiting', async () => {
    const store = await openFresh();
    const first = begin(store);
    await until(store, first.isConnected);
    const ending = new AbortController();
    const second = begin(store, { ending: ending.signal });
    await until(store, () => standsBy(store));
    ending.abort();
    const [ended] = await Promise.all([second.turns.catch(error => String(error)), pass(store, 5_000)]);
    expect(ended).toContain('ended before');
    const names = (await leases(store).ends('gateway')).map(({ name }) => name.replace(/-[^-]{12}$/, ''));
    expect(names.sort()).toEqual(['gateway', expect.stringMatching(/^gateway-member-1-shared/)]);
    await (await first.turns).release();
  });

  it('is given by the lease when claims of interactions cannot be noted', async () => {
    const store = await openFresh();
    let isAway = false;
    const first = begin(store, { isAway: () => isAway });
    await until(store, first.isConnected);
    const second = begin(store, { isAway: () => isAway });
    await until(store, () => standsBy(store));
    const [one] = [await first.turns];
    const leaving = one.handOver();
    await until(store, second.isConnected);
    const two = await second.turns;
    isAway = true;
    expect([await one.mayAct({ id: '1', shard: 0 }), await two.mayAct({ id: '1', shard: 0 })]).toEqual([true, false]);
    isAway = false;
    await Promise.all([leaving, pass(store, 6_000)]);
    await one.release();
    await two.release();
  });

  it('waits while processes with shards of their own run beside', async () => {
    const store = await openFresh();
    const fixed = begin(store, { count: 2, only: [0] });
    await until(store, fixed.isConnected);
    expect((await fixed.turns).first).toBe(0);
    const shared = begin(store, { count: 2 });
    const other = begin(store, { count: 2, only: [1] });
    await until(store, other.isConnected);
    await pass(store, 5_000);
    expect((await other.turns).first).toBe(1);
    expect(shared.isConnected()).toBe(false);
    await (await fixed.turns).release();
    await (await other.turns).release();
    await until(store, shared.isConnected);
    await (await shared.turns).release();
  });

  it('tells the number of shards that processes have in use', async () => {
    const store = await openFresh();
    expect(await countInUse(leases(store), store.clock.now())).toBeUndefined();
    const first = begin(store, { count: 16 });
    await until(store, first.isConnected);
    expect(await countInUse(leases(store), store.clock.now())).toBe(16);
    await (await first.turns).release();
    expect(await countInUse(leases(store), store.clock.now())).toBeUndefined();
  });
});
