import { setTimeout as sleep } from 'node:timers/promises';
import type { DrivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Seat } from '../bench/fleet/world.ts';
import { loadMember, type Member } from './shard-member.ts';

/** How far the clock moves at once, in ms. */
const STEP_MS = 500;
/** Somebody asks in a server of each shard so often, in ms. */
const ASKED_MS = 2_000;
/** How far the clocks of two processes are apart at most, in ms. */
const SKEW_MS = 20_000;
/** What stops a process for longer than a lease lasts, in ms. */
const STOPPED_MS = 90_000;
/**
 * How long a database hangs at most, in ms; and how long a step takes then at least, in real ms: its client waits by
 * real time.
 */
const HANGING_MS = 60_000;
const HANGING_STEP_MS = 25;
/** Until all shards are connected after the last trouble, in ms: a lease, and sessions of 5 s each. */
const BACK_MS = 120_000;
/** An end takes so long at most, in ms; then the process is killed. */
const ENDING_MS = 10_000;
/** After a trouble that may overlap with the next, in ms. */
const SOON_MS = 40_000;
/**
 * For what is asked to be answered, in real ms: on a machine that is very busy, and where nobody may be there to
 * answer.
 */
const PATIENCE_MS = 5_000;
const SHORT_PATIENCE_MS = 100;
/** What came while a process had no database is answered so much later at most, in ms. */
const ANSWERED_MS = 4_000;
const DOUBLED = 'already been acknowledged';

export const TROUBLES = ['killed', 'stopped', 'database hangs', 'told to end'] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface FleetReport {
  troubles: Partial<Record<Trouble, number>>;
  asked: number;
  unanswered: number;
  /** Interactions that nobody answered, though nothing was wrong for a while. */
  lost: string[];
  /** Interactions that two processes answered, though both reached the database. */
  doubled: string[];
  /** What else Discord would have refused. */
  refused: string[];
  /** Shards without a session long after the last trouble. */
  missing: string[];
  /** How often a process took a shard over from one that was killed or stopped. */
  takenOver: number;
  /** For how long, in ms, two processes that ran and reached their database were connected to one shard, at most. */
  overlapMs: number;
}

export interface FleetOptions {
  databaseUrl: string;
  shards: number;
  /** How many there are; one that ends or dies is replaced. */
  processes: number;
}

interface Parts extends FleetOptions {
  sandbox: Sandbox;
  clock: DrivenClock;
  random: () => number;
  seats: readonly Seat[];
  env: Record<string, string>;
}

