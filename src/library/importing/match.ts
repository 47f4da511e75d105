import { setImmediate as nextTurn } from 'node:timers/promises';
import { indexPapers, type Lookup, lookUp } from '../../papers/lookup.ts';
import type { Paper } from '../../papers/paper.ts';
import type { FileEntry } from '../../papers/references/index.ts';

/** Entries looked up between two turns of the event loop. */
const ENTRIES_A_TURN = 100;

/** The collection's lookup, made once for each state of the collection. */
const lookups = new WeakMap<readonly Paper[], Lookup>();

/** The papers that the entries name (by arXiv id, DOI or title), each once, and the entries of which the collection has none. */
export async function matchEntries(
  papers: readonly Paper[],
  entries: readonly FileEntry[],
): Promise<{ matched: Paper[]; unmatched: FileEntry[] }> {
  const lookup = lookups.get(papers) ?? indexPapers(papers);
  lookups.set(papers, lookup);
  const matched = new Set<Paper>();
  const unmatched: FileEntry[] = [];
  for (const [i, entry] of entries.entries()) {
    if (i % ENTRIES_A_TURN === ENTRIES_A_TURN - 1) await nextTurn();
    const paper = [...entry.names, entry.title ?? '']
      .map(name => lookUp(lookup, name))
      .find(found => found !== undefined);
    if (paper) matched.add(paper);
    else unmatched.push(entry);
  }
  return { matched: [...matched], unmatched };
}
