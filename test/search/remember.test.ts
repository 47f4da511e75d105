import { describe, expect, it, vi } from 'vitest';
import { loadCollection } from '../../src/papers/index.ts';
import { buildIndex, remembering } from '../../src/search/index.ts';

describe('remembering', () => {
  it('answers as the index does, and asks it once for the same page', async () => {
    const index = await buildIndex(await loadCollection('data/papers.jsonl'));
    const search = vi.spyOn(index, 'search');
    const remembered = remembering(index);
    await index.settled;
    const first = remembered.search('label noise', { limit: 5 });
    expect(remembered.search('label noise', { limit: 5 })).toEqual(first);
    expect(search).toHaveBeenCalledTimes(1);
    expect(remembered.search('label noise', { limit: 5, offset: 5 })).toEqual(
      index.search('label noise', { limit: 5, offset: 5 }),
    );
    expect(remembered.search('label noise', { limit: 5 }).hits).not.toEqual(
      remembered.search('label noise', { limit: 5, offset: 5 }).hits,
    );
  });

  it('keeps no answers with very many papers, and none to what is very long', async () => {
    const index = await buildIndex(await loadCollection('data/papers.jsonl'));
    await index.settled;
    const search = vi.spyOn(index, 'search');
    const remembered = remembering(index);
    const asked = [
      ['learning', { limit: 1000 }],
      ['learning', { author: 'a'.repeat(6000) }],
      ['learning '.repeat(600), {}],
    ] as const;
    for (const [query, options] of [...asked, ...asked]) remembered.search(query, options);
    expect(search).toHaveBeenCalledTimes(2 * asked.length);
  });

  it('forgets what it answered before the index had settled', async () => {
    const index = await buildIndex(await loadCollection('data/papers.jsonl'));
    const remembered = remembering(index);
    remembered.search('label noise');
    await index.settled;
    await Promise.resolve();
    expect(remembered.search('label noise')).toEqual(index.search('label noise'));
  });
});