/** Real processes of a bot share its shards, and time passes for all of them. */
export class ProcessFleet {
  readonly report: FleetReport = {
    troubles: {},
    asked: 0,
    unanswered: 0,
    lost: [],
    doubled: [],
    refused: [],
    missing: [],
    takenOver: 0,
    overlapMs: 0,
  };
  readonly #parts: Parts;
  readonly #members = new Set<Member>();
  /** One that has loaded its program already, to take the next place at once. */
  #spare: Promise<Member>;
  /** When processes that take the place of others begin. */
  readonly #starts: { at: number }[] = [];
  /** What is to happen at a time. */
  readonly #later: { at: number; run: () => void }[] = [];
  /** Shards of processes that were killed or stopped, until another one has them. */
  readonly #orphans = new Set<number>();
  readonly #overlapSince = new Map<number, number>();
  #lastTrouble: number;
  /** When a process was last without its database. */
  #cutOffAt = 0;
  #pending = 0;
  #judged = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#lastTrouble = parts.clock.now();
    this.#spare = this.#load();
  }

  async start(): Promise<void> {
    for (let i = 0; i < this.#parts.processes; i += 1) await this.#begin();
    const latest = this.#parts.clock.now() + BACK_MS;
    while (this.#parts.clock.now() < latest && !this.#isShared) await this.#step();
    await this.passing(ASKED_MS);
  }

  async meet(trouble: Trouble): Promise<void> {
    const { random, clock } = this.#parts;
    const running = [...this.#members].filter(({ state, database }) => state === 'running' && database.mode === 'open');
    const victim = running[Math.floor(random() * running.length)];
    if (victim) {
      this.report.troubles[trouble] = (this.report.troubles[trouble] ?? 0) + 1;
      if (trouble === 'killed' || trouble === 'stopped') for (const id of victim.shards) this.#orphans.add(id);
      await this.#strike(trouble, victim);
      this.#lastTrouble = Math.max(clock.now(), ...this.#later.map(({ at }) => at));
    }
    // Often the next one comes while this one lasts.
    await this.passing(random() < 0.5 ? SOON_MS * random() : this.#lastTrouble - clock.now() + BACK_MS + SOON_MS);
  }

  async passing(ms: number): Promise<void> {
    for (const end = this.#parts.clock.now() + ms; this.#parts.clock.now() < end; ) await this.#step();
  }

  async end(): Promise<void> {
    const spare = await this.#spare;
    await Promise.all([spare, ...this.#members].map(member => member.kill()));
    this.#members.clear();
  }

  async #strike(trouble: Trouble, victim: Member): Promise<void> {
    const { random } = this.#parts;
    if (trouble === 'killed') await victim.kill();
    if (trouble === 'stopped') {
      victim.stop();
      this.#at(STOPPED_MS, () => victim.resume());
    }
    if (trouble === 'database hangs') {
      victim.database.mode = 'silent';
      this.#at(HANGING_MS * random(), () => {
        victim.database.mode = 'open';
        victim.database.cut();
      });
    }
    if (trouble === 'told to end') {
      victim.end();
      this.#at(ENDING_MS, () => void victim.kill());
    }
  }

  #at(ms: number, run: () => void): void {
    this.#later.push({ at: this.#parts.clock.now() + ms, run });
  }

  #load(): Promise<Member> {
    const skewMs = Math.round((this.#parts.random() - 0.5) * SKEW_MS);
    return loadMember(this.#parts.env, { databaseUrl: this.#parts.databaseUrl, skewMs });
  }

  async #begin(): Promise<void> {
    const member = await this.#spare;
    this.#spare = this.#load();
    this.#members.add(member);
    await member.start(this.#parts.clock.now());
  }

  async #step(): Promise<void> {
    const { clock } = this.#parts;
    await clock.advance(STEP_MS);
    const now = clock.now();
    for (const { run } of takeDue(this.#later, now)) run();
    await Promise.all([...this.#members].map(member => member.pass(now)));
    if (now % ASKED_MS < STEP_MS) for (let id = 0; id < this.#parts.shards; id += 1) void this.#ask(id);
    await this.#settled();
    this.#replace(now);
    for (const _ of takeDue(this.#starts, now)) await this.#begin();
    this.#look(now);
  }

  get #isShared(): boolean {
    const shares = [...this.#members].map(({ shards }) => shards.length);
    const sum = shares.reduce((all, share) => all + share);
    return sum === this.#parts.shards && Math.max(...shares) - Math.min(...shares) <= 1;
  }

  get #isCalm(): boolean {
    return this.#parts.clock.now() - this.#lastTrouble > BACK_MS;
  }

  get #isCutOff(): boolean {
    return [...this.#members].some(({ database }) => database.mode !== 'open');
  }

  async #ask(shard: number): Promise<void> {
    const { sandbox, clock, seats, random, shards } = this.#parts;
    // Servers are in turn on each shard.
    const seat = seats[shard + shards * Math.floor((random() * seats.length) / shards)];
    if (!seat) return;
    const at = clock.now();
    const wasCalm = this.#isCalm;
    this.report.asked += 1;
    this.#pending += 1;
    await sandbox
      .person(seat.person)
      .slash({ guild: seat.guild, channel: seat.channel }, 'about')
      .catch(() => {
        this.report.unanswered += 1;
        if (wasCalm && this.#isCalm) this.report.lost.push(`shard ${shard} at ${new Date(at).toISOString()}`);
      });
    this.#pending -= 1;
  }

  /** What was asked of databases and of the sandbox takes real time: the clock stands still until it is answered. */
  async #settled(): Promise<void> {
    const isCalm = this.#isCalm;
    await sleep(this.#isCutOff ? HANGING_STEP_MS : 1);
    const end = Date.now() + (isCalm ? PATIENCE_MS : SHORT_PATIENCE_MS);
    for (let idle = 0; idle < 2 && Date.now() < end; await sleep(1)) idle = this.#isIdle ? idle + 1 : 0;
  }

  get #isIdle(): boolean {
    const running = [...this.#members].filter(({ state }) => state === 'running' || state === 'ending');
    const isWaiting = running.some(({ database }) => database.mode === 'open' && database.waiting > 0);
    return !isWaiting && this.#pending === 0 && this.#parts.sandbox.sessions.connecting === 0;
  }

  #replace(now: number): void {
    for (const member of this.#members) {
      if (member.state !== 'gone') continue;
      this.#members.delete(member);
      this.#starts.push({ at: now + 1_000 + this.#parts.random() * 5_000 });
    }
  }

  #look(now: number): void {
    const { report } = this;
    const { sandbox } = this.#parts;
    if (this.#isCutOff) this.#cutOffAt = now;
    for (const { what } of sandbox.violations.slice(this.#judged)) {
      this.#judged += 1;
      if (!what.includes(DOUBLED)) report.refused.push(`${what} at ${new Date(now).toISOString()}`);
      // One that does not reach the database changes nothing, and Discord takes one answer.
      else if (now - this.#cutOffAt > ANSWERED_MS) report.doubled.push(new Date(now).toISOString());
    }
    const members = [...this.#members];
    const stopped = members.filter(({ state }) => state === 'stopped');
    for (let id = 0; id < this.#parts.shards; id += 1) {
      const isTaken = members.some(({ state, shards }) => state === 'running' && shards.includes(id));
      if (isTaken && this.#orphans.delete(id)) report.takenOver += 1;
      const count = (ids: readonly number[]) => ids.filter(other => other === id).length;
      const sessions = count(sandbox.sessions.shards) - count(stopped.flatMap(({ shards }) => shards));
      if (sessions < 1 && this.#isCalm) report.missing.push(`shard ${id} at ${new Date(now).toISOString()}`);
      if (sessions < 2 || this.#isCutOff) this.#overlapSince.delete(id);
      else {
        const since = this.#overlapSince.get(id) ?? now;
        this.#overlapSince.set(id, since);
        report.overlapMs = Math.max(report.overlapMs, now - since);
      }
    }
  }
}

/** Takes out what is due. */
function takeDue<T extends { at: number }>(all: T[], now: number): T[] {
  const due = all.filter(({ at }) => at <= now);
  for (const one of due) all.splice(all.indexOf(one), 1);
  return due;
}
