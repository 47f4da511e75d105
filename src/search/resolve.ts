import { findIdentifiers } from '../papers/identifiers.ts';
import { normaliseTitle, type Paper } from '../papers/paper.ts';
import { tokenise } from './analysis/tokens.ts';
import { EXCLUDED, LONGEST_TITLE, MOST_IDENTIFIERS, nameIn, subjectWords, WORDS_OF_A_QUERY } from './naming.ts';
import type { Searched } from './searched.ts';
import type { Resolution } from './types.ts';

/** Papers offered where none was named; a row of buttons holds five. */
const MOST_OFFERED = 5;
/** In characters. Shorter beginnings of a word name nothing, even where only one title begins so. */
const SHORTEST_BEGINNING = 4;

/**
 * What a text that somebody types for a paper says, and how surely. One paper is named by its id, a link to it, its
 * whole title, or a beginning that no other title has (so a suggestion's label, which may be cut, names its paper too).
 * Anything else is a guess.
 * @param closest papers that match the text as a search does, the best first
 */
export function resolve(text: string, searched: Searched, closest: (text: string) => readonly Paper[]): Resolution {
  const naming = nameIn(text, searched.lookup);
  if (naming.kind === 'unknown') return naming;
  const beginning = text.length > LONGEST_TITLE || text.search(EXCLUDED) >= 0 ? [] : papersBeginning(text, searched);
  const whole = normaliseTitle(text);
  const titled = beginning.filter(({ title }) => normaliseTitle(title) === whole);
  if (naming.kind === 'paper') {
    if (naming.whole && titled.length <= 1) return { kind: 'exact', paper: naming.paper };
    const mentioned = titled.length > 1 ? titled : papersMentioned(text, searched);
    const [only = naming.paper] = mentioned;
    if (mentioned.length <= 1 && !isAside(text, only)) return { kind: 'exact', paper: only };
    return { kind: 'guess', papers: offered([...mentioned, only, ...(mentioned.length > 1 ? [] : closest(text))]) };
  }
  const [only, other] = beginning;
  if (only && !other && names(text, only)) return { kind: 'exact', paper: only };
  const papers = offered([...beginning, ...closest(text)]);
  return papers.length > 0 ? { kind: 'guess', papers } : { kind: 'none' };
}

function papersBeginning(text: string, searched: Searched): Paper[] {
  return searched.titles.startingWith(text).flatMap(place => searched.paperAt(place) ?? []);
}

/** The papers of this collection whose identifiers stand in the text. */
function papersMentioned(text: string, { lookup }: Searched): Paper[] {
  const maps = { id: lookup.byId, arxiv: lookup.byArxivId, doi: lookup.byDoi };
  const found = findIdentifiers(text.replace(EXCLUDED, ' '))
    .slice(0, MOST_IDENTIFIERS)
    .flatMap(({ kind, value }) => maps[kind].get(value) ?? []);
  return [...new Map(found.map(paper => [paper.id, paper])).values()];
}

/**
 * The identifier stands among words of another subject: "is 2110.04260 about label noise in speech?" The paper's own
 * words are none of these.
 */
function isAside(text: string, { title, authors }: Paper): boolean {
  return subjectWords(text, `${title} ${authors.join(' ')}`) >= WORDS_OF_A_QUERY;
}

/** Whether a beginning says enough: whole words of the title, or some letters of it. */
function names(text: string, { title }: Paper): boolean {
  const typed = wordsOf(text);
  return normaliseTitle(text).length >= SHORTEST_BEGINNING || typed.at(-1) === wordsOf(title)[typed.length - 1];
}

function wordsOf(text: string): string[] {
  return tokenise(text).map(({ word }) => word);
}

function offered(papers: readonly Paper[]): Paper[] {
  return [...new Map(papers.map(paper => [paper.id, paper])).values()].slice(0, MOST_OFFERED);
}
