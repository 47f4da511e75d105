import { z } from 'zod';

/**
 * What the gateway says (https://discord.com/developers/docs/events/gateway-events), as far as keeping the connection
 * needs it.
 */

const frameSchema = z.object({
  op: z.int(),
  d: z.unknown(),
  s: z.int().nullish(),
  t: z.string().nullish(),
});

export type Frame = z.infer<typeof frameSchema>;

/** Undefined for what is no frame; the gateway sends such only when it is broken. */
export function readFrame(text: string): Frame | undefined {
  try {
    return frameSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export const helloSchema = z.object({ heartbeat_interval: z.int().positive() });

export const readySchema = z.object({
  session_id: z.string(),
  resume_gateway_url: z.string().nullish(),
  guilds: z.array(z.object({ id: z.string() })),
});

/** `GET /gateway/bot`. `shards`: as many as Discord recommends. `reset_after` in ms. */
export const gatewayInfoSchema = z.object({
  url: z.string(),
  shards: z.int().positive().default(1),
  session_start_limit: z.object({
    total: z.number(),
    remaining: z.number(),
    reset_after: z.number(),
    max_concurrency: z.int().positive().default(1),
  }),
});

export type GatewayInfo = z.infer<typeof gatewayInfoSchema>;
export type SessionStartLimit = GatewayInfo['session_start_limit'];
