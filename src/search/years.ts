import type { Paper } from '../papers/paper.ts';
import { dateNumber, yearOf } from './date-number.ts';

/** When a paper came out, 0 where not known. */
export interface Years {
  /** The year of publication. */
  published: number;
  /** See {@link dateNumber}. */
  date: number;
}

/**
 * What it is worth to be of the year that a query names, as the rarity of a word: that of one that every tenth paper
 * has.
 */
export const YEAR_WORTH = Math.log(10);
/** A paper is cited by the year of its publication, at times by that of its preprint. */
export const SUBMITTED = 0.8;
/** Next to the year: people mistake that of a preprint for that of its publication. */
const NEXT_TO = 0.3;

export function yearsOf(paper: Paper): Years {
  return { published: yearOf(paper), date: dateNumber(paper) };
}

/**
 * Whether a paper is of a year: 1 when it was published in it, less when submitted then, less still for the year before
 * or after, else 0.
 */
export function yearFit({ published, date }: Years, year: number): number {
  if (published === year) return 1;
  const submitted = Math.floor(date / 10_000);
  if (submitted === year) return SUBMITTED;
  return isNextTo(published, year) || isNextTo(submitted, year) ? NEXT_TO : 0;
}

/** 0 is no year. */
function isNextTo(known: number, year: number): boolean {
  return known !== 0 && Math.abs(known - year) === 1;
}
