import { Client, GatewayIntentBits, Options } from 'discord.js';
import type { Metrics } from '../monitoring/index.ts';
import { buildStrategy, type StrategyOptions } from './gateway/strategy.ts';
import { countRequests, countWaits } from './observed-rest.ts';
import { resolveNothingElse } from './resolved-names.ts';

/**
 * Only servers, channels and threads are needed: no members, no messages, no presences. The connection is kept by
 * Offprint itself; discord.js hears from it what it would hear from its own, so that one client lives through every
 * change of connection or session.
 */
export function createClient(api: string, strategy: StrategyOptions, metrics: Metrics): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    // See `buildStrategy`. Without, discord.js takes what SHARDS in the environment says, which is our own setting.
    shards: [0],
    rest: { api, ...countRequests(metrics) },
    ws: { buildStrategy: manager => buildStrategy(manager, strategy) },
    // How long to wait for the next server's data at the start; what comes later is taken in all the same.
    waitGuildTimeout: 3_000,
    // What interactions bring along would otherwise pile up for as long as the bot runs.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: member => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: user => user.id === user.client.user?.id },
    }),
  });
  // Of SHARD_COUNT likewise; an option that is its default does not keep discord.js from it.
  client.options.shardCount = 1;
  countWaits(client.rest, metrics);
  resolveNothingElse(client);
  return client;
}
