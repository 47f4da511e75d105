import type { Paper } from '../papers/paper.ts';
import { tokenise } from './analysis/tokens.ts';
import { LONGEST_TITLE, nameIn } from './naming.ts';
import { saysSomething } from './query/filter.ts';
import { readQuery } from './query/limits.ts';
import { type Clause, wantedText, writeQuery } from './query/parse.ts';
import type { Reading } from './query/reader.ts';
import { rarity } from './rank/bm25.ts';
import { weightsOf } from './rank/query.ts';
import type { Found, Searched, Wanted } from './searched.ts';
import { snippet, type TermWeights } from './snippet.ts';
import type { Hit, SearchAnswer, SearchOptions, Span } from './types.ts';

const MOST_TOPICS = 5;

/** Answers a query; see {@link SearchIndex.search}. */
export function answer(query: string, options: SearchOptions, collection: Searched): SearchAnswer {
  const { limit = 10, offset = 0 } = options;
  const naming = nameIn(query, collection.lookup);
  if (naming.kind === 'unknown') return { hits: [], total: 0, unknown: naming.unknown, topics: [] };
  const plain: Clause[] = [{ kind: 'words', text: query }];
  // A title may hold quotation marks and dashes.
  const isName = naming.kind === 'paper' && naming.whole;
  const { clauses, repaired, leftOut } = isName ? { clauses: plain, repaired: false, leftOut: [] } : readQuery(query);
  const text = wantedText(clauses);
  const reading = collection.read(text);
  const first = naming.kind === 'paper' ? [collection.placeOf(naming.paper)] : titlesTyped(text, collection);
  const wanted: Wanted = { concepts: reading.concepts, first, clauses: clauses.filter(saysSomething), options };
  const asked = collection.find(wanted);
  // What nowhere stands as it was demanded may still be wished for.
  const softened = asked.total === 0 && demandsWords(clauses);
  const found = softened ? collection.find({ ...wanted, clauses: plain }) : asked;
  const readAs = softened && found.total > 0 ? text : repaired ? writeQuery(clauses) : query;
  const marks = marksOf(reading, collection);
  return {
    hits: found.ranked.slice(offset, offset + limit).flatMap(({ paper: place, score }) => {
      const paper = collection.paperAt(place);
      return paper ? [hitOf(paper, score, marks)] : [];
    }),
    total: found.total,
    topics: narrowing(found, options, collection),
    ...(naming.kind === 'words' && naming.unknown && { unknown: naming.unknown }),
    ...(readAs !== query && { readAs }),
    ...(leftOut.length > 0 && { leftOut: leftOut.map(clause => writeQuery([clause])) }),
    ...(found.partly && { partly: true as const }),
    ...(reading.replaced.length > 0 && { didYouMean: putRight(text, reading) }),
  };
}

/** Whoever draws by lot from a thousand hits shows no snippet of any. */
function hitOf(paper: Paper, score: number, marks: TermWeights): Hit {
  let made: Span[] | undefined;
  return {
    paper,
    score,
    get snippet() {
      made ??= snippet(paper.abstract, marks);
      return made;
    },
  };
}

/** Whether words are required, which may be too much, and nothing else (a field or an exclusion is meant as it is said). */
function demandsWords(clauses: readonly Clause[]): boolean {
  return clauses.some(({ kind }) => kind !== 'words') && clauses.every(isWords);
}

function isWords(clause: Clause): boolean {
  if (clause.kind === 'any') return clause.options.flat().every(isWords);
  return clause.kind === 'words' || clause.kind === 'phrase';
}

/** How telling each term of the query is: what is marked, and which sentence is shown. */
function marksOf({ concepts }: Reading, { forward }: Searched): TermWeights {
  const marks = new Map<string, number>();
  for (const [term, weight] of weightsOf(concepts)) {
    marks.set(forward.termOf(term), weight * rarity(forward.size, forward.documentFrequency(term)));
  }
  return marks;
}

function putRight(text: string, { replaced }: Reading): string {
  let right = '';
  let at = 0;
  for (const { token, by } of replaced) {
    right += text.slice(at, token.start) + by;
    at = token.end;
  }
  return right + text.slice(at);
}

/** Papers whose title begins with what was typed, when that is more than a word. */
function titlesTyped(text: string, { titles }: Searched): number[] {
  return text.length <= LONGEST_TITLE && tokenise(text).length > 1 ? titles.startingWith(text) : [];
}

function narrowing(found: Found, { topic }: SearchOptions, { topics }: Searched): SearchAnswer['topics'] {
  const already = topic === undefined ? undefined : topics.names.named(topic);
  return found
    .topics()
    .filter(({ topic: one, count }) => one !== already && count > 1 && count < found.total)
    .slice(0, MOST_TOPICS);
}
