import fc from 'fast-check';

/** Texts as people type and paste them, and worse: several scripts, operators, lone surrogates, control characters. */
const SCRIPTS = [
  'neural network calibration of the learning label noise robust off-policy meta-learning l_1 state-of-the-art',
  'обучение нейронных сетей шум',
  '深度 学习 标签 噪声 模型',
  'ラベル ノイズ 学習 頑健',
  'ไทย ภาษา',
  'हिन्दी भाषा',
  'تعلم عميق',
  '한국어 논문',
  'naïve Hölder Łukasz Straße ﬁne ℓ₁',
].map(words => words.split(' '));

export const word = fc.oneof(...SCRIPTS.map(words => fc.constantFrom(...words)));

/** Words of one script, and at times of several. */
export const sentence = fc
  .oneof(
    ...SCRIPTS.map(words => fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 })),
    fc.array(word, { minLength: 1, maxLength: 12 }),
  )
  .map(words => words.join(' '));

const operator = fc.constantFrom(
  '"',
  '“',
  '-',
  '(',
  ')',
  'OR',
  'title:',
  'author:',
  'topic:privacy',
  'year:2021..',
  'year:',
  'id:',
  'arxiv:2110.04260',
  ':',
  '--',
  '-(',
  '""',
  '*',
  '\\',
  '\u0000',
  '\ud800',
  '🙂',
  '\u202e',
  '$\\ell_1$',
);

export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  sentence,
  fc.array(fc.oneof(word, operator), { maxLength: 20 }).map(parts => parts.join(' ')),
  fc.array(fc.oneof(word, operator), { maxLength: 20 }).map(parts => parts.join('')),
);
