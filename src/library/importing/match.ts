import { setImmediate as nextTurn } from 'node:timers/promises';
import { findArxivId, findDoi, findIdentifiers } from '../../papers/identifiers.ts';
import { normaliseTitle, type Paper } from '../../papers/paper.ts';
import type { FileEntry } from '../../papers/references/index.ts';
import { shareOnlyAnIdentifier, shareOnlyTheTitle } from '../../papers/same-work.ts';
import { words } from '../../papers/words.ts';

/**
 * Characters looked up between two turns of the event loop, a few milliseconds of work; each entry counts for some
 * besides its own.
 */
const CHARACTERS_A_TURN = 20_000;
const CHARACTERS_AN_ENTRY = 200;
/**
 * For so many entries that are not found it is looked what comes closest: a search each, of up to some 30 ms in a large
 * collection.
 */
const MOST_CLOSEST = 200;
/** In characters; what is longer is looked for by its beginning. */
const LONGEST_SOUGHT = 300;
/** How much of an entry's title stands in that of the paper that comes closest, at least. */
const LIKENESS = 0.5;

/** Where entries are looked up. */
export interface EntryLookup {
  /** The paper that a text names: by its whole title, else by an identifier in it. */
  named(text: string): Paper | undefined;
  /** Papers whose titles may be meant, the best first. */
  closest(text: string): readonly Paper[];
}

/** An entry that names no paper of the collection, and the paper of it that comes closest. */
export interface NotFound {
  entry: FileEntry;
  /** The paper that has the entry's identifier, but is another one by its title and authors. */
  conflicting?: Paper;
  closest?: Paper;
}

/** The papers that the entries name by arXiv id, DOI or whole title, each once, and the entries that name none. */
export async function matchEntries(
  collection: EntryLookup,
  entries: readonly FileEntry[],
): Promise<{ matched: Paper[]; notFound: NotFound[] }> {
  const matched = new Map<string, Paper>();
  const notFound: NotFound[] = [];
  let characters = 0;
  for (const entry of entries) {
    characters += CHARACTERS_AN_ENTRY + [entry.title ?? '', ...entry.names].join('').length;
    if (characters > CHARACTERS_A_TURN) {
      characters = 0;
      await nextTurn();
    }
    const identified = byIdentifier(collection, entry);
    const named =
      identified.find(one => !shareOnlyAnIdentifier(one, described(entry))) ??
      byTitle([collection.named(entry.title ?? '')], entry);
    if (named) {
      matched.set(named.id, named);
      continue;
    }
    const candidates = entry.title !== undefined && notFound.length < MOST_CLOSEST ? await near(collection, entry) : [];
    // Of papers with one title, another may be by these authors.
    const paper = byTitle(candidates, entry);
    const [conflicting] = identified;
    if (paper) matched.set(paper.id, paper);
    else notFound.push({ entry, ...(conflicting && { conflicting }), ...closestOf(candidates, entry) });
  }
  return { matched: [...matched.values()], notFound };
}

/**
 * A field that may hold an identifier may also be a journal's name, which is the title of another paper: only the
 * identifier in it counts.
 */
function byIdentifier({ named }: EntryLookup, { names }: FileEntry): Paper[] {
  const identifiers = names.flatMap(name => findIdentifiers(name)).map(({ value }) => value);
  return identifiers.map(named).filter(paper => paper !== undefined);
}

/** Many papers are called “Editorial”: only what contradicts none of the rest counts. */
function byTitle(candidates: readonly (Paper | undefined)[], entry: FileEntry): Paper | undefined {
  const title = normaliseTitle(entry.title ?? '');
  return candidates.find(
    paper =>
      paper && title !== '' && normaliseTitle(paper.title) === title && !shareOnlyTheTitle(paper, described(entry)),
  );
}

function described({ title = '', names, authors, abstract }: FileEntry) {
  const found = <T>(find: (text: string) => T | undefined) => names.map(find).find(one => one !== undefined);
  return { title, authors, abstract, arxivId: found(findArxivId), doi: found(findDoi) };
}

async function near({ closest }: EntryLookup, { title = '' }: FileEntry): Promise<readonly Paper[]> {
  await nextTurn();
  return closest(title.slice(0, LONGEST_SOUGHT));
}

function closestOf(candidates: readonly Paper[], { title = '' }: FileEntry): { closest?: Paper } {
  const wanted = words(title);
  const likeness = (paper: Paper) => words(paper.title).intersection(wanted).size / Math.max(1, wanted.size);
  const [best] = candidates.toSorted((a, b) => likeness(b) - likeness(a));
  return best && likeness(best) >= LIKENESS ? { closest: best } : {};
}
