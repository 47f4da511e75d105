import type { Connections } from '../../discord/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { HELD_MS, type HeldLease, type Store } from '../../store/index.ts';
import { type GatewayLease, gatewayLease } from './gateway-lease.ts';
import { identifyTurn } from './identify-turn.ts';
import { interactionClaims } from './interaction-claims.ts';
import { LeaseWatch } from './lease-watch.ts';
import { joinShards } from './membership.ts';
import { createPauses } from './pauses.ts';

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
/** Between two looks of one that stands by, in ms: how late it notices that a lease was left behind. */
const LOOK_WAITING_MS = 2_500;
/** What has reached both processes has been answered by then, in ms: Discord waits for 3 s. */
const OVERLAP_MS = 10_000;

export interface ShardTurns {
  /** The shard that this process may connect first. */
  first: number;
  /** Whether this process may do something now; or whether this interaction, which came over this shard, is its own. */
  mayAct(interaction?: { id: string; shard: number }): Promise<boolean>;
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
  /** This process ends while it still waits for a shard. */
  ending?: AbortSignal | undefined;
}

interface Held {
  /** Missing while another process still has it, in a hand-over. */
  lease: HeldLease | undefined;
  /** The other process knows that this one has come, and leaves. */
  isExpected?: boolean;
  endOverlap?: () => void;
}

/**
 * Of the processes on one database only one at a time is connected to a shard: two would each get every interaction.
 * Resolves when this one may connect to its first: at once, or when the process that is connected ends (hand-over) or
 * has died (its lease runs out). In a hand-over both are connected for a moment, so that nothing is missed: each
 * interaction then belongs to the one that claims it first.
 * @throws {OperatorError} This process ends before it gets one.
 */
