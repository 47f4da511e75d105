import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { cleanAbstract, cleanLine } from '../../src/papers/cleaning/clean.ts';
import { imitatedHost } from '../../src/papers/cleaning/hosts.ts';
import { loadCollection, serialise } from '../../src/papers/collection.ts';
import { indexPapers } from '../../src/papers/lookup.ts';
import { newPaperId } from '../../src/papers/paper.ts';

const papers = await loadCollection('data/papers.jsonl');
const { byTitle, byArxivId } = indexPapers(papers);

/** Every kind of debris that the saved page has. */
const DEBRIS: readonly [kind: string, pattern: RegExp][] = [
  ['the page’s button', /^Subscribe/],
  ['a backslash', /\\/],
  ['braces', /[{}]/],
  ['a dollar sign', /\$/],
  ['TeX words', /mathord|mathcal|varepsilon|hcirc|\bell_|\bsqrt\b|\bsim\b|\dtimes|\demph|pmvar|\bPhi_|\bDelta\^/],
  ['TeX quotation marks', /``|''/],
  ['TeX dashes', /--|~–|–~/],
  ['a lost entity', /\bx20\d\d\b|&\w+;|&#/],
  ['a citation key', /\b[a-z]+20\d\d[a-z]+/],
  ['an address', /https?:|www\.|github\.|\.git\b/],
  ['white space', /\s{2}|^\s|\s$|[^\S ]/],
  ['a space before a full stop', / [.,](?:\s|$)/],
  ['two full stops', /\.\.(?!\.)/],
];

describe('the collection that comes with Offprint', () => {
  test('has 119 papers, in the order of their ids, as the importer writes them', async () => {
    expect(papers).toHaveLength(119);
    expect(papers.map(paper => paper.id)).toEqual(papers.map(paper => paper.id).toSorted());
    expect(await readFile('data/papers.jsonl', 'utf8')).toBe(serialise(papers));
  });

  test.each(DEBRIS)('holds no debris: %s', (_, pattern) => {
    const texts = papers.flatMap(({ title, abstract, authors, venue }) => [title, abstract, ...authors, venue ?? '']);
    expect(texts.filter(text => pattern.test(text))).toEqual([]);
  });

  test('is clean: cleaning it again changes nothing', () => {
    const changes = new Map();
    for (const { title, abstract } of papers) {
      expect(cleanLine(title, changes)).toBe(title);
      expect(cleanAbstract(abstract, changes)).toEqual({ text: abstract, links: [] });
    }
    expect(changes).toEqual(new Map());
  });

  test('each abstract begins like a sentence and has some length', () => {
    for (const { abstract } of papers) expect(abstract).toMatch(/^[\p{Lu}\d].{400,}$/u);
  });

  test('ids are those of the first import', () => {
    for (const { id, title } of papers) expect(id).toBe(newPaperId(title));
  });

  test('what reads well was left alone', () => {
    const all = papers.map(paper => paper.abstract).join('\n');
    for (const kept of [
      'f-divergence',
      'L_2^2-loss',
      'L_2 regularization',
      'L_p loss',
      'pass@1',
      '28.53%',
      '~3 years',
      'REINFORCE++',
      'Neu & Olkhovskaya',
      '(0,1]',
    ]) {
      expect(all).toContain(kept);
    }
    expect(
      byTitle.get('preprintnormlossanefficientyeteffectiveregularizationmethodfordeepneuralnetworks'),
    ).toBeDefined();
  });

  test.each([
    ['2407.05664', 'functions f*=h∘g from'],
    ['2407.05664', 'bounded F₁-norm'],
    ['2301.08203', 'sharp ones – by showing'],
    ['2310.13863', '2–3× faster'],
    ['2312.05409', 'devices – prior works'],
    ['2305.20002', 'ℓ₁ regularized'],
    ['2509.14786', '17.5× data efficiency'],
    ['2301.11695', 'between R^(C-1) and the projected probability simplex Δ^(C-1)'],
    ['2301.11695', 'We present LegendreTron as'],
    ['2409.01586', 'While existing defenses have been proposed'],
    ['2301.09044', 'of 2,000 examples'],
    ['2301.09044', 'with a ∼25% improvement'],
    ['2301.11706', 'CelebA 64×64, we'],
    ['2202.09571', 'more than 90% of'],
    ['2301.12942', 'to O(√K) in'],
    ['2308.06738', 'that naïvely combining'],
    ['2402.17327', '“typical” k + 1/ε² elements'],
    ['2402.17327', '(1±ε) factor and an additive ε λ Φₖ, where Φₖ'],
    ['2511.01937', 'available at GitHub, with datasets and models on Hugging Face.'],
  ])('%s reads: %s', (arxivId, text) => {
    expect(byArxivId.get(arxivId)?.abstract).toContain(text);
  });

  test('26 papers have links: each once, whole, and to the host that it seems to be', () => {
    const linked = papers.filter(paper => paper.links.length > 0);
    expect(linked).toHaveLength(26);
    for (const { links } of linked) {
      expect(new Set(links).size).toBe(links.length);
      for (const link of links) {
        expect(link).toMatch(/^https?:\/\/[a-z0-9.-]+\.[a-z]{2,}\/[\w./~-]*$/);
        expect(link).not.toMatch(/\.git$|\.$/);
        expect(imitatedHost(new URL(link).hostname)).toBeUndefined();
      }
    }
    expect(byArxivId.get('2007.09549')?.links).toEqual(['https://github.com/Maunil/LsrGAN']);
    expect(byArxivId.get('2308.07650')?.links).toEqual(['https://github.com/xuke225/EQ-Net']);
    expect(byArxivId.get('2511.01937')?.links).toEqual([
      'https://github.com/MBZUAI-Paris/Frugal-AI',
      'https://huggingface.co/collections/MBZUAI-Paris/k2-think-mini-68dcfa8b114686a4bd3dc2bc',
    ]);
  });

  test('what is known of the papers is there, and nothing is guessed', () => {
    const known = (field: 'arxivId' | 'year' | 'venue' | 'date') =>
      papers.filter(paper => paper[field] !== undefined).length;
    expect([known('arxivId'), known('date'), known('year'), known('venue')]).toEqual([118, 118, 113, 87]);
    expect(papers.every(paper => paper.authors.length > 0)).toBe(true);
    expect(byArxivId.get('2110.04260')).toMatchObject({
      title: 'Taming Sparsely Activated Transformer with Stochastic Experts',
      date: '2021-10',
      year: 2022,
      venue: 'ICLR',
    });
  });

  test('the two papers on hard patches point to each other, and no others do', () => {
    const [conference, journal] = [byArxivId.get('2304.05919'), byArxivId.get('2312.13714')];
    expect(conference?.versions).toEqual([journal?.id]);
    expect(journal?.versions).toEqual([conference?.id]);
    expect(papers.filter(paper => paper.versions)).toHaveLength(2);
  });

  test('the one that was withdrawn says so', () => {
    expect(papers.filter(paper => paper.withdrawn).map(paper => paper.arxivId)).toEqual(['2511.01450']);
  });
});
