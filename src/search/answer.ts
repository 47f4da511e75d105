import type { Paper } from '../papers/paper.ts';
import { tokenise } from './analysis/tokens.ts';
import { type Marks, marksOf } from './marks.ts';
import { LONGEST_TITLE, nameIn, subjectWords } from './naming.ts';
import { saysSomething } from './query/filter.ts';
import { readQuery } from './query/limits.ts';
import { type Clause, wordingOf, writeQuery } from './query/parse.ts';
import type { Reading } from './query/reader.ts';
import { formsOf } from './query/typed.ts';
import { yearsAsked } from './rank/query.ts';
import type { Found, Searched, Wanted } from './searched.ts';
import { snippet } from './snippet.ts';
import type { AbsentWord, Hit, SearchAnswer, SearchOptions } from './types.ts';
import { without } from './without.ts';

const MOST_TOPICS = 5;

/** Answers a query; see {@link SearchIndex.search}. */
export function answer(query: string, options: SearchOptions, collection: Searched): SearchAnswer {
  const { limit = 10, offset = 0 } = options;
  const naming = nameIn(query, collection.lookup);
  if (naming.kind === 'unknown') return { ...NOTHING, unknown: naming.unknown };
  const plain: Clause[] = [{ kind: 'words', text: query }];
  // A title may hold quotation marks and dashes.
  const isName = naming.kind === 'paper' && naming.whole;
  const { clauses, repaired, leftOut } = isName ? { clauses: plain, repaired: false, leftOut: [] } : readQuery(query);
  const wording = wordingOf(clauses);
  const { text } = wording;
  const reading = collection.read(wording);
  const first =
    naming.kind === 'paper'
      ? [collection.placeOf(naming.paper)]
      : [...titlesTyped(text, collection), ...titlesCited(reading, collection)];
  // A link, or an identifier with nothing else, asks for that paper alone, and none of its letters is a word.
  const only = naming.kind === 'paper' && !naming.whole && subjectWords(query) === 0 ? first : undefined;
  const isMissed = ({ how }: AbsentWord) => how !== 'same' && !(how === 'completed' && first.length > 0);
  const absent = only ? [] : reading.absent.filter(isMissed);
  const notes = {
    ...(naming.kind === 'words' && naming.unknown && { unknown: naming.unknown }),
    ...(leftOut.length > 0 && { leftOut: leftOut.map(clause => writeQuery([clause])) }),
    ...(absent.length > 0 && { absent }),
  };
  if (first.length === 0 && hasNone(reading)) return { ...NOTHING, ...notes };
  const forms = formsOf(reading.words);
  const wanted: Wanted = {
    text,
    concepts: reading.concepts,
    forms,
    first,
    clauses: clauses.filter(saysSomething),
    options,
  };
  const asked = collection.find(wanted);
  // What nowhere stands as it was demanded may still be wished for.
  const softened = asked.total + asked.near === 0 && demandsWords(clauses);
  const found = softened ? collection.find({ ...wanted, clauses: plain }) : asked;
  const readAs = softened && found.total > 0 ? text : repaired ? writeQuery(clauses) : query;
  const marks = marksOf(reading, collection);
  const ranked = only ? found.ranked.filter(({ paper }) => only.includes(paper)) : found.ranked;
  return {
    hits: ranked.slice(offset, offset + limit).flatMap(({ paper: place, score }) => {
      const paper = collection.paperAt(place);
      const lacked = () => (only ? [] : without(reading.words, place, collection.forward));
      return paper ? [hitOf({ paper, score }, marks, lacked)] : [];
    }),
    total: only ? ranked.length : found.total,
    near: only ? 0 : found.near,
    topics: only ? [] : narrowing(found, options, collection),
    ...notes,
    ...(readAs !== query && { readAs }),
    ...(found.partly && { partly: true as const }),
  };
}

const NOTHING: SearchAnswer = { hits: [], total: 0, near: 0, topics: [] };

/** Whether there are words, and no paper has any of them. */
function hasNone({ words }: Reading): boolean {
  const telling = words.filter(({ isName, isLone }) => !isName && !isLone);
  const asked = telling.length > 0 ? telling : words.filter(({ isName }) => !isName);
  return asked.length > 0 && asked.every(({ forms, cited }) => forms.length === 0 && !cited);
}

/** Whoever draws by lot from a thousand hits shows no snippet of any, and no words that it lacks. */
function hitOf({ paper, score }: { paper: Paper; score: number }, marks: Marks, lacked: () => string[]): Hit {
  let made: ReturnType<typeof snippet> | undefined;
  const excerpt = () => {
    made ??= snippet(paper, marks);
    return made;
  };
  let missing: string[] | undefined;
  return {
    paper,
    score,
    get snippet() {
      return excerpt().spans;
    },
    get cut() {
      return excerpt().cut;
    },
    get without() {
      missing ??= lacked();
      return missing;
    },
  };
}

/**
 * Whether words are required, which may be too much, and nothing else (a field or an exclusion is meant as it is said).
 */
function demandsWords(clauses: readonly Clause[]): boolean {
  return clauses.some(({ kind }) => kind !== 'words') && clauses.every(isWords);
}

function isWords(clause: Clause): boolean {
  if (clause.kind === 'any') return clause.options.flat().every(isWords);
  return clause.kind === 'words' || clause.kind === 'phrase';
}

/** Papers whose title begins with what was typed, when that is more than a word. */
function titlesTyped(text: string, { titles }: Searched): number[] {
  return text.length <= LONGEST_TITLE && tokenise(text).length > 1 ? titles.startingWith(text) : [];
}

/** Of the papers whose authors and year are cited, those whose title begins with what stands behind. */
function titlesCited({ concepts, titleCited }: Reading, collection: Searched): number[] {
  if (titleCited === undefined) return [];
  const { forward } = collection;
  const years = yearsAsked(concepts);
  return titlesTyped(titleCited, collection).filter(
    place =>
      concepts.some(({ named }) => named?.places.has(place)) && years.some(year => forward.yearFit(place, year) > 0),
  );
}

function narrowing(found: Found, { topic }: SearchOptions, { topics }: Searched): SearchAnswer['topics'] {
  const already = topic === undefined ? undefined : topics.names.named(topic);
  return found
    .topics()
    .filter(({ topic: one, count }) => one !== already && count > 1 && count < found.total + found.near)
    .slice(0, MOST_TOPICS);
}
