import { entryOf } from '../../platform/entry-of.ts';

/** Words in which -ise is not the suffix that Americans write -ize. */
const NOT_A_SUFFIX = new Set(
  (
    'advertise advise appraise braise bruise chastise circumcise compromise comprise concise cruise demise despise devise ' +
    'disguise enterprise excise exercise expertise franchise guise improvise incise liaise likewise merchandise noise ' +
    'otherwise paradise poise praise precise premise promise raise reprise revise rise supervise surmise surprise televise ' +
    'treatise turquoise vise wise arise porpoise tortoise mayonnaise imprecise unwise clockwise pairwise pointwise ' +
    'elementwise stepwise piecewise'
  ).split(' '),
);
const ISE = /^(\p{L}{2,}is)(e|ed|es|er|ers|ing|able|ation|ations|ational)$/u;
const YSE = /^(\p{L}*(?:anal|paral|catal|hydrol|dial))ys(e|ed|er|ers|ing)$/u;
/** Words of -our that Americans write -or; the list is closed (`hour`, `contour`, `tour` stay). */
const OUR =
  /^((?:mis)?behavi|col|favo?|fav|flav|hon|hum|lab|neighb|rum|tum|vap|vig|sav|arm|harb|parl|od|endeav|rig|splend)our(\p{L}*)$/u;
const RE =
  /^(cent|fib|lit|lust|met|millimet|centimet|kilomet|nanomet|micromet|theat|spect|calib|manoeuv|sab)r(?:e(s)?|(ed|ing))$/u;
const DOUBLED =
  /^(\p{L}*(?:label|model|signal|travel|cancel|channel|level|tunnel|panel|total|equal|pedal|fuel|dial))l(ed|ing|er|ers)$/u;
const WORDS: Readonly<Record<string, string>> = {
  grey: 'gray',
  greyscale: 'grayscale',
  programme: 'program',
  programmes: 'programs',
  catalogue: 'catalog',
  catalogues: 'catalogs',
  dialogue: 'dialog',
  dialogues: 'dialogs',
  analogue: 'analog',
  analogues: 'analogs',
  artefact: 'artifact',
  artefacts: 'artifacts',
  defence: 'defense',
  defences: 'defenses',
  offence: 'offense',
  licence: 'license',
  sceptical: 'skeptical',
  ageing: 'aging',
  aluminium: 'aluminum',
  mould: 'mold',
  plough: 'plow',
  tyre: 'tire',
  sulphur: 'sulfur',
  fulfil: 'fulfill',
  enrol: 'enroll',
  skilful: 'skillful',
  judgement: 'judgment',
  judgements: 'judgments',
  leucocyte: 'leukocyte',
  leucocytes: 'leukocytes',
  aeroplane: 'airplane',
  aeroplanes: 'airplanes',
};
/**
 * British ae and oe in words of medicine, at their beginning or after another part: haemoglobin, anaemia, oesophagus,
 * gastro-oesophageal, paediatric.
 */
const AE =
  /(haem|leukae|aemi|aetiol|anaesth|aesthe|caec|caesar|faec|gynaec|paed|palaeo|archaeo|mediaev|septicae|ischaem|uraem)/gu;
const OE = /(oedem|oesoph|oestr|foet|coeli|coelo|rrhoe|pnoe|moeb|homoeo|manoeuv)/gu;

/**
 * American spelling of a folded English word; other words as they are. Both sides are analysed alike, so a rare wrong
 * rewrite only joins two words.
 */
export function american(word: string): string {
  if (word.length < 4) return word;
  const listed = entryOf(WORDS, word);
  if (listed !== undefined) return listed;
  const ise = ISE.exec(word);
  if (ise?.[1] && ise[2]) return isSuffix(ise[1], ise[2]) ? `${ise[1].slice(0, -1)}z${ise[2]}` : word;
  return word
    .replace(YSE, '$1yz$2')
    .replace(OUR, '$1or$2')
    .replace(RE, '$1er$2$3')
    .replace(DOUBLED, '$1$2')
    .replace(AE, part => part.replace('ae', 'e'))
    .replace(OE, part => part.replace('oe', 'e'));
}

function isSuffix(stem: string, ending: string): boolean {
  return ending.startsWith('ation') || (stem.length >= 5 && !NOT_A_SUFFIX.has(`${stem}e`));
}