export async function takeShards({
  store: { leases, signals },
  clock,
  log,
  count,
  only,
  onLost,
  ending,
}: ShardTurnsOptions): Promise<ShardTurns> {
  const watch = new LeaseWatch(leases, clock);
  const claims = interactionClaims(leases, clock);
  const wanted = only ?? Array.from({ length: count }, (_, id) => id);
  const gateways = new Map<number, GatewayLease>(
    wanted.map(id => [
      id,
      gatewayLease({ shard: { id, count }, leases, watch, clock, log, onLost: () => onLost(new OperatorError(TAKEN)) }),
    ]),
  );
  const held = new Map<number, Held>();
  const places = new Map<number, HeldLease>();
  const cancelEnds = new Set<() => void>();
  /** When a hand-over must have ended. */
  let endsBy = Number.POSITIVE_INFINITY;

  const pauses = createPauses(signals, clock);
  const { pause } = pauses;
  ending?.addEventListener('abort', pauses.end);
  if (ending?.aborted) pauses.end();
  const reckoning = { count, isFixed: only !== undefined && count > 1 };
  const membership = await joinShards({ reckoning, leases, watch, clock, log, pauses });
  if (!membership) {
    pauses.close();
    throw new OperatorError(ENDED);
  }
  const { share: ownShare, leave } = membership;
  /** As many as this process is to have. */
  const share = async () => (only ? only.length : ownShare());

  async function giveUpPlaces(): Promise<void> {
    const given = [...places.values()];
    places.clear();
    await Promise.all(given.map(place => place.release()));
  }

  /** Looks at a shard that this process does not have. Only who has the place of the next one takes it, or is asked. */
  async function lookAt(id: number, gateway: GatewayLease): Promise<Held | undefined> {
    const place = places.get(id) ?? (await gateway.standBy(() => places.delete(id)));
    if (!place) return undefined;
    places.set(id, place);
    if (!(await place.isHeld())) return undefined;
    if (await gateway.isAsked()) {
      // Whoever asked may have died since.
      const lease = await gateway.take();
      if (lease) await gateway.settle();
      return { lease };
    }
    const lease = await gateway.take();
    return lease && { lease };
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

  /** This process is connected to a shard. Resolves when no other one goes on with it; false: the other one stays. */
  async function arrived(id: number, connections: Connections): Promise<boolean> {
    const gateway = gateways.get(id);
    const entry = held.get(id);
    if (!gateway || !entry) return false;
    if (!entry.lease) {
      const hasCome = await gateway.settle().catch(failed);
      if (hasCome) entry.isExpected = true;
      signals.send('gateway');
      const until = clock.now() + (hasCome === false ? 0 : HELD_MS + HANDOVER_MS);
      do {
        const known = pauses.heard;
        entry.lease = await gateway.take().catch(failed);
        if (!entry.lease && clock.now() < until) await pause(SOON_MS, known);
      } while (!entry.lease && !pauses.isOver && clock.now() < until);
    }
    if (entry.endOverlap) later(OVERLAP_MS, entry.endOverlap);
    if (!entry.lease) {
      log.info({ shard: id }, 'The other Offprint stays connected; this one leaves');
      held.delete(id);
      await connections.remove(id);
      return false;
    }
    await places.get(id)?.release();
    places.delete(id);
    log.info(count === 1 ? {} : { shard: id }, 'This Offprint has the connection');
    return true;
  }

  function later(ms: number, run: () => void): void {
    const cancel = clock.after(ms, () => {
      cancelEnds.delete(cancel);
      run();
    });
    cancelEnds.add(cancel);
  }

  /**
   * Asks the next one to connect, and waits until it has come; false when there is none, or it does not come in time.
   */
  async function passOn(id: number, ms: number): Promise<boolean> {
    const gateway = gateways.get(id);
    const lease = held.get(id)?.lease;
    if (!gateway || !lease || places.has(id) || !(await lease.isHeld()) || !(await gateway.isStoodBy())) return false;
    const endOverlap = claims.begin();
    const until = clock.now() + ms;
    let isAsked = false;
    try {
      await gateway.ask();
      isAsked = true;
      signals.send('gateway');
      const isWaiting = async () => (await gateway.isAsked()) && (await gateway.isStoodBy());
      const isInTime = () => clock.now() < (pauses.isOver ? Math.min(until, endsBy) : until);
      while (isInTime() && (await isWaiting())) await pause(SOON_MS);
    } catch (err) {
      failed(err);
    }
    later(OVERLAP_MS, endOverlap);
    // Where that cannot be found out, it may have come: then this one goes.
    const isCalledOff = await gateway.settle().catch(failed);
    return isAsked && !isCalledOff;
  }

  async function wantedByAnother(): Promise<number | undefined> {
    for (const id of [...held.keys()].reverse()) if (await gateways.get(id)?.isStoodBy()) return id;
    return undefined;
  }

  /** Gives a shard away when this process has more than its share, and another one waits for it. */
  async function shed(connections: Connections): Promise<boolean> {
    if (held.size <= (await share())) return false;
    const id = await wantedByAnother();
    if (id === undefined || !(await passOn(id, MOVE_MS))) return false;
    log.info({ shard: id }, 'Another Offprint takes this shard');
    const lease = held.get(id)?.lease;
    held.delete(id);
    await connections.remove(id);
    await lease?.release();
    signals.send('gateway');
    return true;
  }

  /** The shares of the others grow when this process takes no part any more; they get a moment to see that. */
  async function noticed(): Promise<void> {
    await leave();
    signals.send('gateway');
    const until = clock.now() + NOTICE_MS;
    const areAwaited = async () => {
      const stoodBy = await Promise.all([...held.keys()].map(id => gateways.get(id)?.isStoodBy()));
      return stoodBy.every(isStoodBy => isStoodBy);
    };
    while (clock.now() < until && !(await areAwaited())) await pause(SOON_MS);
  }

  /** Without the lease only what it can claim, and only while the other process reckons with that. */
  async function isOwn(interactionId: string, shard: number): Promise<boolean> {
    const entry = held.get(shard) ?? held.values().next().value;
    if (!entry) return false;
    const hasLease = entry.lease !== undefined;
    if (!claims.isNeeded) return hasLease;
    const isExpected =
      hasLease ||
      entry.isExpected ||
      (await gateways
        .get(shard)
        ?.isAsked()
        .catch(() => false));
    // Where no claim can be noted, the one with the lease answers.
    return isExpected ? claims.take(interactionId).catch(() => hasLease) : false;
  }

  function failed(err: unknown): undefined {
    log.debug({ err }, 'The leases of the gateway could not be looked at; it is tried again');
  }

  /** For how long nothing changes unless a signal says so; in ms. */
  async function untilNextLook(): Promise<number> {
    if (!signals.isListening) return LOOK_DEAF_MS;
    return held.size > 0 && held.size >= (await share()) ? LOOK_CONTENT_MS : LOOK_WAITING_MS;
  }

  async function firstOf(): Promise<number | undefined> {
    for (let isTold = false; !pauses.isOver; ) {
      const known = pauses.heard;
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
      const ms = await untilNextLook().catch(() => LOOK_DEAF_MS);
      if (!pauses.isOver) await pause(ms, known);
    }
    return undefined;
  }

  async function takePart(connections: Connections): Promise<void> {
    while (!pauses.isOver) {
      const known = pauses.heard;
      const id = await seek().catch(failed);
      if (pauses.isOver) return;
      if (id !== undefined) {
        await Promise.race([connections.add(id), pauses.over]);
        await arrived(id, connections).catch(failed);
      } else if (!(await shed(connections).catch(failed))) {
        const ms = await untilNextLook().catch(() => LOOK_DEAF_MS);
        if (!pauses.isOver) await pause(ms, known);
      }
    }
  }

  /** Gives back all that this process has. */
  async function giveUp(): Promise<void> {
    await giveUpPlaces();
    pauses.close();
    await leave();
    await Promise.all([...held.values()].map(({ lease }) => lease?.release()));
    signals.send('gateway');
  }

  const first = await firstOf();
  if (first === undefined) {
    await giveUp();
    throw new OperatorError(ENDED);
  }
  let takingPart: Promise<void> | undefined;

  return {
    first,
    awaitTurn: count === 1 ? undefined : identifyTurn({ leases, clock, pauses }),
    async mayAct(interaction) {
      const all = [...held.values()].flatMap(({ lease }) => lease ?? []);
      const kept = await Promise.all(all.map(lease => lease.isHeld()));
      if (kept.includes(false)) return false;
      return interaction ? isOwn(interaction.id, interaction.shard) : kept.length > 0;
    },
    async begin(connections) {
      for (let id: number | undefined = first; !(await arrived(id, connections)); ) {
        id = await firstOf();
        if (id === undefined) return;
        await Promise.race([connections.add(id), pauses.over]);
      }
      if (wanted.length > 1) takingPart = takePart(connections);
    },
    async handOver() {
      endsBy = clock.now() + HANDOVER_MS;
      pauses.end();
      if (count > 1) await noticed();
      const passed = await Promise.all(
        [...held].map(async ([id, { lease }]) => {
          const hasPassed = await passOn(id, HANDOVER_MS).catch(failed);
          // The next one goes on with another shard.
          if (hasPassed) await lease?.release();
          return hasPassed;
        }),
      );
      if (passed.includes(true)) log.info('Another Offprint is connected; this one leaves');
    },
    async release() {
      pauses.end();
      await takingPart;
      for (const cancel of cancelEnds) cancel();
      await giveUp();
    },
  };
}

const ENDED = 'Offprint was ended before it was connected to Discord.';
const TAKEN =
  'Another Offprint has taken over the connection to Discord, since this one did not move for a while. Start this one again: it then stands by.';
