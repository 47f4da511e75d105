import { parentPort, workerData } from 'node:worker_threads';
import { stopFactorising } from '../latent/factorise.ts';
import { TopicNames } from '../topics.ts';
import type { IndexChange } from '../types.ts';
import type { Begin, Order, Report } from './messages.ts';
import { labelOfLanguage, labelsOf } from './topics.ts';
import { type Changes, IndexWriter } from './writer.ts';

/** While the index is built, so many papers become a segment: some 100 MB of memory. */
const PAPERS_AT_ONCE = 20_000;

const { topics, ...kind }: Begin = workerData;
const names = new TopicNames(topics, 'written');
let adopted: (() => void) | undefined;

const writer = await IndexWriter.open({
  ...kind,
  labelsOf({ title, abstract }, analysed) {
    const texts = [
      { text: title, tokens: analysed.title },
      { text: abstract, tokens: analysed.text },
    ];
    const { language } = analysed;
    return [...labelsOf(names.in(texts), names), ...(language === 'en' ? [] : [labelOfLanguage(language, names)])];
  },
  adopt(commit) {
    report({ kind: 'commit', commit });
    return new Promise(resolve => {
      adopted = resolve;
    });
  },
});

let gathered: IndexChange[] = [];
let applied: Promise<unknown> = Promise.resolve();
let merging = false;

parentPort?.on('message', (order: Order) => {
  if (order.kind === 'end') void end();
  else if (order.kind === 'adopted') adopted?.();
  else applied = applied.then(() => apply(order.changes));
});

async function apply({ changes, revision }: Changes): Promise<void> {
  gathered.push(...changes);
  if (revision !== undefined || gathered.length >= PAPERS_AT_ONCE) {
    const all = gathered;
    gathered = [];
    await writer.apply({ changes: all, revision });
  }
  report({ kind: 'applied' });
  // While the index is built its segments are not merged by and by, but all at once in the end.
  if (revision !== undefined) void merge();
}

async function merge(): Promise<void> {
  if (merging) return;
  merging = true;
  while ((await writer.merge()) || (await writer.renewSpace()));
  merging = false;
  report({ kind: 'merged' });
}

/** Between two turns nothing is half done but files that no commit names. */
async function end(): Promise<void> {
  await stopFactorising();
  process.exit();
}

function report(message: Report): void {
  parentPort?.postMessage(message);
}
