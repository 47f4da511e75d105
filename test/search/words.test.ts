import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../src/search/corpus.ts';
import { ids, indexesOf } from './small.ts';

/** Small collections of which each shows a kind of word; queries, and the papers that must be found, in any order. */
const FOUND: Record<string, [query: string, papers: string][]> = {
  compounds: [
    ['codeswitching', 'h1 h2 h3 j1'],
    ['code-switching', 'h1 h2 h3 j1'],
    ['code switching', 'h1 h2 h3 j1'],
  ],
  plurals: [
    ['bias', 'bias biases'],
    ['biases', 'bias biases'],
    ['virus', 'virus viruses'],
    ['viruses', 'virus viruses'],
    ['matrix', 'matrix matrices'],
    ['matrices', 'matrix matrices'],
    ['spectrum', 'matrix matrices'],
    ['spectra', 'matrix matrices'],
    ['corpus', 'corpus corpora'],
    ['corpora', 'corpus corpora'],
    ['metastasis', 'metastasis metastases'],
    ['metastases', 'metastasis metastases'],
  ],
  stems: [
    ['SARS', 'sars'],
    ['universe', 'universe'],
    ['universal', 'universal'],
    ['news', 'news'],
    ['new', 'new'],
    ['relativity', 'relativity'],
  ],
  umlauts: [
    ['Schroedinger', 'oe o-umlaut'],
    ['Schrödinger', 'oe o-umlaut'],
    ['schrodinger', 'oe o-umlaut'],
    ['Goedel', 'goedel moeller'],
    ['Gödel', 'goedel moeller'],
    ['Møller', 'goedel moeller'],
  ],
  elision: [
    ['apprentissage', 'a b'],
    ["l'apprentissage", 'a b'],
    ['apprentissages', 'a b'],
    ['annotation', 'c'],
    ['informazione', 'it'],
    ['informazioni', 'it'],
  ],
};

/** What comes first. */
const FIRST: Record<string, [query: string, paper: string][]> = {
  stems: [
    ['sars', 'sars'],
    ['SAR', 'sar'],
    ['relative entropy', 'relative'],
  ],
  greek: [
    ['beta-VAE', 'beta'],
    ['$\\beta$-VAE', 'beta'],
    ['β-VAE', 'beta'],
    ['beta VAE', 'beta'],
    ['epsilon-greedy', 'eps'],
    ['ε-greedy', 'eps'],
    ['$\\varepsilon$-greedy', 'eps'],
    ['lambda calculus', 'lam'],
  ],
};

async function collection(name: string) {
  const { papers } = await readCorpus(`test/search/cases/${name}.jsonl`);
  return indexesOf(papers);
}

describe.each(Object.keys({ ...FOUND, ...FIRST }))('%s', async name => {
  const indexes = await collection(name);
  describe.each(indexes)('an index $name', ({ index }) => {
    it.each(FOUND[name] ?? [])('%s finds %s', (query, papers) => {
      const answer = index.search(query);
      const matching = answer.hits.filter(({ without }) => without.length === 0).map(({ paper }) => paper.id);
      expect(new Set(matching)).toEqual(new Set(papers.split(' ')));
      expect(answer.total).toBe(matching.length);
      expect(answer.absent).toBeUndefined();
    });

    it.each(FIRST[name] ?? [])('%s finds %s first', (query, paper) => {
      expect(ids(index.search(query))[0]).toBe(paper);
    });
  });
});

describe.each(await collection('not-here'))('words that are not here, in an index $name', ({ index }) => {
  it.each(['railway', 'protein', 'quantum', 'blip', 'lung'])('%s finds nothing, and says so', word => {
    const answer = index.search(word);
    expect(ids(answer)).toEqual([]);
    expect(answer.absent).toMatchObject([{ word }]);
    expect(answer.absent?.[0]?.how).not.toBe('corrected');
  });
});

