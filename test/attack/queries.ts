import type { Paper } from '../../src/papers/paper.ts';
import { STOP_WORDS } from '../../src/search/analysis/stop-words.ts';
import { seeded } from '../chaos/seeded.ts';
import { scripts } from './scripts.ts';

/** Discord lets nobody type more into an option. */
const LONGEST = 6000;
const MOST_COMMON = 60;
const FIELDS = ['title', 'abstract', 'author', 'topic', 'year', 'id', 'arxiv', 'venue', 'OR'];
const GRAPHEMES = [
  'é',
  'ß',
  '👩‍🔬',
  '\u0301',
  '\u200b',
  '\ud800',
  '\u0000',
  'ﬁ',
  'ℓ₁',
  'İ',
  '学',
  'คำ',
  '한',
  'ا',
  '“',
  '”',
  '：',
];
const CJK = '深度学习的模型在大规模数据集上进行训练并取得了显著的效果カタカナひらがなภาษาไทย';
const RUNS = [
  '深度学习的模型在大规模数据集上进行训练',
  'การเรียนรู้ของเครื่องและโครงข่ายประสาทเทียม',
  'カタカナひらがな機械学習モデル',
];
const TEX = [
  '$\\beta$',
  '\\mathcal{L}_1',
  '$x^{2}$',
  '\\emph{',
  '\\frac{a}{b}',
  '\\"o',
  '{\\ss}',
  '\\ell_1',
  '$$',
  '\\\\',
];
const UMLAUTS = ['ä', 'ö', 'ü', 'ae', 'oe', 'ue', 'aa', 'ø', 'å', 'a', 'o', 'u'];
const OTHER_LANGUAGES = [
  'der',
  'die',
  'und',
  'für',
  'Verfahren',
  'apprentissage',
  'les',
  'une',
  "l'analyse",
  'para',
  'datos',
  'обучение',
  'сетей',
];
const NAMES_OF_MODELS = ['GPT', 'T', 'L', 'ResNet', 'LLaMA', 'BERT', 'ViT', 'top', 'yolo'];
const SIGNS = ['"', '(', ')', '-', ':', ' ', '-(', '("', ' OR ', '..', '/', '%', '{', '_', '^', '’', '*', '\\'];

interface HostileQuery {
  kind: string;
  text: string;
}

