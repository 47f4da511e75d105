import { describe, expect, it } from 'vitest';
import { ownRelated, ownTest } from '../eval/judged.ts';
import { mean, measure } from '../eval/metrics.ts';
import { KINDS } from './kinds.ts';

const { papers, queries } = await ownTest();
const related = await ownRelated();
const indexes = await Promise.all(KINDS.map(async ({ name, build }) => ({ name, index: await build(papers) })));
const [memory] = indexes;
if (!memory) throw new Error('There is the index in memory.');
const ask = memory.index;

describe.each(indexes)('an index $name', ({ index }) => {
  it('ranks as well as the one in memory', () => {
    const quality = (of: typeof index) =>
      mean(
        queries.map(
          ({ text, judged }) =>
            measure(
              of.search(text, { limit: 100 }).hits.map(hit => hit.paper.id),
              judged,
            ).ndcg10,
        ),
      );
    expect(Math.abs(quality(index) - quality(ask))).toBeLessThan(0.01);
  });

  it('finds related papers as well', () => {
    const quality = (of: typeof index) =>
      mean(
        [...related].map(
          ([id, like]) =>
            measure(
              of.related(id, 100).map(({ paper }) => paper.id),
              like,
            ).ndcg10,
        ),
      );
    expect(Math.abs(quality(index) - quality(ask))).toBeLessThan(0.01);
  });

  it('shows the same sentence of the same paper, with the same words marked', () => {
    for (const { text } of queries) {
      const wanted = new Map(ask.search(text).hits.map(({ paper, snippet }) => [paper.id, snippet]));
      for (const { paper, snippet } of index.search(text).hits)
        if (wanted.has(paper.id)) expect(snippet, text).toEqual(wanted.get(paper.id));
    }
  });

  it('reads a query alike', () => {
    for (const { text } of queries) {
      const { absent, readAs, unknown } = index.search(text);
      const wanted = ask.search(text);
      expect({ absent, readAs, unknown }, text).toEqual({
        absent: wanted.absent,
        readAs: wanted.readAs,
        unknown: wanted.unknown,
      });
    }
  });

  it('completes titles alike, at every length', () => {
    for (const { title } of papers.slice(0, 40)) {
      for (let length = 0; length < 24; length += 3) {
        const typed = title.slice(0, length);
        const begun = (of: typeof index) => of.suggest(typed, 5).filter(one => one.title.startsWith(typed));
        expect(begun(index), typed).toEqual(begun(ask));
      }
    }
  });

  it('knows papers by their names, and their topics', () => {
    for (const { id, title, arxivId } of papers) {
      expect(index.get(id)).toEqual(ask.get(id));
      expect(index.resolve(title)).toEqual(ask.resolve(title));
      if (arxivId)
        expect(index.resolve(`https://arxiv.org/pdf/${arxivId}v2`)).toMatchObject({ kind: 'exact', paper: { id } });
      expect(index.topicsOf(id)).toEqual(expect.arrayContaining(ask.topicsOf(id)));
    }
    expect(index.topics()).toEqual(ask.topics());
    expect([...index.papers]).toEqual([...ask.papers]);
    expect(index.papers.at(17)).toEqual(ask.papers.at(17));
    expect(index.resolve('2199.99999')).toEqual(ask.resolve('2199.99999'));
  });

  it('says alike why it found a paper', () => {
    for (const { text } of queries.slice(0, 60)) {
      const [hit] = index.search(text).hits;
      if (!hit) continue;
      const { closeness, ...words } = index.explain(text, [hit.paper.id]).get(hit.paper.id) ?? { closeness: -1 };
      const wanted = ask.explain(text, [hit.paper.id]).get(hit.paper.id);
      expect(words, text).toMatchObject({ matched: wanted?.matched, missing: wanted?.missing });
      expect(Math.abs(closeness - (wanted?.closeness ?? 0)), text).toBeLessThan(0.1);
    }
  });

  it.each([
    'learning author:wang',
    '"federated learning"',
    'title:learning',
    'year:2021..2022',
    'topic:"label noise"',
    'learning -"federated learning"',
    '(noise OR calibration) year:2021..',
  ])('finds as many for %s', query => {
    const { total, hits } = index.search(query, { limit: 200 });
    const wanted = ask.search(query, { limit: 200 });
    expect(total).toBe(wanted.total);
    expect(new Set(hits.map(hit => hit.paper.id))).toEqual(new Set(wanted.hits.map(hit => hit.paper.id)));
  });

  it('has an answer for anything that can be typed', () => {
    for (const query of [
      '',
      ' ',
      '"',
      '(((',
      '-',
      'OR',
      'a'.repeat(5000),
      '\ud800',
      '🙂',
      '%_\\',
      ')'.repeat(300),
      'the of and',
    ]) {
      expect(index.search(query).total).toBeGreaterThanOrEqual(0);
      expect(index.suggest(query).length).toBeLessThanOrEqual(25);
    }
  });
});
