import type { App } from '../../commands/services.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { intake } from '../collection/index.ts';
import { discussing } from '../discussions/index.ts';
import { rateLimits } from '../library/index.ts';
import type { Metrics } from '../monitoring/index.ts';
import type { AskTime } from '../platform/clock.ts';
import { type Addresses, createReadings, createSources, needContact, type SourceSettings } from '../sources/index.ts';
import { createDaily } from '../subscriptions/index.ts';

interface Parts
  extends Omit<App, 'version' | 'startedAt' | 'discussing' | 'daily' | 'limits' | 'sources' | 'readings'> {
  /** The sources of the operator's file. */
  sourcesSet: readonly SourceSettings[];
  sourcesContact: string | undefined;
  sourceAddresses: Addresses;
  /** The revision of the collection that the index has taken up. */
  revision(): number;
  /** Whether this process may still do anything. */
  mayAct?: () => Promise<boolean>;
  /** Other clocks, asked where this one may be wrong. */
  opinions?: readonly AskTime[];
  metrics?: Metrics;
  /** How late a paper of the day may come. */
  catchUpHours: number;
  maxSubscriptionsPerGuild: number;
}

export function createApp(parts: Parts): App {
  const { store, threads, clock, log, catchUpHours, maxSubscriptionsPerGuild } = parts;
  needContact(parts.sourcesSet, parts.sourcesContact);
  const sources = createSources({
    ...parts,
    set: parts.sourcesSet,
    contact: parts.sourcesContact,
    addresses: parts.sourceAddresses,
    intake: intake(store.papers),
  });
  return {
    ...parts,
    discussing: discussing(store.discussions, threads, clock),
    daily: createDaily({
      ...parts,
      catchUpHours,
      maxPerOwner: maxSubscriptionsPerGuild,
      seenByAll: (channelId, discussion) => parts.rights().seenByAll(channelId, discussion),
      async seesClub(userId, { guildId, channelId }) {
        const rights = parts.rights();
        // As a worker, which hears of no server: whether they are a member is asked besides.
        if (!rights.knows(guildId)) return true;
        const member = await rights.asMember(userId, guildId);
        return member !== undefined && rights.maySee(member, { channelId });
      },
    }),
    sources,
    readings: createReadings({ sources, clock, metrics: parts.metrics, log }),
    limits: rateLimits(clock),
    version: packageJson.version,
    startedAt: clock.now(),
  };
}
