import { fold } from './analysis/fold.ts';
import type { Work } from './query/work.ts';

/** A name as it is compared: its words, folded, spelled in one way. */
export type NameWords = readonly string[];

/** Of a name no more words are read. */
const MOST_WORDS = 30;
/** A person's name of more words is not taken apart. */
const MOST_COMPARED = 8;
/**
 * So many ways are tried to find one name in another; for people's names a few dozen do. Names of many initials alike
 * would have millions.
 */
const MOST_TRIED = 200;
/** Each takes some 10 µs, see {@link Work}. */
const STEPS_OF_TRY = 2000;
/** So many words may be written as one: `vandenheuvel`, `jeanpierre`. */
const LONGEST_RUN = 4;
const WORD = /\p{L}[\p{L}\p{N}\p{M}]*(?:['’ʼ`]\p{L}[\p{L}\p{M}]*)*/gu;
/** Ä, Ö, Ü, Å, Æ and Ø written out; not in Bauer, Queen. */
const TWO_LETTERS = /(?<![aeiouyq])(?:([aou])e|a(a))/g;
/** In short words the two letters are more likely two sounds: Zoe. */
const SHORTEST_SPELLED = 5;
const SUFFIXES: ReadonlySet<string> = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);

/**
 * The words of a name, the family name last. Schütze, Schuetze and Schutze are one word, and so are O’Brien and OBrien.
 */
export function nameWords(text: string): string[] {
  const name = text.replace(/^([^,]*),([^,]*)$/, '$2 $1');
  const words = Array.from(name.matchAll(WORD), ([word]) => spelled(fold(word.replace(/['’ʼ`]/g, '')))).slice(
    0,
    MOST_WORDS,
  );
  return words.length > 1 ? words.filter(word => !SUFFIXES.has(word)) : words;
}

/** A folded word of a name in the one spelling in which such words are compared: `schutze` for Schuetze. */
export function spelled(word: string): string {
  return word.length < SHORTEST_SPELLED ? word : word.replace(TWO_LETTERS, '$1$2');
}

/**
 * By which words papers are looked up that may have the name: one of each group. A paper with the name has one of each,
 * or a given name of it as an initial. More than the long words need not be looked up, since short ones may be
 * initials; where all are short, each may, but for one: the family name is there in full.
 */
export function namedBy(wanted: NameWords): string[][] {
  const all = [...wanted.keys()];
  const lengthAt = (at: number) => (wanted[at] ?? '').length;
  const long = all.filter(at => lengthAt(at) > SHORT);
  const full = all.filter(at => !isInitial(wanted[at] ?? ''));
  if (long.length === 0 && full.length > 0) return [[...new Set(full.flatMap(at => runsWith(at, wanted)))]];
  return (long.length > 0 ? long : all).map(at => {
    const runs = runsWith(at, wanted);
    return wanted.length > 1 ? [...runs, (wanted[at] ?? '').charAt(0)] : runs;
  });
}

/** `CD`, `JP`: words so short may be initials. */
const SHORT = 3;

/** The word, and what it makes with its neighbours. */
function runsWith(at: number, wanted: NameWords): string[] {
  const runs = new Set([wanted[at] ?? '']);
  if (wanted.length > MOST_COMPARED) return [...runs];
  for (let first = Math.max(0, at - LONGEST_RUN + 1); first <= at; first++)
    for (let end = at + 1; end <= Math.min(wanted.length, first + LONGEST_RUN); end++)
      runs.add(wanted.slice(first, end).join(''));
  return [...runs];
}

/**
 * Whether a name is the one that somebody asks for. Words are whole and may come in any order; initials stand for given
 * names, in the query as in the name (C. Manning, Manning CD, Christopher D. Manning); what the query leaves out may be
 * anything. Family names are never initials.
 */
export function isNamed(wanted: NameWords, name: NameWords, work?: Work): boolean {
  const full = wanted.filter(word => !isInitial(word));
  // Someone who is known by letters alone.
  if (full.length === 0) return wanted.length > 0 && wanted.every(word => name.includes(word));
  if (wanted.join(' ') === name.join(' ')) return true;
  if (wanted.length > MOST_COMPARED) return wanted.every(word => name.includes(word));
  return matches(wanted, { name, tried: 0, work }, [...name.keys()], -1);
}

/** A name that words are looked for in, and how many ways were tried. */
interface Compared {
  readonly name: NameWords;
  tried: number;
  work: Work | undefined;
}

/**
 * Whether the words that are left can be found among those of the name that are. `family`: the last place of a word
 * that was met in full.
 */
function matches(wanted: NameWords, compared: Compared, left: readonly number[], family: number): boolean {
  if (++compared.tried > MOST_TRIED) return false;
  compared.work?.spend(STEPS_OF_TRY);
  const { name } = compared;
  const at = wanted.findIndex(word => !isInitial(word));
  if (at < 0) return initialsMatch(wanted, name, left, family);
  // An initial before it may be part of it: O Brien.
  for (const first of at > 0 ? [at, at - 1] : [at]) {
    for (let length = at - first + 1; length <= Math.min(LONGEST_RUN, wanted.length - first); length++) {
      const run = wanted.slice(first, first + length);
      if (run.slice(1).some(isInitial)) break;
      const places = placesOf(run.join(''), name, left);
      const others = left.filter(place => !places?.includes(place));
      if (places && matches(wanted.toSpliced(first, length), compared, others, Math.max(family, ...places)))
        return true;
    }
  }
  return writtenAsInitial(wanted, at, compared, left, family) || writtenAsInitials(wanted, at, compared, left, family);
}

/** The last neighbours that make the word when written as one. */
function placesOf(word: string, name: NameWords, left: readonly number[]): number[] | undefined {
  for (let at = left.length - 1; at >= 0; at--) {
    for (let length = 1; length <= LONGEST_RUN && at + length <= left.length; length++) {
      const places = left.slice(at, at + length);
      if ((places.at(-1) ?? 0) - (places[0] ?? 0) !== length - 1) break;
      if (places.map(place => name[place]).join('') === word) return places;
    }
  }
  return undefined;
}

/** A given name of which the paper gives the initial alone, when the family name was met. */
function writtenAsInitial(
  wanted: NameWords,
  at: number,
  compared: Compared,
  left: readonly number[],
  family: number,
): boolean {
  const { name } = compared;
  const others = wanted.toSpliced(at, 1);
  return left.some(place => {
    const word = name[place] ?? '';
    if (!isInitial(word) || wanted[at]?.startsWith(word) !== true) return false;
    const rest = left.filter(other => other !== place);
    if (family >= 0) return place < family && matches(others, compared, rest, family);
    return others.some(word => !isInitial(word)) && matches(others, compared, rest, family);
  });
}

/** `CD` in `Manning CD`: letters that are no word of the name. */
function writtenAsInitials(
  wanted: NameWords,
  at: number,
  compared: Compared,
  left: readonly number[],
  family: number,
): boolean {
  const word = wanted[at] ?? '';
  if (word.length > SHORT || (family < 0 && wanted.length === 1)) return false;
  return [...word].length > 1 && matches([...wanted.toSpliced(at, 1), ...word], compared, left, family);
}

/**
 * Whether initials are those of given names, which stand before the family name; a second one may be missing in the
 * name.
 */
function initialsMatch(initials: NameWords, name: NameWords, left: readonly number[], family: number): boolean {
  if (family < 0) return false;
  let given = left.filter(place => place < family);
  let missing = 0;
  for (const initial of initials) {
    const place = given.find(one => name[one]?.startsWith(initial));
    if (place === undefined) missing++;
    else given = given.filter(other => other !== place);
  }
  return missing === 0 || (missing < initials.length && given.length === 0);
}

function isInitial(word: string): boolean {
  return word.length === 1 && /^\p{Script=Latin}|^\p{Script=Cyrillic}|^\p{Script=Greek}/u.test(word);
}
