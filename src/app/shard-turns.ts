import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { HELD_MS, type HeldLease, holdLease, type Store } from '../store/index.ts';
import { type GatewayLease, gatewayLease } from './gateway-lease.ts';
import { interactionClaims } from './interaction-claims.ts';

/** How long the next process is given to connect, of the 9 s that an end may take: Discord needs one to two. In ms. */
const HANDOVER_MS = 5_000;
/** How long others are given to notice that there is something to take over, in ms. */
const NOTICE_MS = 1_500;
/** A shard that moves while its process stays has time: several are let in one after the other. In ms. */
const MOVE_MS = 2 * 60_000;
/** Between two looks while a shard passes on, in ms. */
const SOON_MS = 100;
/** Between two looks of a process that hears no signals, in ms. */
const LOOK_DEAF_MS = 1_000;
/** Between two looks of one that has its share, in ms: others may have come. */
const LOOK_CONTENT_MS = 10_000;
/** What has reached both processes has been answered by then, in ms: Discord waits for 3 s. */
const OVERLAP_MS = 10_000;
/** Discord lets a shard of a bucket in every 5 s. In ms. */
const BETWEEN_SESSIONS_MS = 5_000;

/** Who takes part, and with how many shards it reckons. */
const memberPrefix = (count?: number) => `gateway-member-${count === undefined ? '' : `${count}-`}`;

/** Where shards are connected. */
export interface Connections {
  add(shard: number): Promise<void>;
  remove(shard: number): Promise<void>;
}

export interface ShardTurns {
  /** The shard that this process may connect first. */
  first: number;
  /** Whether this process may do something now; with an id, whether this interaction is its own. */
  mayAct(interactionId?: string): Promise<boolean>;
  /** Before a session is asked for; missing where there is only one shard. */
  awaitTurn: ((bucket: number) => Promise<void>) | undefined;
  /**
   * The first shard is connected, further ones can be: takes its share of them, and gives away what is more than that.
   * Resolves when no other process goes on with the first.
   */
  begin(connections: Connections): Promise<void>;
  /** Before leaving Discord: waits until others are connected, if there are any and they come in time. */
  handOver(): Promise<void>;
  release(): Promise<void>;
}

export interface ShardTurnsOptions {
  store: Pick<Store, 'leases' | 'signals'>;
  clock: Clock;
  log: Log;
  /** How many shards the bot has; the same for all its processes. */
  count: number;
  /** Those that this process is for, all of them; missing: its share of all. */
  only?: readonly number[] | undefined;
  /** Another process has taken over. */
  onLost: (error: Error) => void;
}

interface Held {
  /** Missing while another process still has it, in a hand-over. */
  lease: HeldLease | undefined;
  endOverlap?: () => void;
}

/**
 * Of the processes on one database only one at a time is connected to a shard: two would each get every interaction.
 * Resolves when this one may connect to its first: at once, or when the process that is connected ends (hand-over) or
 * has died (its lease runs out). In a hand-over both are connected for a moment, so that nothing is missed: each
 * interaction then belongs to the one that claims it first.
 */
