import type { Rule } from './rule.ts';

/** Data sets and conferences whose names take a year; `voc2007trainval` is no citation. */
const NAMES =
  'aaai|acl|ade|aime|asvspoof|bbbp|brats|cifar|clef|coco|conll|covid|cvpr|davis|duc|eccv|emnlp|eval|iccv|icdar|iclr|icml|ijcai|ilsvrc|' +
  'imagenet|isbi|isic|ivt|iwslt|kdd|kitti|lfw|miccai|mot|naacl|neurips|nips|nist|refcoco|semeval|sigir|trec|uci|voc|visdrone|vot|wmt|xsum';
/** What follows the year of a data set or a conference rather than of a citation. */
const PARTS =
  'train|trainval|val|valid|validation|test|testdev|dev|mini|full|small|large|base|set|dataset|data|challenge|task|track|workshop|competition|edition|version|pandemic|aug';

/** Surname, year, first word of the title, as bibliographies name their entries: `qi2023fine`. */
const KEY = `(?!(?:${NAMES})\\d)([a-z]{2,20}(?:-[a-z]{2,20})?)((?:19|20)\\d\\d)(?!(?:${PARTS})(?![a-z]))[a-z]{3,25}`;
const START = '(?<![\\p{L}\\p{N}_./:@#=-])';
const END = '(?![\\p{L}\\p{N}_/=@-]|\\.\\p{L}|\\()';
const LIST = `${KEY}(?:[,;] ?${KEY}){0,20}`;

/** A citation that a sentence needs (`as shown in vaswani2017attention`) becomes `Vaswani (2017)`; the others go. */
export const citations: Rule = {
  name: 'citation keys',
  steps: [
    [
      / ?~? ?\\(?:cite|citep|citet|citealp|citeauthor|citeyear|ref|eqref|autoref|label|footnotemark)\*?(?:\[[^\]]{0,80}\]){0,2}\{[^{}]{0,400}\}/g,
      '',
    ],
    [/ ?~? ?(?<![\p{L}\p{N}_\\])(?:cite|citep|citet)\{[^{}]{0,400}\}/gu, ''],
    [
      new RegExp(`(?<=(?<!\\p{L})(?:in|by|of|from|following|to|with|than|like|see) )${START}${KEY}${END}`, 'gu'),
      (_, surname, year) => `${capitalised(surname)} (${year})`,
    ],
    [new RegExp(` ?~?[(\\[]${LIST}[)\\]]`, 'gu'), ''],
    [new RegExp(`(?:^| |~)${START}${LIST}${END}`, 'gu'), ''],
  ],
};

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
