import { z } from 'zod';

/** A topic of the field, as `data/topics.json` lists them. */
export const topicSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** Other names, and ways to say it in plain words. */
  aliases: z.array(z.string()),
  acronyms: z.array(z.string()),
  /** Id of the topic that this one belongs to. */
  parent: z.string().optional(),
});
export type Topic = z.infer<typeof topicSchema>;
