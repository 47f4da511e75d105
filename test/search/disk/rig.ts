import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import type { Paper } from '../../../src/papers/paper.ts';
import { readManifest } from '../../../src/search/disk/manifest.ts';
import { View } from '../../../src/search/disk/view.ts';
import { type Commit, IndexWriter } from '../../../src/search/disk/writer.ts';

/** A directory that is gone after the test. */
export async function scratchDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'offprint-index-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Writer and view of one index, in one thread. */
export class Rig {
  readonly directory: string;
  view: View;
  writer: IndexWriter;

  private constructor(directory: string, view: View, writer: IndexWriter) {
    this.directory = directory;
    this.view = view;
    this.writer = writer;
  }

  static async open(directory: string): Promise<Rig> {
    let adopt = async (_: Commit): Promise<void> => undefined;
    const kind = { directory, analysis: 'test', collection: 'test' };
    const writer = await IndexWriter.open({
      ...kind,
      labelsOf: paper => [paper.title.length % 7],
      adopt: commit => adopt(commit),
    });
    const manifest = await readManifest(kind);
    const view = manifest ? await View.open(directory, manifest) : View.empty(directory);
    adopt = async commit => void (await view.adopt(commit));
    return new Rig(directory, view, writer);
  }

  apply({ papers = [], removed = [] }: { papers?: readonly Paper[]; removed?: readonly string[] }): Promise<void> {
    const changes = [...removed.map(id => ({ id })), ...papers.map(paper => ({ id: paper.id, paper }))];
    return this.writer.apply({ changes, revision: 1 });
  }

  async reopen(): Promise<void> {
    this.close();
    const { view, writer } = await Rig.open(this.directory);
    this.view = view;
    this.writer = writer;
  }

  close(): void {
    this.writer.close();
    this.view.close();
  }

  /** All living papers in order, each with its place. */
  papers(): { place: number; paper: Paper }[] {
    return this.view.parts.flatMap(({ segment, base, dead }) =>
      Array.from({ length: segment.size }, (_, place) => place)
        .filter(place => !dead.has(place))
        .map(place => ({ place: base + place, paper: segment.papers.at(place) })),
    );
  }
}

const WORDS =
  'graph graphs neural network networks learning of the label noise λ-calculus état 中文 state-of-the-art resnet ResNets a off'.split(
    ' ',
  );
const words = (most: number) => fc.array(fc.constantFrom(...WORDS), { maxLength: most }).map(list => list.join(' '));

export const somePaper = fc
  .record({
    id: fc.constantFrom(...'abcdefghijkl'),
    title: words(5),
    abstract: words(12),
    authors: fc.array(words(2), { maxLength: 2 }),
    date: fc.option(fc.constantFrom('2021-10', '2021-10-05', '2020-01'), { nil: undefined }),
    year: fc.option(fc.constantFrom(2020, 2021), { nil: undefined }),
    arxivId: fc.option(fc.constantFrom('2110.00001', '2110.00002'), { nil: undefined }),
  })
  .map(
    ({ date, year, arxivId, ...rest }): Paper => ({
      ...rest,
      links: [],
      ...(date !== undefined && { date }),
      ...(year !== undefined && { year }),
      ...(arxivId !== undefined && { arxivId }),
    }),
  );
