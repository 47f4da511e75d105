import type { Asker } from '../../src/interactions/asker.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import type { Subscription } from '../../src/subscriptions/index.ts';
import type { App } from '../services.ts';
import { mayNotThere } from './may-not.ts';

/**
 * The bot posts for people only where they could post the same themselves: asked when something is set up, and again
 * when somebody changes it or lets it go on. Undefined where they may.
 */
export function refusePosting(app: App, asker: Asker, channelId: string, withThread: boolean): Reply | undefined {
  const missing = app.rights().missing(asker, channelId, withThread ? 'post-and-open-thread' : 'post');
  return missing.length > 0 ? mayNotThere(channelId, missing) : undefined;
}

/** Before rights in a thread are asked for. */
export async function lookUp(app: App, { place }: Pick<Subscription, 'place'>): Promise<void> {
  if (place.kind !== 'thread') return;
  await app
    .places()
    .lookUp(place.channelId)
    .catch(err => app.log.warn({ err }, 'A thread could not be looked up; it counts as hidden'));
}

/** The same for what is set up already; everybody's direct messages are their own. */
export function refuseSubscription(app: App, asker: Asker, { place, thread }: Subscription): Reply | undefined {
  return place.kind === 'dm' ? undefined : refusePosting(app, asker, place.channelId, thread);
}