describe.each(await collection('real-words'))('real words, in an index $name', ({ index }) => {
  it.each(['drone', 'bank', 'photon', 'vaccine'])('%s is not corrected', word => {
    const answer = index.search(word);
    expect(ids(answer)).toEqual([]);
    expect(answer.absent?.[0]?.how).not.toBe('corrected');
  });
});

describe.each(await collection('operators'))('operators, in an index $name', ({ index }) => {
  it.each([
    ['diffusion NOT image', ['plain']],
    ['diffusion AND NOT image', ['plain']],
    ['NOT image diffusion', ['plain']],
    ['diffusion NOT (image OR wire)', []],
    ['diffusion AND image', ['image', 'image2']],
    ['diffusion +image', ['image', 'image2']],
    ['diffusion +"image diffusion"', ['image']],
    ['diffusion NOT', ['plain', 'image', 'image2']],
    ['AND diffusion', ['plain', 'image', 'image2']],
  ])('%s', (query, papers) => {
    expect(new Set(ids(index.search(query)))).toEqual(new Set(papers));
  });

  it('what AND asks for in vain is wished for, and that is said', () => {
    expect(index.search('models AND wire')).toMatchObject({ readAs: 'models wire' });
  });
});

describe.each(
  await indexesOf([
    { id: 'news', title: 'News about sport', abstract: 'News are read.' },
    { id: 'new', title: 'A new sport', abstract: 'A new thing is done.' },
    { id: 'universe', title: 'The early universe', abstract: 'The universe is old.' },
    { id: 'universal', title: 'A universal theory', abstract: 'Universal things are told.' },
    { id: 'relative', title: 'The relative risk', abstract: 'A relative risk is given.' },
    { id: 'related', title: 'Related works', abstract: 'The relation of works.' },
    { id: 'sars', title: 'SARS in Asia', abstract: 'SARS has spread.' },
    { id: 'sar', title: 'SAR images', abstract: 'SAR images of ships.' },
    {
      id: 'fr',
      title: 'Les news et la position relative',
      abstract: 'Nous montrons que les news sont dans une position qui est plus relative, avec ELMo et BERT.',
    },
    {
      id: 'de',
      title: 'Der menschliche Körper',
      abstract: 'Der Körper ist nicht mit dem Geist und der Seele zu verwechseln. Die Wörterbücher sind alt.',
    },
  ]),
)('words that stay apart beside papers in other languages, in an index $name', ({ index }) => {
  it.each([
    ['news', ['news', 'fr']],
    ['universe', ['universe']],
    ['universal', ['universal']],
    ['relative', ['relative', 'fr']],
    ['SARS', ['sars']],
    ['SAR', ['sar']],
    ['BERT', ['fr']],
    ['elmo', ['fr']],
    ['koerper', ['de']],
    ['Woerterbuecher', ['de']],
    ['Koerper', ['de']],
    ['Körper und Geist', ['de']],
    ['positions relatives', ['relative', 'fr']],
  ])('%s finds %j', (query, papers) => {
    const answer = index.search(query);
    expect(ids(answer).toSorted()).toEqual(papers.toSorted());
    expect(answer.absent).toBeUndefined();
  });
});

describe.each(
  await indexesOf(
    [
      ...['organ', 'organic', 'opera', 'operation', 'general', 'generalized', 'informal'],
      ...['information', 'commune', 'communication', 'oesophageal', 'haematology', 'meaning'],
    ].map(title => ({ title })),
  ),
)('words that English has from one stem, in an index $name', ({ index }) => {
  it.each([
    ['organs', 'organ'],
    ['organic', 'organic'],
    ['operas', 'opera'],
    ['operations', 'operation'],
    ['generally', 'general'],
    ['generalisation', 'generalized'],
    ['informally', 'informal'],
    ['inform', 'information'],
    ['communes', 'commune'],
    ['communicating', 'communication'],
    ['esophageal', 'oesophageal'],
    ['hematology', 'haematology'],
    ['meanings', 'meaning'],
  ])('%s finds %s alone', (query, title) => {
    expect(ids(index.search(query))).toEqual([title]);
  });
});

