import { describe, expect, it } from 'vitest';
import { ids, indexesOf } from './small.ts';

const PAPERS = [
  {
    id: 'meta',
    title: 'Meta-Learning with Few Tasks',
    abstract: 'A learner that learns. Calibration of it is not our subject.',
  },
  {
    id: 'cal',
    title: 'Calibration of Classifiers',
    abstract: 'The ℓ₁ norm helps. Calibrated confidence is the goal here.',
  },
  { id: 'cn', title: '深度学习中的标签噪声', abstract: '我们研究噪声。' },
  { id: 'ja', title: 'ラベルノイズに頑健な学習', abstract: '頑健な手法を提案する。' },
];

describe.each(await indexesOf(PAPERS))('an index $name', ({ index }) => {
  it.each([
    ['metalearning', 'meta'],
    ['meta learning', 'meta'],
    ['meta-learning', 'meta'],
    ['L1 norm', 'cal'],
    ['l_1 norm', 'cal'],
    ['标签噪声', 'cn'],
    ['頑健 学習', 'ja'],
  ])('finds %s', (query, id) => {
    expect(ids(index.search(query))[0]).toBe(id);
  });

  it('reads a slip as what was meant, and says so', () => {
    const answer = index.search('calibraton');
    expect(answer.absent).toEqual([{ word: 'calibraton', how: 'corrected', instead: ['calibration'] }]);
    expect(ids(answer)[0]).toBe('cal');
    expect(index.search('calibration').absent).toBeUndefined();
  });

  it('shows the sentence that fits best, its words marked in any form', () => {
    const [hit] = index.search('calibrated confidence').hits;
    expect(hit?.snippet.map(span => span.text).join('')).toBe('Calibrated confidence is the goal here.');
    expect(hit?.snippet.filter(span => span.marked).map(span => span.text)).toEqual(['Calibrated', 'confidence']);
  });

  it('tells why: which words stand where', () => {
    expect(index.explain('calibration', ['cal']).get('cal')?.matched[0]?.in).toEqual(['title', 'abstract']);
    expect(index.explain('calibration', ['none']).size).toBe(0);
  });

  it('suggests titles that begin as typed', () => {
    expect(index.suggest('meta-le').map(({ id }) => id)[0]).toBe('meta');
    expect(index.suggest('calibration of cl').map(({ id }) => id)[0]).toBe('cal');
  });
});

describe.each(
  await indexesOf([
    { id: 'linked', title: 'Sparse experts', abstract: 'Experts are sparse.', arxivId: '2110.04260' },
    { id: 'citing', title: 'Sparse layers', abstract: 'As in arXiv 2110.04260, layers are sparse.' },
  ]),
)('a link in an index $name', ({ index }) => {
  it.each(['https://arxiv.org/abs/2110.04260', 'https://arxiv.org/pdf/2110.04260v2', 'arXiv:2110.04260'])(
    '%s finds that paper alone',
    link => {
      const answer = index.search(link);
      expect(answer).toMatchObject({ hits: [{ paper: { id: 'linked' }, without: [] }], total: 1, near: 0 });
      expect(answer.absent).toBeUndefined();
    },
  );
});

it('a snippet says where its sentence is cut', async () => {
  const long = `We ${'say a lot of things '.repeat(15)}about quaternions ${'and say even more '.repeat(15)}.`;
  for (const { index } of await indexesOf([{ id: 'long', title: 'Words', abstract: `Short ones. ${long}` }])) {
    expect(index.search('quaternions').hits[0]?.cut).toEqual({ before: true, after: true });
    expect(index.search('short').hits[0]?.cut).toEqual({ before: false, after: false });
  }
});
