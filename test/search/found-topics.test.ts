import { afterAll, describe, expect, it } from 'vitest';
import { loadCollection } from '../../src/papers/index.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { buildIndex, openDiskIndex, type SearchIndex } from '../../src/search/index.ts';
import { feedOf, KINDS, silent } from './kinds.ts';
import { paper } from './small.ts';

/** Subjects, each with what stands around it; every paper says its own in the title and again in the abstract. */
const SUBJECTS = ['coral bleaching', 'kelp forests', 'sea urchins', 'ocean acidification'];
const PLACES = ['the northern lagoon', 'two islands', 'a sheltered bay', 'the outer shelf', 'an old harbour'];

/** Of each subject so many papers more than of the one before. */
const ECOLOGY = SUBJECTS.flatMap((subject, i) =>
  Array.from({ length: 5 + 2 * i }, (_, n) => {
    const place = PLACES[n % PLACES.length];
    return paper({
      title: `${subject.charAt(0).toUpperCase()}${subject.slice(1)}, part ${n}`,
      abstract: `The results show what happens to ${subject} in ${place}. In the present study, ${subject} was seen for ${n + 2} years. The results show no trend.`,
    });
  }),
);

const names = (index: SearchIndex) => index.topics().map(({ topic }) => topic.name);
const counted = (index: SearchIndex) => index.topics().map(({ topic, count }) => [topic.name, count]);

describe.each(KINDS)('topics of a collection of another field, $name', ({ build }) => {
  it('are those of its own words, and not words of the trade', async () => {
    const index = await build(ECOLOGY);
    expect(counted(index)).toEqual([
      ['Ocean acidification', 11],
      ['Sea urchins', 9],
      ['Kelp forests', 7],
      ['Coral bleaching', 5],
    ]);
    await index.close();
  });

  it('are no designs of studies, and no people who took part', async () => {
    const designs = [
      'systematic review',
      'cohort study',
      'cross-sectional study',
      'randomized controlled trial',
      'adult patients',
    ];
    const medicine = SUBJECTS.slice(0, 3).flatMap((subject, i) =>
      designs.flatMap(design =>
        Array.from({ length: 3 + i }, (_, n) =>
          paper({
            title: `${subject}: ${design}, part ${n}`,
            abstract: `We did this on ${subject}. The ${design} had ${n} parts. Our ${design} ended.`,
          }),
        ),
      ),
    );
    const index = await build(medicine);
    expect(names(index)).toEqual(['Sea urchins', 'Kelp forests', 'Coral bleaching']);
    await index.close();
  });

  it('narrow a search, label papers, and go by what people type', async () => {
    const index = await build(ECOLOGY);
    const { topics } = index.search('lagoon');
    expect(topics.map(({ topic }) => topic.name)).toContain('Kelp forests');
    expect(index.search('lagoon', { topic: 'kelp forest' }).total).toBe(2);
    expect(index.search('topic:"kelp forests"').total).toBe(7);
    expect(index.topicNamed('Kelp forests (7)')?.name).toBe('Kelp forests');
    expect(index.topicsOf(ECOLOGY[0]?.id ?? '').map(({ name }) => name)).toEqual(['Coral bleaching']);
    expect(index.topicNamed('label noise')).toBeUndefined();
    expect(index.topicNamed('Computer vision')).toBeUndefined();
    await index.close();
  });
});

/**
 * Each filed under one category of its own, and all of them under another; every third has keywords, of which one is a
 * code.
 */
const PHYSICS = ['gr-qc', 'hep-ph', 'math.MP', 'math-ph'].flatMap((category, i) =>
  Array.from({ length: 4 + i }, (_, n) =>
    paper({
      title: `Of ${SUBJECTS[(i + n) % SUBJECTS.length]}, part ${category} ${n}`,
      abstract: `The results show what ${SUBJECTS[(i + n) % SUBJECTS.length]} are.`,
      categories: ['hep-th', category, '83C57'],
      ...(n % 3 === 0 && { keywords: [n === 0 ? 'black hole' : 'Black holes', 'study'] }),
    }),
  ),
);

