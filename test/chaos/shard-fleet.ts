import { type ShardTurns, takeShards } from '../../src/app/shards/shard-turns.ts';
import type { Connections } from '../../src/discord/index.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { Leases } from '../../src/store/leases.ts';
import { NO_SIGNALS } from '../../src/store/signals.ts';
import { seeded } from './seeded.ts';
import { SILENT } from './silent.ts';

/** What there is between two interactions for each shard, in ms of the driven clock. */
const STEP_MS = 500;
/**
 * A shard has a session again so long after the last trouble at the latest, in ms: a lease and sessions of 5 s each.
 */
const BACK_MS = 120_000;
/** Discord needs about so long from a request for a session to its first event, in ms. */
const CONNECTING_MS = 700;
/** How far the clocks of two processes are apart at most, in ms. */
const SKEW_MS = 20_000;
/** Within so long a process notices that its database is back, in ms. */
const NOTICED_MS = 1_000;
/** What stops a process for longer than a lease lasts, in ms. */
const STOPPED_MS = 90_000;
/** How long the database is away at most, in ms. */
const LONGEST_AWAY_MS = 120_000;

export interface FleetReport {
  troubles: Record<string, number>;
  asked: number;
  /** Interactions that two processes took. */
  doubled: string[];
  /** Interactions that a session got and no process took, though nothing was wrong for a while. */
  lost: string[];
  /** Shards without a session long after the last trouble. */
  missing: string[];
  /**
   * The longest that two processes were connected to one shard, in ms: while one of them cannot know, or in a
   * hand-over.
   */
  longestOverlap: number;
}

/** Leases as the database has them. One statement at a time. */
function sharedLeases(): Leases {
  const rows = new Map<string, { holder: string; until: number }>();
  return {
    async hold(name, holder, now, until, left) {
      const row = rows.get(name);
      const isFree = !row || row.until <= now || row.holder === holder || row.until === left;
      if (isFree) rows.set(name, { holder, until });
      return isFree;
    },
    async release(name, holder) {
      if (rows.get(name)?.holder === holder) rows.delete(name);
    },
    clear: async name => rows.delete(name),
    ends: async prefix =>
      [...rows].filter(([name]) => name.startsWith(prefix)).map(([name, { until }]) => ({ name, end: until })),
    async tidy(prefix, now) {
      for (const [name, { until }] of rows) if (name.startsWith(prefix) && until <= now) rows.delete(name);
    },
    end: async name => rows.get(name)?.until,
  };
}

/** A process of the fleet, which can be stopped, killed, told to end, and lose its database. */
class Process {
  readonly connected = new Set<number>();
  turns: ShardTurns | undefined;
  isDead = false;
  isEnding = false;
  /** Hangs: what it asks the database is answered after that. */
  hangsUntil = 0;
  readonly #clock: Clock;
  readonly #skew: number;
  readonly #random: () => number;
  #stoppedAt: number | undefined;
  #whenResumed: (() => void)[] = [];

  constructor(clock: Clock, skew: number, random: () => number) {
    this.#clock = clock;
    this.#skew = skew;
    this.#random = random;
  }

  get isStopped(): boolean {
    return this.#stoppedAt !== undefined;
  }

  get isRunning(): boolean {
    return !this.isDead && !this.isStopped;
  }

