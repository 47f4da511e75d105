import { readFile } from 'node:fs/promises';
import type { Changes } from './cleaning/rule.ts';
import { loadCollection, serialise } from './collection.ts';
import { CollectionError } from './errors.ts';
import { indexPapers, type Lookup, lookUp } from './lookup.ts';
import { Draft } from './merge.ts';
import type { Paper } from './paper.ts';
import { type Incoming, prepare } from './prepare.ts';
import { readSource, type Source } from './sources.ts';
import { linkVersions } from './versions.ts';
import { writeWhole } from './write-whole.ts';

export interface ImportRequest {
  /** The collection's file; it need not be there yet. */
  collection: string;
  files: readonly string[];
  /** What names the papers that are to go: ids, arXiv ids or links, DOIs, titles. */
  remove: readonly string[];
  /** Whether the collection is to hold what the files hold and nothing else; papers that it knows keep their ids. */
  replace: boolean;
}

export interface ImportReport {
  sources: (Pick<Source, 'format' | 'passedOver'> & { file: string; read: number })[];
  /** Titles of records that have no abstract and name no paper of the collection. */
  unplaced: string[];
  added: Paper[];
  updated: Paper[];
  unchanged: Paper[];
  removed: Paper[];
  changes: Changes;
  /** Whether the file was written; it is not when not one byte would change. */
  written: boolean;
}

/**
 * Takes files into a collection. All of it or, on any error, nothing.
 * @throws {CollectionError} naming file, line and reason, or what `remove` does not find.
 */
export async function importPapers({ collection, files, remove, replace }: ImportRequest): Promise<ImportReport> {
  const { papers: before, text } = await readCollection(collection);
  const changes: Changes = new Map();
  const sources: ImportReport['sources'] = [];
  const incoming: Incoming[] = [];
  for (const file of files) {
    const source = readSource(file, await readText(file));
    sources.push({ file, format: source.format, passedOver: source.passedOver, read: source.records.length });
    for (const record of source.records) incoming.push(prepare(record, changes));
  }
  const draft = replace ? new Draft([], new Draft(before)) : new Draft(before);
  // Records without an abstract only add to a paper, wherever in the files it stands.
  const complete = incoming.filter(one => one.abstract !== '');
  const partial = incoming.filter(one => one.abstract === '');
  const unplaced = [...complete, ...partial].filter(one => draft.take(one) === undefined).map(one => one.title);
  const lookup = indexPapers(draft.papers());
  for (const paper of remove.map(name => paperNamed(name, lookup, collection))) draft.remove(paper.id);
  const after = linkVersions(draft.papers());
  const written = serialise(after) !== text;
  if (written) await writeWhole(collection, serialise(after));
  return { sources, unplaced, changes, written, ...difference(before, after) };
}

/** The collection as it is; one that is not there yet is empty. */
async function readCollection(path: string): Promise<{ papers: Paper[]; text: string | undefined }> {
  const text = await readFile(path, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return undefined;
    throw new CollectionError(`${path} cannot be read: ${error.message}`, error);
  });
  return { papers: text === undefined ? [] : await loadCollection(path), text };
}

async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const reason =
      error instanceof TypeError ? 'it is no text in UTF-8' : error instanceof Error ? error.message : error;
    throw new CollectionError(`${file} cannot be read: ${reason}`, error);
  }
}

function paperNamed(name: string, lookup: Lookup, collection: string): Paper {
  const paper = lookUp(lookup, name);
  if (paper) return paper;
  throw new CollectionError(
    `"${name}" names no paper in ${collection}: give its id, its arXiv id or link, its DOI or its whole title.`,
  );
}

function difference(before: readonly Paper[], after: readonly Paper[]) {
  const old = new Map(before.map(paper => [paper.id, serialise([paper])]));
  const kept = new Set(after.map(paper => paper.id));
  const known = after.filter(paper => old.has(paper.id));
  return {
    added: after.filter(paper => !old.has(paper.id)),
    updated: known.filter(paper => old.get(paper.id) !== serialise([paper])),
    unchanged: known.filter(paper => old.get(paper.id) === serialise([paper])),
    removed: before.filter(paper => !kept.has(paper.id)),
  };
}
