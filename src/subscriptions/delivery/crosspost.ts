import type { Delivery } from '../../model/subscription.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Store } from '../../store/index.ts';
import type { Poster } from '../ports/poster.ts';

/** How long one try may take, in ms, before another may begin. */
const CLAIM_MS = 60_000;
/** Discord publishes ten messages an hour; what could not be published within a day is old. */
const GIVE_UP_MS = 24 * 60 * 60_000;

type Deliveries = Pick<Store, 'deliveries'>;
type Published = { deliveries: Pick<Store['deliveries'], 'published'> };

/** A post whose turn it is to be published; nobody else gets it for a while. */
export function claimPublishing({ deliveries }: Deliveries, now: number): Promise<Delivery | undefined> {
  return deliveries.claimPublishing(now, now + CLAIM_MS);
}

/** Publishes a post to the servers that follow its channel. */
export async function publish(
  { id, posted }: Delivery,
  { store, poster, clock }: { store: Published; poster: Pick<Poster, 'publish'>; clock: Clock },
): Promise<void> {
  const { deliveries } = store;
  const now = clock.now();
  if (!posted || now - posted.at > GIVE_UP_MS) return deliveries.published(id, { note: 'not-published' });
  const result = await poster.publish(posted.channelId, posted.messageId);
  if (result.kind === 'done') return deliveries.published(id, {});
  if (result.kind === 'limited') return deliveries.published(id, { at: now + result.afterMs });
  // After no clear answer the claim runs out, and publishing twice does no harm.
  if (result.kind !== 'unsure') await deliveries.published(id, { note: 'not-published' });
}
