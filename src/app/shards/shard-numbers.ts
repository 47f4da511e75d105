import { type Network, recommendedShards } from '../../discord/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Store } from '../../store/index.ts';
import type { Config } from '../config.ts';
import { countInUse } from './membership.ts';

/** How many shards the bot has, and those that this process is for; missing: its share of all. */
export async function shardsOf(
  { shards, shardIds, token, apiUrl }: Pick<Config, 'shards' | 'shardIds' | 'apiUrl'> & { token: string },
  { store, clock, network, log }: { store: Store; clock: Clock; network: Network; log: Log },
): Promise<{ count: number; only: readonly number[] | undefined }> {
  /** All processes of a bot have the same number; Discord recommends more as the bot grows. */
  const agreed = async () => {
    const [recommended, inUse] = await Promise.all([
      recommendedShards({ token, apiUrl, network, log }),
      store.alone ? undefined : countInUse(store.leases, clock.now()),
    ]);
    if (inUse !== undefined && inUse !== recommended)
      log.info(
        { shards: inUse, recommended },
        'The running processes of this bot have another number of shards than Discord recommends; this one joins them. The new number counts once all have ended',
      );
    return inUse ?? recommended;
  };
  const count = shards === 'auto' ? await agreed() : shards;
  const tooHigh = shardIds?.find(id => id >= count);
  if (tooHigh !== undefined)
    throw new OperatorError(
      `SHARD_IDS has ${tooHigh}, and there are ${count} shards: 0 to ${count - 1}. Correct it, or SHARDS.`,
    );
  return { count, only: shardIds };
}
