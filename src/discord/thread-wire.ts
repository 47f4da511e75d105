import { z } from 'zod';

/**
 * What is read of Discord's answers about messages and threads. They hold much more, and what others wrote holds what
 * nobody here knows: only what is needed is read, and what cannot be read is passed over.
 */
export const madeSchema = z.looseObject({ id: z.string() });

const snowflake = z.string().regex(/^\d+$/);

export const channelSchema = z.looseObject({
  id: snowflake,
  type: z.int(),
  parent_id: z.string().nullish(),
  owner_id: z.string().nullish(),
  last_message_id: z.string().nullish(),
  thread_metadata: z
    .looseObject({
      archived: z.boolean().nullish(),
      locked: z.boolean().nullish(),
      archive_timestamp: z.string().nullish(),
    })
    .nullish(),
});

export const messageSchema = z.looseObject({
  id: snowflake,
  author: z.looseObject({ id: z.string() }).nullish().catch(undefined),
  components: z.unknown(),
});

/** Those of a list that can be read. */
export function readable<T>(one: z.ZodType<T>) {
  return z.array(z.unknown()).transform(all =>
    all.flatMap(each => {
      const { data } = one.safeParse(each);
      return data === undefined ? [] : [data];
    }),
  );
}

export const threadsSchema = z.looseObject({ threads: readable(channelSchema) });

export const messagesSchema = readable(messageSchema);
