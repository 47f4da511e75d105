import pino from 'pino';
import { loadCollection } from '../../../src/papers/index.ts';
import { type Feed, openDiskIndex } from '../../../src/search/index.ts';

/** Closes a new index at the moment in which its writing thread says that nothing is left to be merged. */
const [directory = ''] = process.argv.slice(2);
const papers = (await loadCollection('data/papers.jsonl')).slice(0, 60);
const feed: Feed = {
  name: 'own',
  revision: async () => papers.length,
  changes: async (after, limit) =>
    papers.slice(after, after + limit).map((paper, i) => ({ id: paper.id, paper, revision: after + i + 1 })),
};
const { index } = await openDiskIndex({ directory, feed, log: pino({ level: 'silent' }) });
const { generation } = index;
// The last commit is that of the latent space.
while (index.generation === generation) await new Promise(resolve => setImmediate(resolve));
await index.close();
console.log('closed');
