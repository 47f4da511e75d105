import type { Asker } from '../../src/interactions/asker.ts';
import type { App } from '../services.ts';

/** The nearest channel in which the asker and the bot may post and open a discussion. */
export async function nearestOpen(app: App, asker: Asker, channelId: string) {
  const { guildId = '' } = asker;
  for (const near of app.threads().nearby(channelId)) {
    const deed = near.kind === 'forum' ? 'post' : 'post-and-open-thread';
    if (app.rights().missing(asker, near.channelId, deed).length > 0) continue;
    if (!(await app.threads().obstacle(guildId, near.channelId))) return near;
  }
  return undefined;
}
