import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { chooseTags } from '../discussions/index.ts';

const forumSchema = z.looseObject({
  flags: z.int().nullish(),
  available_tags: z
    .array(z.looseObject({ id: z.string(), name: z.string(), moderated: z.boolean().nullish() }))
    .nullish(),
});
/** https://discord.com/developers/docs/resources/channel#channel-object-channel-flags */
const REQUIRES_TAG = 1 << 4;

/**
 * The tags of a forum's post, by their names and as the forum has them now: they are renamed and deleted. Throws what
 * Discord answers.
 */
export async function tagsFor(rest: REST, forumId: string, fits: (tag: string) => boolean): Promise<string[]> {
  const forum = forumSchema.parse(await rest.get(Routes.channel(forumId)));
  const tags = (forum.available_tags ?? []).map(({ moderated, ...tag }) => ({ ...tag, moderated: moderated === true }));
  return chooseTags({ tags, required: ((forum.flags ?? 0) & REQUIRES_TAG) !== 0 }, fits);
}