const LANGUAGES: [language: string, query: string, title: string, abstract: string][] = [
  ['de', 'Netzwerk', 'Zwei Netzwerke', 'Wir zeigen, dass die Netzwerke mit der Zeit und auf den Daten wachsen.'],
  ['fr', 'réseau', 'Deux réseaux', 'Nous montrons que les réseaux sont dans une forme qui est plus lente.'],
  ['es', 'redes', 'Una red neuronal', 'En este trabajo se muestra que la red no es más lenta que los otros.'],
  ['it', 'reti', 'Una rete', 'In questo lavoro si mostra che la rete non è più lenta delle altre.'],
  ['pt', 'informações', 'A informação', 'Este trabalho mostra que a informação não é mais lenta do que as outras.'],
  ['nl', 'netwerk', 'Twee netwerken', 'Wij laten zien dat de netwerken niet trager zijn dan het andere van deze tijd.'],
  [
    'ru',
    'нейронная',
    'Обучение нейронных сетей',
    'В этой работе мы показали, что обучение сетей не зависит от данных.',
  ],
];

describe.each(
  await indexesOf([
    ...LANGUAGES.map(([id, , title, abstract]) => ({ id, title, abstract })),
    { id: 'en', title: 'Another paper', abstract: 'This one is in English and says nothing of the kind.' },
  ]),
)('papers in other languages, in an index $name', ({ index }) => {
  it.each(LANGUAGES)('%s: %s finds another form', (language, query) => {
    const answer = index.search(query);
    expect(ids(answer)[0]).toBe(language);
    expect(answer.hits[0]?.without).toEqual([]);
    expect(ids(index.search(`"${query}"`))).toEqual([language]);
    expect(answer.hits[0]?.snippet.length).toBeGreaterThan(0);
  });

  it('their grammar is not searched for', () => {
    expect(index.search('was ist mit den Netzwerken').absent).toBeUndefined();
    expect(ids(index.search('das und mit Netzwerken'))).toEqual(['de']);
  });

  it('knows the languages', () => {
    expect(new Set(index.languages)).toEqual(new Set(['de', 'fr', 'es', 'it', 'pt', 'nl', 'ru']));
  });
});

describe.each(
  await indexesOf([
    { id: 'traditional', title: '深度學習中的標籤噪聲', abstract: '我們研究神經網絡。' },
    { id: 'simplified', title: '机器学习与标签', abstract: '我们研究神经网络。' },
    { id: 'ja', title: 'ラベルノイズに頑健な学習', abstract: '頑健な手法を提案する。' },
  ]),
)('Chinese in both scripts, in an index $name', ({ index }) => {
  it.each([
    ['神经网络', ['traditional', 'simplified']],
    ['神經網絡', ['traditional', 'simplified']],
    ['标签', ['traditional', 'simplified']],
    ['標籤', ['traditional', 'simplified']],
    ['頑健', ['ja']],
  ])('%s', (query, papers) => {
    const { hits } = index.search(query);
    expect(new Set(hits.filter(({ without }) => without.length === 0).map(({ paper }) => paper.id))).toEqual(
      new Set(papers),
    );
  });
});

describe.each(await collection('other-field'))('a collection of another field, in an index $name', ({ index }) => {
  it('has no topics of machine learning', () => {
    expect(index.topics()).toEqual([]);
    expect(index.topicNamed('loss-landscape')).toBeUndefined();
    expect(ids(index.search('topic:watermarking'))).toEqual([]);
    expect(ids(index.search('topic:loss-landscape curvature'))).toEqual([]);
    expect(index.search('curvature').topics).toEqual([]);
    for (const { id } of index.papers) expect(index.topicsOf(id)).toEqual([]);
  });
});
