import type { Occurrence } from '../../calendar/occurrences.ts';
import type { PauseReason, Subscription } from '../../model/subscription.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Store } from '../../store/index.ts';

/** What a server set up is kept this long after it removed the bot, in ms: people take bots back. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** Servers that the bot is in, those with an outage included. */
export interface KnownServers {
  ids: readonly string[];
  /** Whether it would be among them, if the bot were in it: other processes know of other servers. */
  covers: (guildId: string) => boolean;
}

export interface Guilds {
  /** The bot is connected and knows these servers. */
  present(known: KnownServers): Promise<void>;
  joined(guildId: string): Promise<void>;
  /** Removed from it, which an outage is not. */
  left(guildId: string): Promise<void>;
  /** Deletes what was kept long enough. */
  tidy(): Promise<string[]>;
}

export interface GuildsOptions {
  store: Pick<Store, 'departures' | 'subscriptions'>;
  clock: Clock;
  nextFor: (subscription: Subscription) => Promise<Occurrence | undefined>;
  onPaused: (subscriptions: readonly Subscription[], reason: PauseReason) => Promise<void>;
  /** One goes on, since the bot is back. */
  onBack: (subscription: Subscription) => void;
}

/** Follows the bot in and out of servers. */
export function followGuilds({ store, clock, nextFor, onPaused, onBack }: GuildsOptions): Guilds {
  const { departures, subscriptions } = store;

  async function leave(guildIds: readonly string[]): Promise<void> {
    await departures.note(guildIds, clock.now());
    const theirs = await subscriptions.inGuilds(guildIds);
    const ids = theirs.map(({ id }) => id);
    await onPaused(await subscriptions.pause(ids, 'bot-removed', clock.now()), 'bot-removed');
  }

  async function comeBack(guildIds: readonly string[]): Promise<void> {
    const back = await departures.forget(guildIds);
    for (const subscription of await subscriptions.inGuilds(back)) {
      if (subscription.paused?.reason !== 'bot-removed') continue;
      await subscriptions.resume(subscription.id, await nextFor(subscription));
      onBack(subscription);
    }
  }

  return {
    async present({ ids, covers }) {
      const here = new Set(ids);
      await comeBack(ids);
      await leave((await departures.present()).filter(id => covers(id) && !here.has(id)));
    },
    joined: guildId => comeBack([guildId]),
    left: guildId => leave([guildId]),
    tidy: () => departures.deleteBefore(clock.now() - KEPT_MS),
  };
}