describe.each(KINDS)('topics that papers carry, $name', ({ build }) => {
  it('are their categories, by the names that people know, and their keywords', async () => {
    const index = await build(PHYSICS);
    expect(counted(index)).toEqual([
      ['High energy physics: theory', 22],
      ['Mathematical physics', 13],
      ['Black holes', 9],
      ['High energy physics: phenomenology', 5],
      ['General relativity and quantum cosmology', 4],
    ]);
    for (const typed of [
      'gr-qc',
      'GR-QC',
      'General relativity and quantum cosmology',
      'general relativity and quantum cosmology (4)',
    ])
      expect(index.topicNamed(typed)?.id, typed).toBe('gr-qc');
    expect(index.topicNamed('kelp forests')).toBeUndefined();
    await index.close();
  });

  it('narrow a search, and label papers', async () => {
    const index = await build(PHYSICS);
    const [first] = PHYSICS;
    expect(index.search('topic:hep-ph').total).toBe(5);
    expect(index.search('topic:"black holes"').total).toBe(9);
    expect(index.search('urchins', { topic: 'gr-qc' }).total).toBe(1);
    expect(index.search('results').topics.map(({ topic, count }) => [topic.id, count])).toEqual([
      ['math-ph', 13],
      ['black-hole', 9],
      ['hep-ph', 5],
      ['gr-qc', 4],
    ]);
    expect(
      index
        .topicsOf(first?.id ?? '')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['black-hole', 'gr-qc', 'hep-th']);
    await index.close();
  });

  it('are not used where they tell too few papers apart', async () => {
    const alike = ECOLOGY.map((one, i) => ({ ...one, categories: ['q-bio.PE', ...(i % 3 === 0 ? ['stat.AP'] : [])] }));
    const few = ECOLOGY.map((one, i) => (i % 3 === 0 ? { ...one, keywords: [`place ${i % 4}`] } : one));
    for (const papers of [alike, few]) {
      const index = await build(papers);
      expect(names(index)).toContain('Kelp forests');
      expect(names(index)).not.toContain('Populations and evolution');
      await index.close();
    }
  });
});

describe('topics of a collection of another field', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it.each<[string, (papers: readonly Paper[]) => Promise<SearchIndex>]>([
    ['in memory', papers => buildIndex(papers, { pauses: 0 })],
    [
      'on disk',
      async papers => {
        const directory = folder.file('index');
        return (await openDiskIndex({ directory, feed: feedOf(papers), log: silent })).index;
      },
    ],
  ])('come and go with the papers, %s', async (_, build) => {
    const index = await build(ECOLOGY.slice(0, 21));
    await index.settled;
    expect(names(index)).not.toContain('Ocean acidification');
    await index.update(ECOLOGY.slice(21).map((one, i) => ({ id: one.id, paper: one, revision: 22 + i })));
    await index.settled;
    expect(counted(index)[0]).toEqual(['Ocean acidification', 11]);
    await index.update(ECOLOGY.slice(5, 12).map(({ id }, i) => ({ id, revision: 40 + i })));
    await index.settled;
    expect(names(index)).not.toContain('Kelp forests');
    await index.close();
  });
});

it('a collection of the field keeps the topics that come along, whatever its papers carry', async () => {
  const ofTheField = await loadCollection('data/papers.jsonl');
  const filed = ofTheField.map((one, i) => ({ ...one, categories: [['cs.LG', 'cs.CV', 'stat.ML'][i % 3] ?? ''] }));
  const [plain, carrying] = [await buildIndex(ofTheField), await buildIndex(filed)];
  expect(carrying.topics()).toEqual(plain.topics());
});

it('a collection is of the field of the topics that come along from half of its papers on', async () => {
  const ofTheField = (await loadCollection('data/papers.jsonl')).slice(0, 30);
  const mixed = await buildIndex([...ofTheField, ...ECOLOGY.slice(0, 28)]);
  expect(mixed.topicNamed('label noise')).toBeDefined();
  expect(mixed.topicNamed('kelp forests')).toBeUndefined();
  const other = await buildIndex([...ofTheField, ...ECOLOGY]);
  expect(other.topicNamed('label noise')).toBeUndefined();
  expect(other.topicNamed('kelp forests')).toBeDefined();
});
