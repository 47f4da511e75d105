/** `npm run search -- <query>`: what `/search` finds, from a shell. */
import { createInterface } from 'node:readline';
import { readConfig } from '../app/config.ts';
import { readWish } from '../messages/read-wish.ts';
import type { SearchRequest } from '../messages/search-request.ts';
import { loadCollection } from '../papers/index.ts';
import type { Paper } from '../papers/paper.ts';
import { systemClock } from '../platform/clock.ts';
import { UsageError } from '../platform/command-line.ts';
import { createLog } from '../platform/log.ts';
import { readCorpus } from '../search/corpus.ts';
import { buildIndex, readTopics } from '../search/index.ts';
import type { SearchAnswer, SearchIndex } from '../search/types.ts';
import { allPapers, examineDatabase, passwordIn } from '../store/index.ts';
import { runScript } from './script.ts';
import { describeHits, describeMisunderstood, describeRelated } from './search-text.ts';

const HELP = `npm -s run search -- <query>      finds what /search finds: words, "a phrase", -without, a title, a citation, an arXiv id

  --topic <topic>    only papers on this topic
  --author <name>    only papers by somebody of this name
  --since <date>     only papers from then on: 2023, 2023-05 or 2023-05-17
  --until <date>     only papers until then
  --sort newest      newest first; otherwise the most relevant first
  --limit <N>        at most N results, 1 to 1000 (default 10)
  --json             print the results as JSON
  --related          the query names a paper; print the papers like it
  --corpus <file>    search this file instead: JSON lines with id, title, abstract, authors, year, date (or _id, title, text)
  --stdin            read one query a line, answer each with one line of JSON
  --                 what follows is the query, also if it begins with two dashes

The collection is that of the bot: its database, or COLLECTION_PATH where that holds none yet.`;

const OPTIONS = {
  topic: { type: 'string' },
  author: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  sort: { type: 'string' },
  limit: { type: 'string', default: '10' },
  json: { type: 'boolean' },
  related: { type: 'boolean' },
  corpus: { type: 'string' },
  stdin: { type: 'boolean' },
} as const;

const MOST_RESULTS = 1000;

/**
 * Words that begin with one dash are the query's (`-without`), no options. No argument of a process holds this
 * character.
 */
const OF_THE_QUERY = '\0';
const args = process.argv
  .slice(2)
  .map(word => (/^-[^-]/.test(word) && word !== '-h' ? `${OF_THE_QUERY}${word}` : word));

// Whoever reads may have seen enough (`| head`).
process.stdout.on('error', error => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1));

await runScript({ help: HELP, options: OPTIONS, words: Number.POSITIVE_INFINITY, args }, async called => {
  const given = Object.fromEntries(
    Object.entries(called.values).map(([name, value]) => [name, typeof value === 'string' ? plain(value) : value]),
  );
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : undefined);
  const query = called.positionals.map(plain).join(' ');
  const limit = limitOf(text('limit') ?? '');
  if (text('sort') !== undefined && !['newest', 'relevance'].includes(text('sort') ?? ''))
    throw new UsageError(`--sort must be newest or relevance, not “${text('sort')}”.`);
  if (query === '' && given.related && !given.stdin) throw new UsageError('Papers like which one?');

  const { index, idOf } = await load(text('corpus'));
  const wishFor = (typed: string): SearchRequest => {
    const wish = readWish(index, typed, text);
    if (!('problem' in wish)) return wish;
    // Of many lines one may be empty.
    if (given.stdin && wish.problem === 'nothing asked') return { query: '' };
    throw new UsageError(describeMisunderstood(wish));
  };
  const answer = ({ query: words, ...filters }: SearchRequest): SearchAnswer =>
    index.search(words, { ...filters, limit });
  const asJson = (typed: string): string => {
    const wish = given.related ? undefined : wishFor(typed);
    const started = performance.now();
    const found = wish ? answer(wish) : relatedTo(index, typed, limit).found;
    const took = Math.round((performance.now() - started) * 1000) / 1000;
    return `${JSON.stringify({ query: typed, took_ms: took, ...resultsOf(found, idOf) })}\n`;
  };

  if (given.stdin) {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
      process.stdout.write(asJson(line));
  } else if (given.json) process.stdout.write(asJson(query));
  else if (given.related) {
    const { paper, found } = relatedTo(index, query, limit);
    process.stdout.write(describeRelated(paper, found, idOf));
  } else process.stdout.write(describeHits(answer(wishFor(query)), idOf));
  await index.close();
  return 0;
});

function plain(word: string): string {
  return word.replace(OF_THE_QUERY, '');
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_RESULTS) return limit;
  throw new UsageError(`--limit must be a whole number from 1 to ${MOST_RESULTS}, not “${text}”.`);
}

type IdOf = (paper: Paper) => string | number;

function resultsOf(found: SearchAnswer | ReturnType<SearchIndex['related']>, idOf: IdOf) {
  if (Array.isArray(found))
    return { results: found.map(({ paper, score }) => ({ id: idOf(paper), title: paper.title, score })) };
  const { hits, total, near, absent, readAs } = found;
  return {
    total,
    near,
    ...(absent && { absent }),
    ...(readAs !== undefined && { read_as: readAs }),
    results: hits.map(({ paper, score, without }) => ({ id: idOf(paper), title: paper.title, score, without })),
  };
}

/** The papers like the one that the text names; none when it names none. */
function relatedTo(index: SearchIndex, text: string, limit: number) {
  const named = index.resolve(text);
  const paper = named.kind === 'exact' ? named.paper : named.kind === 'guess' ? named.papers[0] : undefined;
  return { paper, found: paper ? index.related(paper.id, limit) : [] };
}

/** `idOf`: what a paper is called in the output. */
async function load(corpus: string | undefined): Promise<{ index: SearchIndex; idOf: IdOf }> {
  const { topicsPath, ...settings } = readConfig({ ...process.env, NODE_ENV: undefined });
  const { papers, ids } =
    corpus === undefined ? { papers: await collectionOfBot(settings), ids: undefined } : await readCorpus(corpus);
  const index = await buildIndex(papers, {
    topics: topicsPath === undefined ? undefined : await readTopics(topicsPath),
  });
  await index.settled;
  return { index, idOf: paper => ids?.get(paper) ?? paper.id };
}

async function collectionOfBot({
  databaseUrl: url,
  databasePath: path,
  collectionPath,
}: Pick<ReturnType<typeof readConfig>, 'databaseUrl' | 'databasePath' | 'collectionPath'>): Promise<readonly Paper[]> {
  const log = createLog({ level: 'warn', secrets: [passwordIn(url)] });
  const { database } = await examineDatabase({ url, path, clock: systemClock, log });
  const all: Paper[] = [];
  try {
    if (database)
      await allPapers(database, async pages => {
        for await (const some of pages) all.push(...some);
      });
  } finally {
    await database?.close();
  }
  return all.length > 0 ? all : loadCollection(collectionPath);
}
