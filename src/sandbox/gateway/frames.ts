import { z } from 'zod';

/** What a client says to the gateway (documentation, events/gateway-events, "Send Events"). */

const identify = z.object({
  token: z.string().transform(withoutPrefix),
  intents: z.int().min(0),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).default([0, 1]),
  properties: z.looseObject({}),
});

const resume = z.object({
  token: z.string().transform(withoutPrefix),
  session_id: z.string(),
  seq: z.int().nullable(),
});

export function identifyData(d: unknown): z.infer<typeof identify> | undefined {
  return identify.safeParse(d).data;
}

export function resumeData(d: unknown): z.infer<typeof resume> | undefined {
  return resume.safeParse(d).data;
}

function withoutPrefix(token: string): string {
  return token.replace(/^Bot /, '');
}
