import { setImmediate as nextTurn } from 'node:timers/promises';
import { findIdentifiers } from '../../papers/identifiers.ts';
import type { Paper } from '../../papers/paper.ts';
import type { FileEntry } from '../../papers/references/index.ts';

/** Entries looked up between two turns of the event loop. */
const ENTRIES_A_TURN = 100;

/**
 * The papers that the entries name (by arXiv id, DOI or title), each once, and the entries of which the collection has none.
 * @param named the paper of the collection that a text names, if it has one
 */
export async function matchEntries(
  named: (text: string) => Paper | undefined,
  entries: readonly FileEntry[],
): Promise<{ matched: Paper[]; unmatched: FileEntry[] }> {
  const matched = new Map<string, Paper>();
  const unmatched: FileEntry[] = [];
  for (const [i, entry] of entries.entries()) {
    if (i % ENTRIES_A_TURN === ENTRIES_A_TURN - 1) await nextTurn();
    // Such a field may also be a journal's name, which is the title of another paper: only an identifier in it counts.
    const identifiers = entry.names.filter(name => findIdentifiers(name).length > 0);
    const paper = [...identifiers, entry.title ?? ''].map(named).find(found => found !== undefined);
    if (paper) matched.set(paper.id, paper);
    else unmatched.push(entry);
  }
  return { matched: [...matched.values()], unmatched };
}
