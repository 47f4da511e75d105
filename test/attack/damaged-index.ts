import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadCollection } from '../../src/papers/index.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { within } from '../../src/platform/within.ts';
import { type Feed, openDiskIndex, type SearchIndex } from '../../src/search/index.ts';
import { seeded } from '../chaos/seeded.ts';
import { damage } from './damage.ts';

/** Longer than anything may take on a busy machine. In ms. */
const PATIENCE_MS = 120_000;
/** Words that stand in many texts, names, phrases that must be looked up in the papers. */
const QUERIES = [
  'learning',
  'label noise',
  '"neural networks"',
  '-model optimization',
  'transformer attention',
  'year:2021',
];

interface Attacked {
  damages: number;
  /** Of an index that was built when it was opened, and of one that was built while it was searched. */
  rebuiltAtOpening: number;
  mended: number;
  /** Descriptions of damages after which an answer was wrong, something hung, an error stayed. */
  wrong: string[];
  hung: string[];
  failed: string[];
}

/** Damages so many copies of an index, each in its own way, and asks each. */
export async function attackIndex(seed: number, count: number, tell: (line: string) => void): Promise<Attacked> {
  const all = await loadCollection('data/papers.jsonl');
  const papers = all.slice(0, 60);
  const folder = mkdtempSync(join(tmpdir(), 'offprint-attack-'));
  const whole = join(folder, 'whole');
  const random = seeded(seed);
  const result: Attacked = { damages: count, rebuiltAtOpening: 0, mended: 0, wrong: [], hung: [], failed: [] };
  const first = await opened(whole, papers, () => undefined);
  await first.settled;
  const right = answersOf(first, papers);
  await first.close();
  const withOneMore = all.slice(0, papers.length + 1);
  // A paper that came later is folded into the space that there is; only an index that is built again has one made of
  // all.
  const rightOfMore: Answers[] = [];
  cpSync(whole, join(folder, 'grown'), { recursive: true });
  for (const place of ['built', 'grown']) {
    const more = await opened(join(folder, place), withOneMore, () => undefined);
    await more.settled;
    rightOfMore.push(answersOf(more, papers));
    await more.close();
  }
  // An index of the same collection at another time: files have the same names.
  const otherBuild = join(folder, 'other');
  const second = await opened(otherBuild, all.slice(0, 75), () => undefined);
  await second.settled;
  await second.close();
  for (let i = 0; i < count; i++) {
    // Half of them find papers that came meanwhile.
    const now = i % 2 === 0 ? papers : withOneMore;
    const copy = join(folder, String(i));
    cpSync(whole, copy, { recursive: true });
    const what = `${i}: ${damage(copy, otherBuild, random)}`;
    const said: string[] = [];
    try {
      const outcome = await within(
        PATIENCE_MS,
        attacked(copy, now, now === papers ? [right] : rightOfMore, line => said.push(line)),
      );
      if (outcome !== undefined) result.wrong.push(`wrong: ${what}: ${outcome}`);
    } catch (error) {
      const list = error instanceof Error && /^No answer within/.test(error.message) ? result.hung : result.failed;
      list.push(`${what}: ${error instanceof Error ? error.stack : error}`);
    }
    if (said.some(line => line.includes('built again'))) result.rebuiltAtOpening++;
    if (said.some(line => line.includes('whole again'))) result.mended++;
    tell(
      `${what} → ${said.map(line => JSON.parse(line).reason ?? JSON.parse(line).msg).join('; ') || 'nothing was said'}`,
    );
    rmSync(copy, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  return result;
}

/** What was wrong, if anything. */
async function attacked(
  directory: string,
  papers: readonly Paper[],
  right: readonly Answers[],
  say: (line: string) => void,
): Promise<string | undefined> {
  const index = await opened(directory, papers, say);
  try {
    // While it is broken some papers may be missing; none may be another one.
    const now = answersOf(index, papers);
    const all = new Set(right.flatMap(one => one.papers));
    const changed = now.papers.find(paper => !all.has(paper));
    if (changed !== undefined) return `a paper was another one: ${changed.slice(0, 200)}`;
    await index.settled;
    await index.update([]);
    const then = answersOf(index, papers);
    const wrong = right.map(({ found }) => Object.keys(found).find(query => then.found[query] !== found[query]));
    const [query] = wrong;
    if (query !== undefined && !wrong.includes(undefined))
      return `${query} found ${then.found[query]}, not ${right.map(({ found }) => found[query]).join(', nor ')}`;
    return then.papers.length === all.size ? undefined : 'papers are missing';
  } finally {
    await index.close();
  }
}

interface Answers {
  /** By query. */
  found: Record<string, string>;
  /** Each paper that an answer had, as JSON. */
  papers: string[];
}

function answersOf(index: SearchIndex, papers: readonly Paper[]): Answers {
  const found: Record<string, string> = {};
  const seen = new Set<string>();
  for (const query of QUERIES) {
    const { hits, total } = index.search(query, { limit: 20 });
    found[query] = `${total}: ${hits.map(({ paper }) => paper.id).join(' ')}`;
    for (const { paper } of hits) seen.add(JSON.stringify(paper));
    found[`${query}…`] = index
      .suggest(query)
      .map(({ id }) => id)
      .join(' ');
  }
  for (const { id, title } of papers.slice(0, 4)) {
    found[id] = index
      .related(id)
      .map(({ paper }) => paper.id)
      .join(' ');
    found[title] = String(index.named(title)?.id);
  }
  for (const paper of index.papers) seen.add(JSON.stringify(paper));
  return { found, papers: [...seen] };
}

async function opened(directory: string, papers: readonly Paper[], say: (line: string) => void): Promise<SearchIndex> {
  const feed: Feed = {
    name: 'attacked',
    revision: async () => papers.length,
    changes: async (after, limit) =>
      papers.slice(after, after + limit).map((paper, i) => ({ id: paper.id, paper, revision: after + i + 1 })),
  };
  const log = pino({ level: 'info' }, { write: say });
  return (await openDiskIndex({ directory, feed, log })).index;
}
