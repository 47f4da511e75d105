import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCollection } from '../../src/papers/index.ts';
import { buildIndex, type Topic } from '../../src/search/index.ts';
import { indexOf } from './small.ts';

const topic = (id: string, names: string[], acronyms: string[] = [], parent?: string): Topic => ({
  id,
  name: names[0] ?? id,
  aliases: names.slice(1),
  acronyms,
  ...(parent && { parent }),
});

const TOPICS = [
  topic('calibration', ['Calibration', 'confidence calibration']),
  topic('label-noise', ['Noisy labels', 'label noise'], ['LNL']),
  topic('sharpness', ['Sharpness', 'sharpness-aware minimisation'], ['SAM']),
  topic('segmentation', ['Segmentation', 'segment anything'], ['SAM']),
  topic('semi-supervision', ['Semi-supervised learning', 'few labels'], ['SSL']),
];

async function topicsOf(title: string, abstract = ''): Promise<string[]> {
  const index = await indexOf([{ id: 'p', title, abstract }], { topics: TOPICS });
  return index.topicsOf('p').map(({ id }) => id);
}

describe('the topics of a paper', () => {
  it.each([
    ['a name in the title', 'Noisy Labels in the Wild', '', ['label-noise']],
    ['another name, in other forms', 'Training', 'We look at label noises.', ['label-noise']],
    ['an acronym in capitals, also in the plural', 'LNLs', '', ['label-noise']],
    ['not the same letters in small', 'lnl', '', []],
    ['British or American', 'Sharpness-Aware Minimization', '', ['sharpness']],
    ['an acronym of two topics is that of the one named', 'SAM', 'Sharpness is low: SAM.', ['sharpness']],
    ['and of neither when none is', 'SAM', 'It works.', []],
    ['a name that a stop word tells from a common word', 'Labels', 'Labels, and few labels.', []],
  ])('%s', async (_, title, abstract, expected) => {
    expect(await topicsOf(title, abstract)).toEqual(expected);
  });

  it('a mention in passing makes no topic beside three that the paper dwells on', async () => {
    const abstract = 'Label noise, label noise. Sharpness and sharpness. Segmentation, again segmentation.';
    expect(await topicsOf('A paper', `${abstract} Not calibration.`)).toEqual([
      'label-noise',
      'sharpness',
      'segmentation',
    ]);
    expect(await topicsOf('A paper', `${abstract} Not calibration; its calibration.`)).toContain('calibration');
    expect(await topicsOf('A paper on calibration', abstract)).toContain('calibration');
    expect(await topicsOf('A paper', 'Sharpness and sharpness. Not calibration.')).toEqual([
      'sharpness',
      'calibration',
    ]);
  });
});

describe('the topics of a collection', () => {
  it('are those with at least two papers, the most frequent first', async () => {
    const index = await indexOf(
      ['Calibration', 'More calibration', 'Noisy labels', 'Label noise of SAM', 'Segmentation'],
      {
        topics: TOPICS,
      },
    );
    expect(index.topics().map(({ topic: { id }, count }) => [id, count])).toEqual([
      ['calibration', 2],
      ['label-noise', 2],
    ]);
  });

  it('narrow a search to those of its papers that have them', async () => {
    const index = await indexOf(['Calibration of noisy labels', 'Calibration', 'Calibration and label noise'], {
      topics: TOPICS,
    });
    const { topics } = index.search('calibration');
    expect(topics.map(({ topic: { id }, count }) => [id, count])).toEqual([['label-noise', 2]]);
    for (const named of ['label-noise', 'Label Noise', 'noisy labels', 'LNL', 'lnl'])
      expect(index.search('calibration', { topic: named }).total, named).toBe(2);
    expect(index.search('topic:lnl calibration').total).toBe(2);
    expect(index.search('calibration', { topic: 'label-noise' }).topics).toEqual([]);
    expect(index.search('calibration', { topic: 'nothing of the kind' }).total).toBe(0);
  });
});

describe('the topics of the collection that comes with Offprint', async () => {
  const index = await buildIndex(await loadCollection('data/papers.jsonl'));
  const reviewed = new Map<string, Set<string>>();
  for (const line of readFileSync('test/judgements/topics.tsv', 'utf8').trim().split('\n').slice(1)) {
    const [paper = '', id = ''] = line.split('\t');
    reviewed.set(paper, (reviewed.get(paper) ?? new Set()).add(id));
  }

  it('each has at least two papers, and each paper has one', () => {
    expect(index.topics().filter(({ count }) => count < 2)).toEqual([]);
    expect([...index.papers].filter(({ id }) => index.topicsOf(id).length === 0)).toEqual([]);
  });

  it('are those under which a reader files the papers', () => {
    let found = 0;
    let right = 0;
    let wanted = 0;
    for (const { id } of index.papers) {
      const filed = reviewed.get(id) ?? new Set();
      const given = index.topicsOf(id).map(topic => topic.id);
      found += given.length;
      right += given.filter(topic => filed.has(topic)).length;
      wanted += filed.size;
    }
    const [precision, recall] = [right / found, right / wanted];
    console.log(
      `Topics: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} of ${wanted} reviewed assignments`,
    );
    expect(precision).toBeGreaterThan(0.8);
    expect(recall).toBeGreaterThan(0.8);
  });
});
