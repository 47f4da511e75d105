import type { Paper } from '../papers/paper.ts';
import { languageOfPaper } from './analysis/language.ts';
import { type Stretch, sentences } from './analysis/sentences.ts';
import { tokenise } from './analysis/tokens.ts';
import type { Marks } from './marks.ts';
import { endOfRun } from './query/forms.ts';
import { Recent } from './recent.ts';
import type { Cut, Span } from './types.ts';

/** Longest snippet in UTF-16 units: three lines of an embed. */
const LONGEST = 240;

/** A piece of an abstract, and where it is cut within its sentence. */
interface Excerpt {
  spans: Span[];
  cut: Cut;
}

/**
 * The sentence in which most of what was asked for stands, cut to some 240 characters around the matching words; the
 * first one if nothing matches.
 */
export function snippet(paper: Pick<Paper, 'title' | 'abstract'>, { weights, forms }: Marks): Excerpt {
  const { abstract: text } = paper;
  const analysed = analysis(paper);
  const found = analysed.terms.flatMap((term, i): Found[] =>
    weights.has(term) ? [{ term, ...placeOf(analysed, i) }] : [],
  );
  let best: Stretch = { start: 0, end: 0 };
  let bestWeight = -1;
  for (const sentence of analysed.sentences) {
    const weight = weightWithin(found, sentence, weights);
    if (weight > bestWeight) [best, bestWeight] = [sentence, weight];
  }
  const shown = cut(text, best, found);
  return {
    spans: spans(text, marked(analysed, forms), shown),
    cut: { before: shown.start > best.start, after: shown.end < best.end },
  };
}

/** The words that a reader takes for those of the query; runs of words are marked as a whole. */
function marked(analysed: Analysis, forms: Marks['forms']): Stretch[] {
  const found: Stretch[] = [];
  for (let at = 0; at < analysed.terms.length; at++) {
    const [last] = (forms.get(analysed.terms[at] ?? '') ?? []).flatMap(
      form => endOfRun(form, at, place => analysed.terms[place], '') ?? [],
    );
    if (last === undefined) continue;
    found.push({ start: placeOf(analysed, at).start, end: placeOf(analysed, last).end });
    at = last;
  }
  return found;
}

function placeOf({ places }: Analysis, i: number): Stretch {
  return { start: places[2 * i] ?? 0, end: places[2 * i + 1] ?? 0 };
}

/** A word that says something to the query, and where it stands. */
interface Found extends Stretch {
  term: string;
}

/** Kept for a while, so it is small. */
interface Analysis {
  terms: string[];
  /** Of each term, where it starts and ends. */
  places: Uint32Array;
  sentences: Stretch[];
}

/** The abstracts shown last, by their characters: the same few papers answer most questions. */
const analyses = new Recent<string, Analysis>(400_000, text => text.length);

function analysis({ title, abstract: text }: Pick<Paper, 'title' | 'abstract'>): Analysis {
  const known = analyses.get(text);
  if (known) return known;
  const tokens = tokenise(text, languageOfPaper({ title, abstract: text }));
  const fresh = {
    terms: tokens.map(({ term }) => term),
    places: Uint32Array.from(tokens.flatMap(({ start, end }) => [start, end])),
    sentences: [...sentences(text)],
  };
  analyses.set(text, fresh);
  return fresh;
}

function weightWithin(found: readonly Found[], { start, end }: Stretch, weights: Marks['weights']): number {
  const distinct = new Set(found.filter(token => token.start >= start && token.end <= end).map(token => token.term));
  let weight = 0;
  for (const term of distinct) weight += weights.get(term) ?? 0;
  return weight;
}

/** A stretch of at most the longest length, at word boundaries, that begins a little before the first match. */
function cut(text: string, sentence: Stretch, found: readonly Found[]): Stretch {
  if (sentence.end - sentence.start <= LONGEST) return sentence;
  const inside = found.filter(token => token.start >= sentence.start && token.end <= sentence.end);
  const first = inside[0]?.start ?? sentence.start;
  const last = inside.findLast(token => token.end - first <= LONGEST)?.end ?? first;
  const spare = Math.max(0, LONGEST - (last - first));
  const earliest = Math.max(sentence.start, Math.min(first - Math.floor(spare / 2), sentence.end - LONGEST));
  const start = earliest === sentence.start ? earliest : Math.min(first, after(text, earliest, first));
  const latest = Math.min(sentence.end, start + LONGEST);
  const end = latest === sentence.end ? latest : before(text, latest, Math.min(last, latest));
  return { start, end };
}

function after(text: string, from: number, limit: number): number {
  const space = text.slice(from, limit).search(/\s/);
  return space < 0 ? limit : from + space + 1;
}

function before(text: string, from: number, limit: number): number {
  const space = text.slice(limit, from + 1).search(/\s\S*$/);
  if (space >= 0) return limit + space;
  // One word that is longer than a snippet: cut it, but not through a surrogate pair.
  return /[\ud800-\udbff]/.test(text.charAt(from - 1)) ? from - 1 : from;
}

function spans(text: string, found: readonly Stretch[], { start, end }: Stretch): Span[] {
  const result: Span[] = [];
  let at = start;
  for (const token of found) {
    if (token.start < at || token.end > end) continue;
    if (token.start > at) result.push({ text: text.slice(at, token.start), marked: false });
    result.push({ text: text.slice(token.start, token.end), marked: true });
    at = token.end;
  }
  if (at < end) result.push({ text: text.slice(at, end), marked: false });
  return result;
}
