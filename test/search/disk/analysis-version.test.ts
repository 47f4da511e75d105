import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import topics from '../../../data/topics.json' with { type: 'json' };
import type { Paper } from '../../../src/papers/paper.ts';
import { ANALYSIS_VERSION } from '../../../src/search/analysis/version.ts';
import { analyse, note } from '../../../src/search/disk/analyse.ts';
import { Lexicon } from '../../../src/search/disk/lexicon.ts';
import { noNotes, writeNotes } from '../../../src/search/disk/notes.ts';
import { labelsOf } from '../../../src/search/disk/topics.ts';
import { TopicNames } from '../../../src/search/topics.ts';

/** What the rules are about; of scripts without spaces only words on which all dictionaries agree. */
const OTHER_TEXTS = [
  'naïve Hölder Łukasz Straße ﬁne ℓ₁ L_1 F_{1} x^2 \\ell_1 ℙ œuvre ÆTHER smørrebrød þorn đuro ışık café',
  'off-policy out-of-distribution state-of-the-art meta‐learning pre‑training a-b-c-d-e-f-g un-',
  'O’Brien’s dogs’ don’t it’s 2,000 0.95 1.2.3 v2s GPT-4 80% 10^6 k-means vitamin D 3D',
  'A Mixture-of-Experts (MoE) beside sharpness-aware minimization (SAM), GNNs and a variational autoencoder (VAE).',
  'колебания обучение нейронных сетей ёлка Ελληνικά λ-calculus हिन्दी भाषा تعلم عميق 한국어 논문 עברית',
  '深度学习 標籤 学習 ラベル ノイズ ภาษา',
  'Wir zeigen, dass die Netzwerke mit der Zeit und auf den Daten wachsen; Schrödingers Gleichungen.',
  "Nous montrons que l'apprentissage des réseaux est dans une forme qui est plus lente.",
  'En este trabajo se muestra que las redes no son más lentas que los otros análisis.',
  "In questo lavoro si mostra che l'informazione delle reti non è più lenta delle altre.",
  'Este trabalho mostra que as informações não são mais lentas do que as outras.',
  'Wij laten zien dat de netwerken niet trager zijn dan het andere van deze tijd.',
  'SARS and AIDS, hepatitis A of type I, WHO guidelines in the US, β-VAE, GPUs, matrices, viruses, universities.',
  'haemoglobin leukaemia oedema foetus paediatric diarrhoea analysed paralysing labelled modelling behaviour centre fibres',
];

/** Lists of words of which no text has all: their code counts, without comments. */
const LISTS = ['apart', 'fold', 'greek', 'language', 'plurals', 'spelling', 'stop-words'];

function lists(): string[] {
  const code = LISTS.map(name => readFileSync(`src/search/analysis/${name}.ts`, 'utf8'));
  return code.map(text => text.replace(/\/\*\*.*?\*\/|^ *\/\/.*$/gms, '').replace(/\s+/g, ' '));
}

/** Everything about texts that an index on disk keeps. */
function kept(): string {
  const neighbours = readFileSync('data/word-neighbours.txt', 'utf8');
  const words = neighbours.split('\n').map(line => line.split(' ', 1).join());
  const page = readFileSync('data/source/papers-page.txt', 'utf8').split('\n');
  const texts = [...OTHER_TEXTS, words.join(' '), ...page];
  const lexicon = new Lexicon();
  const notes = noNotes();
  const names = new TopicNames(topics, 'written');
  const perPaper = texts.map((text, i) => {
    const authors = ['Doe, Jürgen-Anne M.'];
    const paper: Paper = { id: String(i), title: texts[i - 1] ?? '', abstract: text, links: [], authors };
    const analysed = analyse(paper, lexicon);
    note(notes, paper, analysed);
    const found = names.in([
      { text: paper.title, tokens: analysed.title },
      { text: paper.abstract, tokens: analysed.text },
    ]);
    return { words: analysed.words, labels: labelsOf(found, names) };
  });
  const log = Buffer.from(lexicon.log({ words: 1, terms: 1 })).toString('base64');
  return JSON.stringify({ perPaper, notes: writeNotes(notes), log });
}

it('the version of the analysis is that of what it gives', () => {
  const version = createHash('sha256').update(JSON.stringify(lists())).update(kept()).digest('hex').slice(0, 12);
  expect(
    ANALYSIS_VERSION,
    `Texts give other words, terms, notes or topics than before. ANALYSIS_VERSION must be '${version}', so that an index on disk that was built before is built again.`,
  ).toBe(version);
});
