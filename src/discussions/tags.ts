import type { Paper } from '../papers/paper.ts';
import { normalised } from '../platform/normalised.ts';

/** In an abstract a word may stand by the way; what comes up again is what the paper is about. */
const MENTIONS_IN_ABSTRACT = 2;

/** Whether a forum's tag fits a paper: its words stand in the title, or again and again in the abstract. */
export function tagFits(paper: Pick<Paper, 'title' | 'abstract'>): (tag: string) => boolean {
  const title = words(paper.title);
  const abstract = words(paper.abstract);
  return tag => {
    const wanted = words(tag);
    if (wanted.trim() === '') return false;
    return title.includes(wanted) || abstract.split(wanted).length - 1 >= MENTIONS_IN_ABSTRACT;
  };
}

/** Of a forum's post, at most. */
const MOST_TAGS = 5;

export interface ForumTags {
  tags: readonly { id: string; name: string; moderated: boolean }[];
  /** Whether a post must have one. */
  required: boolean;
}

/**
 * The ids of the tags that a post gets: those that fit, never those that only moderators may give. Where one is
 * required and none fits, one named for papers if there is one, else the first.
 */
export function chooseTags({ tags, required }: ForumTags, fits: (tag: string) => boolean): string[] {
  const free = tags.filter(({ moderated }) => !moderated);
  const fitting = free.filter(({ name }) => fits(name)).slice(0, MOST_TAGS);
  if (fitting.length > 0 || !required) return fitting.map(({ id }) => id);
  const usual = free.find(({ name }) => /\bpapers?\b|\bdaily\b/i.test(name)) ?? free[0];
  return usual ? [usual.id] : [];
}

/** ` one word after the other `, lower case, without the s of a plural. */
function words(text: string): string {
  const found =
    normalised(text, 'NFKD')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return ` ${found.map(word => (word.length > 3 ? word.replace(/s$/, '') : word)).join('  ')} `;
}