export async function takeShards({
  store: { leases, signals },
  clock,
  log,
  count,
  only,
  onLost,
}: ShardTurnsOptions): Promise<ShardTurns> {
  const claims = interactionClaims(leases, clock);
  const wanted = only ?? Array.from({ length: count }, (_, id) => id);
  const gateways = new Map<number, GatewayLease>(
    wanted.map(id => [
      id,
      gatewayLease({ shard: { id, count }, leases, clock, log, onLost: () => onLost(new OperatorError(TAKEN)) }),
    ]),
  );
  const held = new Map<number, Held>();
  const places = new Map<number, HeldLease>();
  const cancelEnds = new Set<() => void>();
  const pauses = new Set<() => void>();
  const ending = Promise.withResolvers<void>();
  let isEnding = false;

  /** Until a signal comes, or for that long. */
  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const goOn = () => {
        cancel();
        unhear();
        pauses.delete(goOn);
        resolve();
      };
      const cancel = clock.after(ms, goOn);
      const unhear = signals.listen('gateway', goOn);
      pauses.add(goOn);
    });

  function end(): void {
    isEnding = true;
    ending.resolve();
    for (const goOn of pauses) goOn();
  }

  const memberName = `${memberPrefix(count)}${randomBytes(9).toString('base64url')}`;
  /** Takes part, as soon as none does that reckons with another number of shards. */
  async function join(): Promise<HeldLease | undefined> {
    if (count === 1) return undefined;
    for (let isTold = false; ; isTold = true) {
      const now = clock.now();
      const own = await leases.held(memberPrefix(count), now);
      const all = await leases.held(memberPrefix(), now);
      if (all.length === own.length) break;
      if (!isTold)
        log.warn({ shards: count }, 'Another Offprint runs with another number of shards; waiting until it ends');
      await pause(LOOK_DEAF_MS);
    }
    return holdLease({ leases, name: memberName, clock, log, onLost: () => {} });
  }
  const member = await join();

  /** As many as this process is to have. */
  async function share(): Promise<number> {
    if (only || count === 1) return wanted.length;
    const members = (await leases.held(memberPrefix(count), clock.now())).sort();
    const rank = members.indexOf(memberName);
    const [each, over] = [Math.floor(count / Math.max(1, members.length)), count % Math.max(1, members.length)];
    return Math.max(1, each + (rank >= 0 && rank < over ? 1 : 0));
  }

  async function giveUpPlaces(): Promise<void> {
    const given = [...places.values()];
    places.clear();
    await Promise.all(given.map(place => place.release()));
  }

  /** Looks at a shard that this process does not have: takes it, or is asked to come, or takes the place of the next. */
  async function lookAt(id: number, gateway: GatewayLease): Promise<Held | undefined> {
    const lease = await gateway.take();
    if (lease) return { lease };
    const place = places.get(id) ?? (await gateway.standBy());
    if (!place) return undefined;
    places.set(id, place);
    return (await gateway.isAsked()) ? { lease: undefined } : undefined;
  }

  /** The next shard that this process may connect to; undefined when there is none for it now. */
  async function seek(): Promise<number | undefined> {
    if (held.size >= (await share())) {
      await giveUpPlaces();
      return undefined;
    }
    for (const [id, gateway] of gateways) {
      if (held.has(id)) continue;
      const found = await lookAt(id, gateway);
      if (!found) continue;
      held.set(id, { ...found, ...(!found.lease && { endOverlap: claims.begin() }) });
      return id;
    }
    return undefined;
  }

  /** This process is connected to a shard. Resolves when no other one goes on with it. */
  async function arrived(id: number): Promise<void> {
    const gateway = gateways.get(id);
    const entry = held.get(id);
    if (!gateway || !entry) return;
    if (!entry.lease) {
      await gateway.answer();
      signals.send('gateway');
      while (!entry.lease && !isEnding) {
        entry.lease = await gateway.take().catch(failed);
        if (!entry.lease) await pause(SOON_MS);
      }
    }
    await places.get(id)?.release();
    places.delete(id);
    later(OVERLAP_MS, () => entry.endOverlap?.());
    log.info(count === 1 ? {} : { shard: id }, 'This Offprint has the connection');
  }

  function later(ms: number, run: () => void): void {
    const cancel = clock.after(ms, () => {
      cancelEnds.delete(cancel);
      run();
    });
    cancelEnds.add(cancel);
  }

  /** Asks the next one to connect, and waits until it is there; false when there is none, or it does not come in time. */
  async function passOn(id: number, ms: number): Promise<boolean> {
    const gateway = gateways.get(id);
    if (!gateway || !held.get(id)?.lease || !(await gateway.isStoodBy())) return false;
    const endOverlap = claims.begin();
    const until = clock.now() + ms;
    await gateway.ask(until);
    signals.send('gateway');
    try {
      while (await gateway.isAsked()) {
        // It has died; a new one is asked when it is there.
        if (!(await gateway.isStoodBy())) {
          await gateway.answer();
          return false;
        }
        await pause(SOON_MS);
      }
      return clock.now() < until;
    } finally {
      later(OVERLAP_MS, endOverlap);
    }
  }

  /** Gives a shard away when this process has more than its share, and another one waits for it. */
  async function shed(connections: Connections): Promise<boolean> {
    const id = [...held.keys()].at(-1);
    if (id === undefined || held.size <= (await share()) || !(await passOn(id, MOVE_MS))) return false;
    log.info({ shard: id }, 'Another Offprint takes this shard');
    const lease = held.get(id)?.lease;
    held.delete(id);
    await connections.remove(id);
    await lease?.release();
    signals.send('gateway');
    return true;
  }

  function failed(err: unknown): undefined {
    log.debug({ err }, 'The leases of the gateway could not be looked at; it is tried again');
  }

  /** For how long nothing changes unless a signal says so; in ms. */
  async function untilNextLook(): Promise<number> {
    if (!signals.isListening) return LOOK_DEAF_MS;
    if (held.size > 0) return LOOK_CONTENT_MS;
    const others = await Promise.all([...gateways.values()].map(gateway => gateway.end()));
    const soonest = Math.min(...others.map(end => (end ?? 0) - clock.now()));
    return Math.min(HELD_MS, Math.max(LOOK_DEAF_MS, soonest));
  }

  async function firstOf(): Promise<number> {
    for (let isTold = false; ; ) {
      const id = await seek().catch(failed);
      if (id !== undefined) {
        if (isTold) log.info('The other Offprint ends or has gone; this one connects');
        return id;
      }
      if (!isTold && places.size > 0) {
        isTold = true;
        log.info(
          'Another Offprint is connected to Discord with this database. This Offprint stands by: it connects when that one ends',
        );
      }
      await pause(await untilNextLook().catch(() => LOOK_DEAF_MS));
    }
  }

  async function takePart(connections: Connections): Promise<void> {
    while (!isEnding) {
      const id = await seek().catch(failed);
      if (id !== undefined) {
        await Promise.race([connections.add(id), ending.promise]);
        await arrived(id).catch(failed);
      } else if (!(await shed(connections).catch(failed))) {
        const ms = await untilNextLook().catch(() => LOOK_DEAF_MS);
        if (!isEnding) await pause(ms);
      }
    }
  }

  const first = await firstOf();
  let takingPart: Promise<void> | undefined;

  return {
    first,
    awaitTurn:
      count === 1
        ? undefined
        : async bucket => {
            const holder = randomBytes(9).toString('base64url');
            const mayBegin = () => {
              const now = clock.now();
              return leases.hold(`gateway-identify-${bucket}`, holder, now, now + BETWEEN_SESSIONS_MS);
            };
            while (!isEnding && !(await mayBegin())) await pause(LOOK_DEAF_MS);
          },
    async mayAct(interactionId) {
      if (interactionId !== undefined && claims.isNeeded) return claims.take(interactionId);
      const all = [...held.values()].filter(({ lease }) => lease !== undefined);
      const kept = await Promise.all(all.map(({ lease }) => lease?.isHeld()));
      return kept.length > 0 && kept.every(isKept => isKept);
    },
    async begin(connections) {
      await arrived(first);
      if (wanted.length > 1) takingPart = takePart(connections);
    },
    async handOver() {
      end();
      if (member) {
        // The others' shares grow by that.
        await member.release();
        signals.send('gateway');
        const others = [...held.keys()].map(id => gateways.get(id));
        const until = clock.now() + NOTICE_MS;
        const areAwaited = async () =>
          (await Promise.all(others.map(gateway => gateway?.isStoodBy()))).every(isStoodBy => isStoodBy);
        while (clock.now() < until && !(await areAwaited())) await pause(SOON_MS);
      }
      const passed = await Promise.all([...held.keys()].map(id => passOn(id, HANDOVER_MS)));
      if (passed.some(isPassed => isPassed)) log.info('Another Offprint is connected; this one leaves');
    },
    async release() {
      end();
      await takingPart;
      for (const cancel of cancelEnds) cancel();
      await giveUpPlaces();
      await member?.release();
      await Promise.all([...held.values()].map(({ lease }) => lease?.release()));
      signals.send('gateway');
    },
  };
}

const TAKEN =
  'Another Offprint has taken over the connection to Discord, since this one did not move for a while. Start this one again: it then stands by.';
