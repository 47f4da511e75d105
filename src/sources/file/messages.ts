import { z } from 'zod';
import { publicationTypeSchema } from '../../papers/publication-type.ts';
import type { PaperRecord } from '../../papers/record.ts';

const recordSchema: z.ZodType<PaperRecord> = z.object({
  title: z.string(),
  abstract: z.string().optional(),
  id: z.string().optional(),
  own: z.boolean(),
  fills: z.literal(true).optional(),
  links: z.array(z.string()).optional(),
  arxivId: z.string().optional(),
  doi: z.string().optional(),
  authors: z.array(z.string()).optional(),
  year: z.number().optional(),
  venue: z.string().optional(),
  type: publicationTypeSchema.optional(),
  date: z.string().optional(),
  versions: z.array(z.string()).optional(),
  withdrawn: z.literal(true).optional(),
  categories: z.array(z.string()).optional(),
  keywords: z.array(z.string()).optional(),
  upvotes: z.number().optional(),
});

/** What the reading thread is asked for: the next slice. */
export type Request = 'next';

/** What the reading thread says: the papers slice by slice, or why there are none. */
export const messageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('papers'),
    papers: z.array(recordSchema),
    /** Of the content that was read. */
    hash: z.string(),
    /** Papers of the file up to the end of this slice, and all of them. */
    taken: z.number(),
    of: z.number(),
    passedOver: z.array(z.string()),
  }),
  z.object({ kind: z.literal('unreadable'), why: z.string() }),
]);

export type Message = z.infer<typeof messageSchema>;
