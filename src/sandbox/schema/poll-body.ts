import { z } from 'zod';

/** A poll as it is sent, with the limits that Discord documents (resources/poll). */

const media = (most: number) =>
  z.object({ text: z.string().min(1).max(most), emoji: z.object({ name: z.string().nullish() }).nullish() });

export const pollBody = z.object({
  question: media(300),
  answers: z
    .array(z.object({ poll_media: media(55) }))
    .min(1)
    .max(10),
  duration: z.int().min(1).max(768).nullish(),
  allow_multiselect: z.boolean().nullish(),
  layout_type: z.literal(1).nullish(),
});
