import { type Client, Events } from 'discord.js';
import { z } from 'zod';

const packetSchema = z.object({
  t: z.literal('INTERACTION_CREATE'),
  d: z.object({ data: z.object({ resolved: z.custom<object>(value => typeof value === 'object' && value !== null) }) }),
});

/**
 * discord.js looks up every text that was typed among the users, channels and roles that an interaction brings along,
 * and takes over what it finds. What they hold is made to have no prototype before it does: otherwise `constructor`
 * would be found, and be a role of the server from then on.
 */
export function resolveNothingElse(client: Client): void {
  client.on(Events.Raw, (packet: unknown) => {
    const read = packetSchema.safeParse(packet);
    if (!read.success) return;
    for (const named of Object.values(read.data.d.data.resolved))
      if (typeof named === 'object' && named !== null) Object.setPrototypeOf(named, null);
  });
}