  /** Timers of a stopped process run when it goes on; those of a dead one never. */
  readonly clock: Clock = {
    now: () => (this.#stoppedAt ?? this.#clock.now()) + this.#skew,
    after: (ms, run) => {
      let isCancelled = false;
      const due = () => {
        if (isCancelled || this.isDead) return;
        if (this.isStopped) this.#whenResumed.push(due);
        else run();
      };
      const cancel = this.#clock.after(ms, due);
      return () => {
        isCancelled = true;
        cancel();
      };
    },
  };

  stop(): void {
    this.#stoppedAt = this.#clock.now();
  }

  resume(): void {
    this.#stoppedAt = undefined;
    for (const run of this.#whenResumed.splice(0)) run();
  }

  kill(): void {
    this.isDead = true;
    this.connected.clear();
  }

  /** The database as this process reaches it: a little late, and not at all for a while. */
  reach(leases: Leases): Leases {
    const wait = (ms: number) => new Promise<void>(resolve => this.clock.after(ms, resolve));
    const late =
      <A extends unknown[], R>(ask: (...given: A) => Promise<R>) =>
      async (...given: A): Promise<R> => {
        const now = this.#clock.now();
        await wait(1 + this.#random() * 20);
        if (this.hangsUntil > now) {
          await wait(this.hangsUntil - now);
          throw new Error('The database did not answer');
        }
        const answer = await ask(...given);
        await wait(1 + this.#random() * 20);
        return answer;
      };
    return {
      hold: late(leases.hold),
      release: late(leases.release),
      clear: late(leases.clear),
      ends: late(leases.ends),
      tidy: late(leases.tidy),
      end: late(leases.end),
    };
  }
}

export interface FleetOptions {
  seed: number;
  shards: number;
  /** How many processes there are; one that ends or dies is started again. */
  processes: number;
  troubles: number;
}

/**
 * The processes of a bot share its shards while one after the other meets trouble, and interactions come all the time.
 */
export async function troubleFleet({ seed, shards, processes, troubles }: FleetOptions): Promise<FleetReport> {
  const random = seeded(seed);
  const clock = drivenClock();
  const leases = sharedLeases();
  const report: FleetReport = {
    troubles: {},
    asked: 0,
    doubled: [],
    lost: [],
    missing: [],
    longestOverlap: 0,
  };
  const fleet = new Set<Process>();
  const overlapSince = new Map<number, number>();
  let calmSince = clock.now();

  function start(): void {
    const process = new Process(clock, Math.round((random() - 0.5) * SKEW_MS), random);
    fleet.add(process);
    void run(process);
  }

  /** As the bot does: connects to the first shard, begins, and leaves when it has lost one. */
  async function run(process: Process): Promise<void> {
    const connections: Connections = {
      async add(shard) {
        await process.turns?.awaitTurn?.(0);
        await new Promise<void>(resolve => process.clock.after(CONNECTING_MS, resolve));
        process.connected.add(shard);
      },
      async remove(shard) {
        process.connected.delete(shard);
      },
    };
    process.turns = await takeShards({
      store: { leases: process.reach(leases), signals: NO_SIGNALS },
      clock: process.clock,
      log: SILENT,
      count: shards,
      onLost: () => void leave(process),
    });
    await connections.add(process.turns.first);
    await process.turns.begin(connections);
  }

  async function leave(process: Process): Promise<void> {
    if (process.isEnding || process.isDead) return;
    process.isEnding = true;
    // An end takes 9 s at most; then the process is killed.
    process.clock.after(9_000, () => gone(process));
    await process.turns?.handOver();
    process.connected.clear();
    await process.turns?.release();
    gone(process);
  }

  function gone(process: Process): void {
    if (!fleet.delete(process)) return;
    process.kill();
    clock.after(1_000 + random() * 5_000, start);
  }

  const TROUBLES: Record<string, (process: Process) => void> = {
    killed: gone,
    stopped(process) {
      process.stop();
      clock.after(STOPPED_MS * random(), () => process.resume());
    },
    'told to end': process => void leave(process),
    'without its database': process => {
      process.hangsUntil = clock.now() + (LONGEST_AWAY_MS / 2) * random();
    },
    'all without the database'() {
      const until = clock.now() + LONGEST_AWAY_MS * random();
      for (const process of fleet) process.hangsUntil = until;
    },
  };

  async function ask(shard: number, isCalm: boolean): Promise<void> {
    const id = `${report.asked}`;
    report.asked += 1;
    const receivers = [...fleet].filter(process => process.isRunning && process.connected.has(shard));
    const answers = await Promise.all(
      receivers.map(async process => {
        const hadDatabase = process.hangsUntil + NOTICED_MS <= clock.now();
        const isMine = (await process.turns?.mayAct({ id, shard })) === true;
        return { isMine, hasDatabase: hadDatabase && process.hangsUntil <= clock.now() };
      }),
    );
    const when = `shard ${shard} at ${clock.now()}`;
    // One that does not reach the database changes nothing, and Discord takes one answer.
    if (answers.filter(({ isMine, hasDatabase }) => isMine && hasDatabase).length > 1) report.doubled.push(when);
    const isStillCalm = isCalm && clock.now() > calmSince;
    if (receivers.length > 0 && isStillCalm && answers.every(({ isMine }) => !isMine)) report.lost.push(when);
  }

  function look(isLongCalm: boolean): void {
    for (let shard = 0; shard < shards; shard += 1) {
      const connected = [...fleet].filter(process => process.isRunning && process.connected.has(shard)).length;
      if (connected < 2) overlapSince.delete(shard);
      else {
        const since = overlapSince.get(shard) ?? clock.now();
        overlapSince.set(shard, since);
        report.longestOverlap = Math.max(report.longestOverlap, clock.now() - since);
      }
      if (connected === 0 && isLongCalm) report.missing.push(`shard ${shard} at ${clock.now()}`);
    }
  }

  async function passing(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      await clock.advance(STEP_MS);
      const calm = clock.now() - calmSince;
      for (let shard = 0; shard < shards; shard += 1) void ask(shard, calm > BACK_MS);
      look(calm > BACK_MS);
    }
  }

  for (let i = 0; i < processes; i += 1) start();
  await passing(BACK_MS + 30_000);
  for (let met = 0; met < troubles; met += 1) {
    const names = Object.keys(TROUBLES);
    const name = names[Math.floor(random() * names.length)] ?? '';
    const running = [...fleet].filter(process => process.isRunning && !process.isEnding);
    const victim = running[Math.floor(random() * running.length)];
    if (victim) {
      report.troubles[name] = (report.troubles[name] ?? 0) + 1;
      TROUBLES[name]?.(victim);
    }
    calmSince = clock.now() + (name === 'told to end' ? 10_000 : LONGEST_AWAY_MS + 30_000);
    // Often the next one comes while this one lasts.
    await passing(random() < 0.7 ? random() * 40_000 : BACK_MS + LONGEST_AWAY_MS + 60_000);
  }
  await passing(2 * BACK_MS + LONGEST_AWAY_MS);
  return report;
}
