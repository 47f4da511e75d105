import type { Clock } from '../clock.ts';
import type { Store } from '../store/index.ts';
import type { Poster } from './poster.ts';

/** How long one try may take, in ms, before another may begin. */
const CLAIM_MS = 60_000;
/** Discord publishes ten messages an hour; what could not be published within a day is old. */
const GIVE_UP_MS = 24 * 60 * 60_000;

/** Publishes one post whose turn it is to the servers that follow its channel; false when there was none. */
export async function publishOne({
  store,
  poster,
  clock,
}: {
  store: Pick<Store, 'deliveries'>;
  poster: Pick<Poster, 'publish'>;
  clock: Clock;
}): Promise<boolean> {
  const { deliveries } = store;
  const now = clock.now();
  const delivery = await deliveries.claimPublishing(now, now + CLAIM_MS);
  if (!delivery) return false;
  const { id, posted } = delivery;
  if (!posted || now - posted.at > GIVE_UP_MS) {
    await deliveries.published(id, { note: 'not-published' });
    return true;
  }
  const result = await poster.publish(posted.channelId, posted.messageId);
  if (result.kind === 'done') await deliveries.published(id, {});
  else if (result.kind === 'limited') await deliveries.published(id, { at: now + result.afterMs });
  // After no clear answer the claim runs out, and publishing twice does no harm.
  else if (result.kind !== 'unsure') await deliveries.published(id, { note: 'not-published' });
  return true;
}
