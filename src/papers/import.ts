import { readFile } from 'node:fs/promises';
import { writeWhole } from '../platform/write-whole.ts';
import { accept, losesTooMany } from './accepted.ts';
import type { Changes } from './cleaning/rule.ts';
import { loadCollection, serialise } from './collection.ts';
import { CollectionError } from './errors.ts';
import type { KeptApart } from './kept-apart.ts';
import { indexPapers, type Lookup, lookUp } from './lookup.ts';
import { Draft } from './merge.ts';
import type { Paper } from './paper.ts';
import { type Incoming, prepare } from './prepare.ts';
import type { Source } from './sources.ts';
import { linkVersions } from './versions.ts';

export interface ImportRequest {
  /** The collection's file; it need not be there yet. */
  collection: string;
  files: readonly FileOfPapers[];
  /** What names the papers that are to go: ids, arXiv ids or links, DOIs, titles. */
  remove: readonly string[];
  /** Whether the collection is to hold what the files hold and nothing else; papers that it knows keep their ids. */
  replace: boolean;
  /** Whether records without an abstract become papers; else they only add to papers that are there. */
  abstractsOptional: boolean;
  /** Whether only to say what would come of it. */
  dryRun: boolean;
  /** What is done now, and how far it is where that is known: 0 to 1. */
  onStep?: (what: string, done?: number) => void;
}

/** What a file holds, under its name. */
export interface FileOfPapers extends Source {
  file: string;
}

export interface ImportReport {
  sources: (Pick<Source, 'format' | 'rejected' | 'passedOver'> & { file: string; read: number })[];
  /** Titles of records that have no abstract and name no paper of the collection. */
  unplaced: string[];
  /** Titles of records that are the same paper as one before them: both are one paper. */
  repeated: string[];
  /** Papers that are new, although another one has their identifier or title. */
  keptApart: readonly KeptApart[];
  added: Paper[];
  updated: Paper[];
  unchanged: Paper[];
  removed: Paper[];
  changes: Changes;
  /** Whether the file was written, or would be in a run that is not dry; it is not when not one byte would change. */
  written: boolean;
}

/** Records between two reports of how far it is: some 100 ms of work. */
const STEP = 100;

/**
 * Takes files into a collection. All of it or, on any error, nothing.
 * @throws {CollectionError} naming file, line and reason, or what `remove` does not find.
 */
export async function importPapers(request: ImportRequest): Promise<ImportReport> {
  const { collection, files, remove, replace, dryRun, onStep } = request;
  const { papers: before, text } = await readCollection(collection);
  const changes: Changes = new Map();
  const sources: ImportReport['sources'] = [];
  const incoming: Incoming[] = [];
  const all = files.reduce((sum, { records }) => sum + records.length, 0);
  for (const { records, ...source } of files) {
    sources.push({ ...source, read: records.length });
    for (const record of records) {
      const optional = request.abstractsOptional && { abstractOptional: true as const };
      incoming.push(prepare({ ...record, ...optional }, changes));
      if (incoming.length % STEP === 0) onStep?.('cleaning what was read', incoming.length / all);
    }
  }
  const draft = replace ? new Draft([], new Draft(before)) : new Draft(before);
  // Records without an abstract only add to a paper, wherever in the files it stands.
  const complete = incoming.filter(one => one.abstract !== '');
  const partial = incoming.filter(one => one.abstract === '');
  onStep?.('putting it into the collection');
  const { unplaced, repeated } = takeAll([...complete, ...partial], draft);
  const lookup = indexPapers(draft.papers());
  for (const paper of remove.map(name => paperNamed(name, lookup, collection))) draft.remove(paper.id);
  onStep?.('looking for versions of the same work');
  const after = linkVersions(draft.papers());
  const written = serialise(after) !== text;
  const report = {
    sources,
    unplaced,
    repeated,
    keptApart: draft.keptApart,
    changes,
    written,
    ...difference(before, after),
  };
  if (written && !dryRun) {
    // What is asked for here is meant, however much goes.
    const meant = losesTooMany({ lost: report.removed.length, before: before.length });
    if (meant) await accept(collection, serialise(after));
    await writeWhole(collection, serialise(after));
  }
  return report;
}

/** Each record becomes a paper, adds to one, or is named here. */
function takeAll(incoming: readonly Incoming[], draft: Draft): Pick<ImportReport, 'unplaced' | 'repeated'> {
  const unplaced: string[] = [];
  const repeated: string[] = [];
  const taken = new Set<string>();
  for (const one of incoming) {
    const id = draft.take(one);
    if (id === undefined) unplaced.push(one.title);
    else if (taken.has(id)) repeated.push(one.title);
    else taken.add(id);
  }
  return { unplaced, repeated };
}

/** The collection as it is; one that is not there yet is empty. */
async function readCollection(path: string): Promise<{ papers: Paper[]; text: string | undefined }> {
  const text = await readFile(path, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return undefined;
    throw new CollectionError(`${path} cannot be read: ${error.message}`, error);
  });
  return { papers: text === undefined ? [] : await loadCollection(path), text };
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
