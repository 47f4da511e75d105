import { expect, it } from 'vitest';
import { loadCollection } from '../../src/papers/index.ts';
import { newPaperId } from '../../src/papers/paper.ts';
import { sharedIndex } from './shared-index.ts';

it('an index that bots share is not changed by what one of them adds', async () => {
  const papers = await loadCollection('data/papers.jsonl');
  const [one, other] = [await sharedIndex(papers), await sharedIndex(papers)];
  const title = 'Quokkas Learn to Smile';
  const paper = { id: newPaperId(title), title, abstract: '', links: [], authors: [] };
  const before = one.generation;
  await one.update([{ id: paper.id, paper }]);
  expect(one.generation).toBeGreaterThan(before);
  expect(one.search('quokkas').hits.map(hit => hit.paper.title)).toEqual([title]);
  expect([...one.papers]).toHaveLength(papers.length + 1);
  expect(other.search('quokkas').hits).toEqual([]);
  await one.update([{ id: paper.id }]);
  await Promise.all([one.settled, other.settled]);
  const found = (index: typeof one) => index.search('label noise').hits.map(hit => hit.paper.id);
  expect(found(one)).toEqual(found(other));
  await one.close();
  expect(found(other)).toHaveLength(found(await sharedIndex(papers)).length);
});
