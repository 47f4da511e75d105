import { z } from 'zod';

/** What someone can do in the page. It comes from a browser: parsed before it is believed. */

const id = z.string().max(25);
const upload = z.object({ filename: z.string().max(260), base64: z.base64() });
const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), upload]));
const command = { channel: id, name: z.string(), subcommand: z.string().optional(), options };

const HOUR_MS = 3_600_000;
const MAX_ADVANCE_MS = 31 * 24 * HOUR_MS;

const trouble = z.discriminatedUnion('what', [
  z.object({ what: z.literal(['rateLimit', 'serverError', 'dropGateway', 'calm']) }),
  z.object({ what: z.literal('deleteChannel'), channel: id }),
  z.object({
    what: z.literal(['takePermission', 'givePermission']),
    channel: id,
    permission: z.literal([
      'VIEW_CHANNEL',
      'SEND_MESSAGES',
      'EMBED_LINKS',
      'CREATE_PUBLIC_THREADS',
      'READ_MESSAGE_HISTORY',
    ]),
  }),
  z.object({ what: z.literal('advance'), ms: z.int().min(1).max(MAX_ADVANCE_MS) }),
]);

const act = z.discriminatedUnion('kind', [
  /** From now on, act and see as this person. */
  z.object({ kind: z.literal('be'), person: id }),
  z.object({ kind: z.literal('read'), channel: id, before: id.optional() }),
  z.object({ kind: z.literal('commands'), channel: id }),
  z.object({ kind: z.literal('say'), channel: id, content: z.string().min(1).max(2000) }),
  z.object({ kind: z.literal('slash'), ...command }),
  z.object({ kind: z.literal('complete'), ...command, focused: z.string() }),
  z.object({ kind: z.literal('press'), channel: id, message: id, button: z.string() }),
  z.object({ kind: z.literal('choose'), channel: id, message: id, select: z.string(), values: z.array(z.string()) }),
  z.object({ kind: z.literal('react'), channel: id, message: id, emoji: z.string().regex(/^\p{RGI_Emoji}$/v) }),
  /** Votes in a poll, by the ids of its answers. */
  z.object({ kind: z.literal('vote'), channel: id, message: id, answers: z.array(z.int()).max(10) }),
  /** Presses *Interested* on an event, or takes that back. */
  z.object({ kind: z.literal('interest'), guild: id, event: id, on: z.boolean() }),
  z.object({ kind: z.literal('submit'), form: id, values: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('menu'), channel: id, message: id, name: z.string() }),
  z.object({ kind: z.literal('trouble'), trouble }),
]);

export const askFrame = z.object({ id: z.int(), act });

export type Act = z.infer<typeof act>;
export type Trouble = z.infer<typeof trouble>;