/** Queries that are to cost as much as can be, in the words of a collection; the same for the same seed. */
export function* hostileQueries(papers: readonly Paper[], count: number, seed = 1): Generator<HostileQuery> {
  const random = seeded(seed);
  const below = (end: number) => Math.floor(random() * end);
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  const stopWords = [...STOP_WORDS];
  const common = mostCommon(papers);
  const all = [...new Set(papers.slice(0, 2000).flatMap(({ abstract }) => abstract.match(/[a-z]{3,}/g) ?? []))];
  const longWords = all.filter(({ length }) => length > 6);
  const names = papers.slice(0, 2000).flatMap(({ authors }) => authors.flatMap(name => name.split(' ')));
  const stop = () => pick(stopWords) ?? 'the';
  const word = () => pick(common) ?? 'model';
  const anyWord = () => (random() < 0.5 ? word() : (pick(all) ?? 'data'));
  const title = () => pick(papers)?.title ?? '';
  const letter = () => String.fromCharCode(97 + below(26));
  const letters = (length: number) => Array.from({ length }, letter).join('');
  const typo = () => {
    const right = pick(longWords) ?? 'gradient';
    const at = 1 + below(right.length - 2);
    return pick([right.slice(0, at) + right.slice(at + 1), right.slice(0, at) + letter() + right.slice(at)]) ?? right;
  };
  const many = (make: () => string, between = ' ', length = LONGEST) => {
    const pieces: string[] = [];
    for (let size = 0; size < length; size += (pieces.at(-1)?.length ?? 0) + between.length) pieces.push(make());
    return pieces.join(between).slice(0, length);
  };
  const stopPhrase = () =>
    pick([
      () => `"${stop()} ${word()} ${stop()}"`,
      () => `"${stop()} ${stop()} ${word()}"`,
      () => `"${word()} ${stop()}"`,
      () => `"${stop()} ${word()}"`,
    ])?.() ?? '';
  const phrase = () => `"${word()} ${anyWord()}"`;
  const leaf = (): string =>
    pick([
      anyWord,
      stopPhrase,
      phrase,
      () => `title:${word()}`,
      () => `abstract:"${stop()} ${word()}"`,
      () => `author:${pick(names) ?? 'li'}`,
      () => `topic:${pick(['graph', 'rl', 'ml', 'vision', word()]) ?? ''}`,
      () => `year:${1990 + below(40)}..${pick(['', '2030'])}`,
      () => `id:${letters(10)}`,
      typo,
      stop,
      letter,
    ])?.() ?? '';
  const nested = (depth: number): string => {
    if (depth <= 0 || random() < 0.2) return leaf();
    const parts = Array.from({ length: 1 + below(4) }, () => nested(depth - 1));
    return `${random() < 0.3 ? '-' : ''}(${parts.join(pick([' ', ' OR ', ' OR ']) ?? ' ')})`;
  };
  const name = () => pick(names) ?? 'li';
  const initial = () => String.fromCharCode(65 + below(26));
  const year = () => 1990 + below(36);
  const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const authors = () => Array.from({ length: 1 + below(6) }, () => `${initial()}. ${capitalised(name())}`).join(', ');
  const reference = () =>
    pick([
      () =>
        `${authors()}. ${title()}. In Proceedings of the Conference on ${word()}, pages ${below(900)}–${below(900)}, ${year()}.`,
      () =>
        `${name()}, ${initial()}., & ${name()}, ${initial()}. (${year()}). ${title()}. Journal of ${word()}, ${below(40)}(${below(9)}).`,
      () => `[${below(99)}] ${name()} et al., “${title()}”, ${year()}.`,
    ])?.() ?? '';
  const nameOf = (words: number) =>
    `author:"${Array.from({ length: words }, () => pick([name, initial, letter])?.() ?? '').join(' ')}"`;
  const makers: Record<string, () => string> = {
    'excluded phrases with stop words': () => many(() => `-${stopPhrase()}`),
    'one excluded phrase again and again': () => {
      const one = `-"${stop()} ${word()} ${stop()}" `;
      return one.repeat(Math.floor(LONGEST / one.length));
    },
    'words, then excluded phrases': () => `${word()} ${word()} ${many(() => `-${stopPhrase()}`, ' ', LONGEST - 40)}`,
    'required phrases': () => many(pick([phrase, stopPhrase]) ?? phrase, pick([' ', ' OR ']) ?? ' '),
    'few required phrases': () => Array.from({ length: 1 + below(5) }, stopPhrase).join(' '),
    'a phrase of common words': () => `"${many(word, ' ', 100 + below(LONGEST - 102))}"`,
    'excluded words': () => many(() => `-${anyWord()}`),
    fields: () => many(() => `${pick(['', '-'])}${pick(FIELDS)}:${pick([word, stop, letter, stopPhrase])?.() ?? ''}`),
    authors: () => many(() => `author:"${pick(names) ?? ''} ${pick(names) ?? ''}"`, pick([' ', ' OR ']) ?? ' '),
    'one-name authors': () => many(() => `${pick(['', '-'])}author:${pick(names) ?? ''}`, pick([' ', ' OR ']) ?? ' '),
    topics: () => many(() => `${pick(['', '-'])}topic:"${word()}"`, pick([' ', ' OR ']) ?? ' '),
    years: () => many(() => `${pick(['', '-'])}year:${1000 + below(2000)}..${1000 + below(2000)}`),
    identifiers: () => many(() => `${pick(['', 'id:', '-id:'])}${below(25)}${10 + below(3)}.${10000 + below(90000)}`),
    'ids of our own': () => many(() => `${pick(['', 'id:'])}${pick(papers)?.id ?? ''}`),
    dois: () => many(() => `10.${1000 + below(9000)}/${letters(below(40))}${')'.repeat(below(60))}`),
    nested: () => many(() => nested(2 + below(6))),
    'deep brackets': () => `${pick(['(', '-(', '((']) ?? '('}`.repeat(1 + below(2900)) + word(),
    alternatives: () => many(anyWord, ' OR '),
    'groups of alternatives': () => many(() => `(${leaf()} OR ${leaf()})`),
    'one-letter words': () => many(letter, pick([' ', ':', '-', ' OR ']) ?? ' '),
    'the same short word': () => many(() => 'a', pick([':', ' ', '-', '"', '.']) ?? ':'),
    beginnings: () => many(() => word().slice(0, 1 + below(3))),
    typos: () => many(typo),
    'some typos': () => Array.from({ length: 1 + below(140) }, typo).join(' '),
    'unknown words': () => many(() => letters(4 + below(16))),
    'some unknown words': () => Array.from({ length: 100 + below(50) }, () => letters(4 + below(36))).join(' '),
    'common words': () => many(word, ' ', 30 + below(LONGEST)),
    'words of all kinds': () => many(anyWord, ' ', 30 + below(900)),
    'pasted abstracts': () => many(() => pick(papers)?.abstract ?? ''),
    titles: () => many(title, ' ', 20 + below(480)),
    'a very long word': () => letters(LONGEST),
    'a long word with digits': () => many(() => `${letters(3)}${below(10)}`, ''),
    'words tied by hyphens': () => many(anyWord, '-'),
    cjk: () => many(() => CJK.charAt(below(CJK.length)), pick(['', ' ']) ?? ''),
    unicode: () => many(() => pick(GRAPHEMES) ?? '', pick(['', ' ']) ?? ''),
    signs: () => many(() => pick(SIGNS) ?? '', ''),
    'signs and words': () => many(() => `${pick(SIGNS) ?? ''}${pick([word, stop, letter])?.() ?? ''}`, ''),
    'unclosed quotation marks': () => many(() => ` -"${word()}`, ''),
    'numbers with separators': () => many(() => String(below(1000)), pick([',', '.', '/', ':']) ?? ','),
    'one letter or two': () => letters(1 + below(2)),
    'a short beginning': () => anyWord().slice(0, 1 + below(4)),
    'a beginning of a title': () => title().slice(0, 1 + below(40)),
    'a title and a beginning': () => `${title()} ${letters(1 + below(2))}`,
    'two common words': () => `${word()} ${pick([word, stop, letter])?.() ?? ''}`,
    'words of grammar': () => many(stop, ' ', 2 + below(LONGEST)),
    'words in capitals': () => many(() => pick([stop, letter, word])?.().toUpperCase() ?? '', ' ', 30 + below(LONGEST)),
    'letters after nouns': () =>
      many(() => `${word()} ${pick(['a', 'A', 'i', 'I', 's', 't']) ?? ''}`, ' ', 30 + below(LONGEST)),
    'words as one': () => Array.from({ length: 1 + below(150) }, () => anyWord() + anyWord()).join(' '),
    'long words as one': () =>
      many(() => Array.from({ length: 2 + below(6) }, anyWord).join(''), ' ', 30 + below(LONGEST)),
    'long words': () => many(() => letters(20 + below(400)), ' ', 100 + below(LONGEST)),
    'long slips': () => Array.from({ length: 1 + below(60) }, () => typo() + typo()).join(' '),
    'vowels and umlauts': () =>
      many(() => Array.from({ length: 4 + below(30) }, () => pick(UMLAUTS) ?? '').join(''), ' ', 10 + below(LONGEST)),
    'words with umlauts': () =>
      many(() => anyWord().replace(/[aou]/, () => pick(UMLAUTS) ?? ''), ' ', 10 + below(1500)),
    'slips in phrases': () =>
      many(() => `${pick(['', '-', 'title:']) ?? ''}"${typo()} ${word()}"`, pick([' ', ' OR ']) ?? ' '),
    'words that end apart': () =>
      many(
        () => anyWord() + pick(['s', 'ed', 'ing', 'ization', "'s", '’s', 'es', 'ly'])?.toString(),
        ' ',
        10 + below(1500),
      ),
    'names of models': () =>
      many(() => `${pick(NAMES_OF_MODELS) ?? ''}${pick(['', '-', ' ']) ?? ''}${below(10)}`, ' ', 10 + below(1500)),
    'pairs with hyphens': () =>
      many(
        () => Array.from({ length: 2 + below(4) }, () => pick([anyWord, stop])?.() ?? '').join('-'),
        ' ',
        10 + below(1500),
      ),
    'other languages': () => many(() => pick(OTHER_LANGUAGES) ?? '', ' ', 10 + below(LONGEST)),
    'runs without spaces': () => many(() => pick(RUNS) ?? '', pick(['', ' ', '，']) ?? '', 10 + below(LONGEST)),
    'runs without spaces in conditions': () =>
      many(() => `${pick(['', '-', 'title:', '-abstract:']) ?? ''}"${pick(RUNS)?.slice(below(9)) ?? ''}"`),
    tex: () =>
      many(
        () => pick([() => pick(TEX) ?? '', word])?.() ?? '',
        pick([' ', '']) ?? '',
        10 + below(pick([990, LONGEST]) ?? LONGEST),
      ),
    'names and years': () =>
      many(
        () => `${name()} ${pick(['et al. ', '& Li ', '']) ?? ''}${year()}`,
        pick([' ', '; ']) ?? ' ',
        10 + below(1200),
      ),
    'keys of citations': () => many(() => `${name().toLowerCase()}${year()}${word()}`, ' ', 10 + below(1200)),
    'a reference': reference,
    'a list of references': () => many(reference, '\n', 100 + below(LONGEST)),
    'long names': () => many(() => `${pick(['', '', '-']) ?? ''}${nameOf(2 + below(8))}`, pick([' ', ' OR ']) ?? ' '),
    'names of initials': () =>
      many(
        () => `author:"${Array.from({ length: 2 + below(29) }, initial).join(pick([' ', '. ', '']) ?? ' ')} ${name()}"`,
      ),
    links: () =>
      many(
        () =>
          `https://${pick(['arxiv.org/abs/', 'doi.org/10.1145/', 'huggingface.co/papers/']) ?? ''}${pick(papers)?.id ?? ''}`,
      ),
    'chains of AND and NOT': () => many(leaf, pick([' AND ', ' NOT ', ' AND NOT ', ' +']) ?? ' '),
    'a text and conditions': () =>
      `${pick(papers)?.abstract.slice(0, 900) ?? ''} ${many(leaf, pick([' -', ' ']) ?? ' ', 500)}`,
    'numbers with commas and words': () =>
      many(
        () =>
          `${below(1000)}${pick([',', '.', '/', ':', ' ', '-']) ?? ''}${pick([word, () => String(below(100))])?.() ?? ''}`,
        pick(['', ' ', ',']) ?? '',
        10 + below(LONGEST),
      ),
    'rare words': () => many(() => pick(all) ?? '', ' ', 10 + below(pick([990, LONGEST]) ?? LONGEST)),
    'rare words in phrases': () => many(() => `${pick(['', '-']) ?? ''}"${pick(all) ?? ''} ${pick(all) ?? ''}"`),
    'long phrases': () =>
      many(() => `${pick(['', '-', 'title:']) ?? ''}"${pick(papers)?.abstract.slice(0, 20 + below(380)) ?? ''}"`),
    'slips in titles': () =>
      many(() => title().replace(/[a-z]/g, sign => (below(6) === 0 ? letter() : sign)), ' ', 480),
    'many years': () => many(() => String(year()), pick([' ', ', ', '; ', ' - ']) ?? ' ', 10 + below(LONGEST)),
    'words and commas': () => many(anyWord, pick([', ', ',', ' and ', ' & ']) ?? ', ', 10 + below(LONGEST)),
    'names and initials': () =>
      many(() => `${name()}, ${initial()}.`, pick([', ', ' and ', ' & ']) ?? ', ', 10 + below(1500)),
    'letters with stops': () => many(() => `${initial()}.`, pick(['', ' ', '-']) ?? ' ', 10 + below(LONGEST)),
    'stop words tied by hyphens': () => many(stop, '-', 10 + below(LONGEST)),
    'words and digits as one': () => many(() => `${anyWord()}${below(100)}`, pick([' ', '']) ?? ' ', 10 + below(1500)),
    'beginnings with a star': () => many(() => `${anyWord().slice(0, 1 + below(4))}*`, ' ', 10 + below(LONGEST)),
    ...scripts(random),
    'an ordinary query': () => title().split(' ').slice(0, 5).join(' '),
  };
  const kinds = Object.keys(makers);
  for (let i = 0; i < count; i++) {
    const kind = kinds[i % kinds.length] ?? '';
    yield { kind, text: (makers[kind]?.() ?? '').slice(0, LONGEST) };
  }
}

/** The words in most abstracts. */
function mostCommon(papers: readonly Paper[]): string[] {
  const holders = new Map<string, number>();
  for (const { abstract } of papers.slice(0, 1000)) {
    for (const word of new Set(abstract.toLowerCase().match(/[a-z]{3,}/g)))
      if (!STOP_WORDS.has(word)) holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  return [...holders]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_COMMON)
    .map(([word]) => word);
}
