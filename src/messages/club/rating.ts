import { RATINGS, type Rating } from '../../clubs/reception.ts';
import { cutAtWord } from '../../interactions/cut.ts';
import { oneLine } from '../../interactions/markdown.ts';
import type { Select } from '../../interactions/reply.ts';
import type { Paper } from '../../papers/paper.ts';
import { does, people } from './words.ts';

const PLACEHOLDER_CHARACTERS = 150;

/** `★★★★☆` */
export function stars(rating: number): string {
  const full = Math.round(rating);
  return '★'.repeat(full) + '☆'.repeat(Math.max(0, RATINGS.length - full));
}

/** `★★★★☆ 4.2 by 5 people` */
export function ratingWords({ mean, people: count }: Rating): string {
  return `${stars(mean)} ${mean} by ${people(count)}`;
}

/** By which a paper is rated from one to five, or a rating is taken back. */
export function rateMenu(clubId: string, { id, title }: Paper): Select {
  return {
    placeholder: cutAtWord(`Rate ${oneLine(title)}…`, PLACEHOLDER_CHARACTERS),
    does: does('rate', clubId, id),
    choices: [
      ...RATINGS.toReversed().map(rating => ({ label: `${stars(rating)} ${rating} of 5`, value: String(rating) })),
      { label: 'No rating', value: NO_RATING },
    ],
  };
}

export const NO_RATING = 'none';
