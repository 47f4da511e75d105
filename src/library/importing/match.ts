import { setImmediate as nextTurn } from 'node:timers/promises';
import { findArxivId, findIdentifiers } from '../../papers/identifiers.ts';
import type { Paper } from '../../papers/paper.ts';
import type { FileEntry } from '../../papers/references/index.ts';
import { shareOnlyAnIdentifier } from '../../papers/same-work.ts';

/** Entries looked up between two turns of the event loop. */
const ENTRIES_A_TURN = 100;

export interface Matched {
  /** The papers that the entries name, by arXiv id, DOI or title, each once. */
  matched: Paper[];
  /** The entries of which the collection has no paper. */
  unmatched: FileEntry[];
  /** Those whose identifier names a paper that is another one by its title and authors. */
  conflicting: { entry: FileEntry; paper: Paper }[];
}

/**
 * Finds the papers of the collection that the entries name.
 * @param named the paper of the collection that a text names, if it has one
 */
export async function matchEntries(
  named: (text: string) => Paper | undefined,
  entries: readonly FileEntry[],
): Promise<Matched> {
  const matched = new Map<string, Paper>();
  const unmatched: FileEntry[] = [];
  const conflicting: Matched['conflicting'] = [];
  for (const [i, entry] of entries.entries()) {
    if (i % ENTRIES_A_TURN === ENTRIES_A_TURN - 1) await nextTurn();
    // Such a field may also be a journal's name, which is the title of another paper: only an identifier in it counts.
    const identifiers = entry.names.filter(name => findIdentifiers(name).length > 0);
    const papers = identifiers.map(named).filter(found => found !== undefined);
    const paper = papers.find(one => !isAnother(one, entry)) ?? named(entry.title ?? '');
    if (paper) matched.set(paper.id, paper);
    else if (papers[0]) conflicting.push({ entry, paper: papers[0] });
    else unmatched.push(entry);
  }
  return { matched: [...matched.values()], unmatched, conflicting };
}

function isAnother(paper: Paper, { title, names, ...entry }: FileEntry): boolean {
  const arxivId = names.map(findArxivId).find(id => id !== undefined);
  return title !== undefined && shareOnlyAnIdentifier(paper, { ...entry, title, arxivId });
}
