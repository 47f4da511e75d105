import type { Paper } from '../papers/paper.ts';
import { type Language, languageOfPaper } from './analysis/language.ts';
import { tokenise } from './analysis/tokens.ts';
import type { Forward } from './forward.ts';
import type { Latent } from './latent/latent.ts';
import { endOfRun } from './query/forms.ts';
import type { Reading } from './query/reader.ts';
import { weightsOf } from './rank/query.ts';
import type { Explanation, MatchedWord } from './types.ts';

interface Collection {
  forward: Forward;
  latent: Latent | undefined;
}

const FIELDS = ['title', 'abstract', 'authors'] as const;
type Field = (typeof FIELDS)[number];

/** Why a paper answers a query: which of its words stand where, as they are written there. */
export function explain(
  { concepts, words }: Pick<Reading, 'concepts' | 'words'>,
  paper: Paper,
  place: number,
  { forward, latent }: Collection,
): Explanation {
  const written = writtenIn(paper);
  const found = (form: readonly number[]): MatchedWord[] => {
    const terms = form.map(term => forward.termOf(term));
    const places = FIELDS.flatMap(field => {
      const word = written[field](terms);
      return word === undefined ? [] : [{ field, word }];
    });
    const [first] = places;
    return first ? [{ word: first.word, in: places.map(({ field }) => field) }] : [];
  };
  const own = new Set(words.flatMap(({ forms }) => forms.flat()));
  const weights = weightsOf(concepts);
  const others = [...weights.keys()].filter(term => !own.has(term));
  return {
    matched: distinct(words.flatMap(({ forms }) => forms.flatMap(found))),
    inOtherWords: distinct(others.flatMap(term => found([term]))),
    missing: [
      ...new Set(words.filter(({ forms }) => forms.every(form => found(form).length === 0)).map(({ word }) => word)),
    ],
    closeness: Math.max(0, latent?.similarities(weights, [place])[0] ?? 0),
  };
}

/** For each field of a paper, how a run of terms is written in it. */
export function writtenIn(paper: Paper): Record<Field, (terms: readonly string[]) => string | undefined> {
  const language = languageOfPaper(paper);
  const reader = (text: string, of: Language = language) => {
    const tokens = tokenise(text, of);
    return (terms: readonly string[]) => {
      for (const [at, first] of tokens.entries()) {
        const last = tokens[endOfRun(terms, at, place => tokens[place]?.term, '') ?? tokens.length];
        if (last) return text.slice(first.start, last.end);
      }
      return undefined;
    };
  };
  return {
    title: reader(paper.title),
    abstract: reader(paper.abstract),
    authors: reader(paper.authors.join('\n'), 'en'),
  };
}

function distinct(found: readonly MatchedWord[]): MatchedWord[] {
  return [...new Map(found.map(one => [one.word.toLowerCase(), one])).values()];
}
