import { type Client, Events } from 'discord.js';
import { z } from 'zod';

/** Of each interaction under way that names channels: what the asker may do in them, as Discord says with the interaction itself. */
export type ResolvedPermissions = (interactionId: string) => ReadonlyMap<string, bigint>;

const packetSchema = z.looseObject({
  t: z.literal('INTERACTION_CREATE'),
  d: z.looseObject({
    id: z.string(),
    data: z.looseObject({
      resolved: z.looseObject({
        channels: z.record(z.string(), z.looseObject({ permissions: z.string().regex(/^\d+$/) })),
      }),
    }),
  }),
});

/** Each is read in the same turn in which it comes; those that nobody reads do not pile up. */
const KEPT = 100;
const NONE: ReadonlyMap<string, bigint> = new Map();

/** discord.js puts the channel of its memory in the place of the one that came, and drops what the asker may do there. */
export function resolvedPermissions(client: Client): ResolvedPermissions {
  const kept = new Map<string, ReadonlyMap<string, bigint>>();
  client.on(Events.Raw, (packet: unknown) => {
    const read = packetSchema.safeParse(packet);
    if (!read.success) return;
    const { id, data } = read.data.d;
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= KEPT) kept.delete(oldest);
    const channels = Object.entries(data.resolved.channels);
    kept.set(id, new Map(channels.map(([channelId, { permissions }]) => [channelId, BigInt(permissions)])));
  });
  return interactionId => kept.get(interactionId) ?? NONE;
}
