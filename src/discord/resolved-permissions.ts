import { ChannelFlags, type ChannelFlagsBitField, type Client, Events } from 'discord.js';
import { z } from 'zod';
import type { Asker } from '../interactions/asker.ts';

/**
 * Of each interaction under way that names channels: what is allowed in them, as Discord says with the interaction
 * itself.
 */
export type ResolvedPermissions = (interactionId: string) => Pick<Asker, 'permissionsIn' | 'botPermissionsIn'>;

const bits = z
  .string()
  .regex(/^\d+$/)
  .transform(text => BigInt(text));

const packetSchema = z.looseObject({
  t: z.literal('INTERACTION_CREATE'),
  d: z.looseObject({
    id: z.string(),
    data: z.looseObject({
      resolved: z.looseObject({
        channels: z.record(z.string(), z.looseObject({ permissions: bits, app_permissions: bits.optional() })),
      }),
    }),
  }),
});

/** Each is read in the same turn in which it comes; those that nobody reads do not pile up. */
const KEPT = 100;

/** discord.js puts the channel of its memory in the place of the one that came, and drops what is allowed there. */
export function resolvedPermissions(client: Client): ResolvedPermissions {
  const kept = new Map<string, ReturnType<ResolvedPermissions>>();
  /**
   * Of those channels the ones that the bot is not shown, with their flags: discord.js takes over those that came, but
   * no overwrites come.
   */
  const hidden = new Map<string, Readonly<ChannelFlagsBitField>>();
  client.on(Events.Raw, (packet: unknown) => {
    const read = packetSchema.safeParse(packet);
    if (!read.success) return;
    const { id, data } = read.data.d;
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= KEPT) kept.delete(oldest);
    const channels = Object.entries(data.resolved.channels);
    for (const [channelId] of channels) {
      const flags = client.channels.cache.get(channelId)?.flags;
      if (flags?.has(ChannelFlags.ChannelObfuscated)) hidden.set(channelId, flags);
    }
    kept.set(id, {
      permissionsIn: new Map(channels.map(([channelId, { permissions }]) => [channelId, permissions])),
      botPermissionsIn: new Map(
        channels.flatMap(([channelId, { app_permissions }]) =>
          app_permissions === undefined ? [] : [[channelId, app_permissions] as const],
        ),
      ),
    });
  });
  // Before anybody else hears of it: to take such a channel for an open one would show it to those who may not see it.
  client.on(Events.InteractionCreate, () => {
    for (const [channelId, flags] of hidden) {
      const channel = client.channels.cache.get(channelId);
      if (channel) channel.flags = flags;
    }
    hidden.clear();
  });
  return interactionId => kept.get(interactionId) ?? {};
}
