import { wordPairs } from './word-pairs.ts';

/**
 * Names and letters by turns, as LaTeX's T2A encoding has them: `\cyrzh`, `\CYRZH`. Zotero and others write Cyrillic so
 * where they may not use Unicode.
 */
const LETTERS = wordPairs(`
a а b б v в g г d д e е yo ё zh ж z з i и ishrt й k к l л m м n н o о p п r р s с t т u у f ф h х c ц ch ч sh ш shch щ hrdsn ъ ery ы sftsn ь erev э yu ю ya я
dje ђ ie є dze ѕ ii і yi ї je ј lje љ nje њ tshe ћ ushrt ў dzhe џ gup ґ yat ѣ fita ѳ izh ѵ schwa ә ng ҥ ndsc ң kdsc қ otld ө y ү shha һ hdsc ҳ chrdsc ҷ ae ӕ`);

/** The letter that a command of Cyrillic stands for. */
export function cyrillic(command: string): string | undefined {
  const [, prefix, name = ''] = /^(cyr|CYR)([A-Za-z]{1,8})$/.exec(command) ?? [];
  const letter = prefix === undefined ? undefined : LETTERS.get(name.toLowerCase());
  return prefix === 'CYR' ? letter?.toUpperCase() : letter;
}
