import { z } from 'zod';

/** What is read of Discord's answers about threads; they hold much more. */
export const madeSchema = z.looseObject({ id: z.string() });

export const channelSchema = z.looseObject({
  id: z.string(),
  type: z.int(),
  parent_id: z.string().nullish(),
  owner_id: z.string().nullish(),
  last_message_id: z.string().nullish(),
  thread_metadata: z.looseObject({ archived: z.boolean(), locked: z.boolean().nullish() }).optional(),
});

export const threadsSchema = z.looseObject({ threads: z.array(channelSchema) });

export const messageSchema = z.looseObject({
  id: z.string(),
  author: z.looseObject({ id: z.string() }),
  components: z.unknown(),
});

export const messagesSchema = z.array(messageSchema);
