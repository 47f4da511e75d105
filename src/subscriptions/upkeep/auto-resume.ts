import type { Subscription } from '../../model/subscription.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Store } from '../../store/index.ts';
import type { Look, Obstacle, RoleLook } from '../ports/channel-inspector.ts';

/** Nobody says when a hidden channel or a missing right is back, if the bot was away just then. In ms. */
const LOOK_AGAIN_MS = 24 * 60 * 60_000;
/** A time-out ends without a word; Discord's clock and ours differ by a little. In ms. */
const SKEW_MS = 5_000;

export interface Care {
  /** Something changed in these servers (or, without ids, perhaps anywhere): what the bot paused there may go on. */
  look(guildIds?: readonly string[]): void;
  /** What keeps a subscription from posting now; undefined where nothing does, or nobody knows. */
  obstacle(subscription: Subscription): Promise<Obstacle | undefined>;
  stop(): Promise<void>;
}

export interface CareOptions {
  store: Pick<Store, 'pauses'>;
  look: Look;
  roleLook: RoleLook;
  resume: (subscription: Subscription) => Promise<void>;
  clock: Clock;
  log: Log;
}

/**
 * Looks after what the bot itself paused: at once, once a day, and whenever something changes. What a person paused
 * stays paused.
 */
export function createCare({ store, look, roleLook, resume, clock, log }: CareOptions): Care {
  const waiting = new Set<string>();
  let everywhere = true;
  let working: Promise<void> | undefined;
  let stopped = false;
  let cancelDaily = () => {};
  const timeOuts = new Map<string, () => void>();

  /** Discord says nothing when a time-out is over. */
  function expectEnd({ place }: Subscription, { until }: Obstacle): void {
    const { guildId } = place;
    if (guildId === undefined || until === undefined || stopped) return;
    timeOuts.get(guildId)?.();
    const again = () => {
      timeOuts.delete(guildId);
      care.look([guildId]);
    };
    timeOuts.set(guildId, clock.after(Math.max(0, until - clock.now()) + SKEW_MS, again));
  }

  async function obstacle(subscription: Subscription): Promise<Obstacle | 'free' | 'unknown'> {
    const found = await look(subscription);
    if (typeof found === 'object') expectEnd(subscription, found);
    return found;
  }

  async function lookAfter(subscription: Subscription): Promise<void> {
    const { id, paused } = subscription;
    const found = await obstacle(subscription);
    if (found === 'unknown' || stopped) return;
    if (found !== 'free') {
      if (found.reason !== paused?.reason) await store.pauses.explain(id, found.reason);
      return;
    }
    await resume(subscription);
  }

  /** A role that posts cannot mention is left out of them. */
  async function lookAtRole({ id, place, roleId, roleState }: Subscription): Promise<void> {
    const found = roleId === undefined ? 'unknown' : roleLook(place, roleId);
    const state = found === 'fine' ? undefined : found;
    if (state !== 'unknown' && state !== roleState) await store.pauses.setRole(id, state);
  }

  async function work(): Promise<void> {
    // What comes in one go, such as a category's twenty channels, is looked at once.
    await new Promise<void>(resolve => setImmediate(resolve));
    while (!stopped && (everywhere || waiting.size > 0)) {
      const where = everywhere ? undefined : [...waiting];
      everywhere = false;
      waiting.clear();
      for (const subscription of await store.pauses.withRoles(where)) await lookAtRole(subscription);
      for (const subscription of await store.pauses.byItself(where)) {
        if (stopped) return;
        try {
          await lookAfter(subscription);
        } catch (err) {
          log.warn({ err, subscription: subscription.id }, 'Whether a paused subscription may go on is not known');
        }
      }
    }
  }

  function begin(): void {
    working ??= work()
      .catch(err => log.warn({ err }, 'Paused subscriptions could not be looked at; the next look is within a day'))
      .finally(() => {
        working = undefined;
      });
  }

  function daily(): void {
    everywhere = true;
    begin();
    cancelDaily = clock.after(LOOK_AGAIN_MS, daily);
  }

  const care: Care = {
    look(guildIds) {
      if (stopped) return;
      if (guildIds) for (const id of guildIds) waiting.add(id);
      else everywhere = true;
      begin();
    },
    async obstacle(subscription) {
      const found = await obstacle(subscription).catch(() => 'unknown' as const);
      return typeof found === 'object' ? found : undefined;
    },
    async stop() {
      stopped = true;
      cancelDaily();
      for (const cancel of timeOuts.values()) cancel();
      await working;
    },
  };
  daily();
  return care;
}
