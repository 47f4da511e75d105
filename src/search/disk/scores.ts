import { FAINTEST } from '../find.ts';
import type { PlaceSet } from '../place-set.ts';
import { rarity } from '../rank/bm25.ts';
import type { Weights } from '../rank/query.ts';
import { withinReach, worthOf } from '../rank/worth.ts';
import { YEAR_WORTH, yearFit } from '../years.ts';
import { addPostings } from './postings.ts';
import { saturationsFor } from './saturations.ts';
import type { View } from './view.ts';

/** So many are read for one query: some 30 ms. */
const MOST_POSTINGS = 6_000_000;

/** Scores of all places, kept from query to query: 4 MB for a million papers. */
let room = new Float32Array();

/**
 * BM25 of all papers over whole texts, by place; 0 where no term stands, and where there is no paper. Every posting of
 * every term that is looked up is read, up to {@link MOST_POSTINGS}: some 5 ns each (docs/decisions/0049 tells what
 * passing over some of them would bring). Good until the next call.
 */
export function scoresOf(view: View, weights: Weights): Float32Array {
  if (room.length < view.places) room = new Float32Array(Math.ceil(1.25 * view.places));
  const scores = room.subarray(0, view.places).fill(0);
  const saturations = saturationsFor(view.size / Math.max(1, view.totalLength));
  const all = worthOf(weights, term => rarity(view.size, view.holders.of(term)));
  const worths = withinReach(all, term => view.holders.of(term), MOST_POSTINGS);
  for (const { segment, base, dead } of view.parts) {
    const own = scores.subarray(base, base + segment.size);
    for (const [term, worth] of worths) {
      const list = segment.text.encoded(term);
      if (list) addPostings(own, list, segment.lengths, saturations, worth);
    }
    for (const place of dead) own[place] = 0;
  }
  return scores;
}

/** Adds what it is worth to be of one of these years to papers with a score. */
export function addYears({ parts }: View, scores: Float32Array, years: readonly number[]): void {
  if (years.length === 0) return;
  for (const { segment, base } of parts) {
    const own = scores.subarray(base, base + segment.size);
    for (let place = 0; place < own.length; place++) {
      const score = own[place] ?? 0;
      if (score === 0) continue;
      const its = { published: segment.years[place] ?? 0, date: segment.dates[place] ?? 0 };
      for (const year of years) own[place] = (own[place] ?? 0) + YEAR_WORTH * yearFit(its, year);
    }
  }
}

/** Leaves the scores of the chosen places alone; with `wordless` those without a word of the query have one, too. */
export function confine(scores: Float32Array, { parts }: View, chosen: PlaceSet, wordless: boolean): void {
  for (const { segment, base, dead } of parts) {
    for (let place = base; place < base + segment.size; place++) {
      if (!chosen.has(place)) scores[place] = 0;
      else if (wordless && scores[place] === 0 && !dead.has(place - base)) scores[place] = FAINTEST;
    }
  }
}

/**
 * The dates of papers with a score, equals by their scores; above 0 also for papers without a date, 0 for all others.
 */
export function datesOf({ parts }: View, scores: Float32Array): Float64Array {
  const top = scores.reduce((most, score) => Math.max(most, score), 1);
  const dates = new Float64Array(scores.length);
  for (const { segment, base } of parts) {
    for (let place = 0; place < segment.size; place++) {
      const score = scores[base + place] ?? 0;
      if (score > 0) dates[base + place] = (segment.dates[place] ?? 0) + score / (2 * top);
    }
  }
  return dates;
}
