import type { Asker } from '../../src/interactions/asker.ts';
import type { By } from '../../src/store/index.ts';
import type { App } from '../services.ts';

/** Who removes something now, or brings it back. */
export function byAsker(app: App, { userId, guildId }: Asker): By {
  return { userId, now: app.clock.now(), ...(guildId !== undefined && { guildId }) };
}
