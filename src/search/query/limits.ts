import { readTex } from '../../papers/cleaning/tex/read-tex.ts';
import { looksLikeBibtex, readBibtexFile } from '../../papers/references/bibtex-file.ts';
import { tokenise } from '../analysis/tokens.ts';
import { type Clause, type ParsedQuery, parseQuery } from './parse.ts';

/**
 * What the conditions of one query may weigh together. A word weighs 1; the others by what they cost beside it: a
 * phrase with stop words means that the texts of papers are read, a topic or a year that all papers are gone through.
 */
const MOST = 32;
const WEIGHT = { stopWords: 4, topic: 4, other: 2 };
/**
 * So many characters weigh as much as a word more; in scripts without spaces, where a dictionary tells the words, far
 * fewer.
 */
const CHARACTERS = 400;
const UNSPACED_CHARACTERS = 50;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

interface Limited {
  clauses: Clause[];
  /** Conditions for which there was no room, in the order of the query. */
  leftOut: Clause[];
}

/** A longer text is a whole bibliography. */
const LONGEST_ENTRY = 20_000;
/** A query with more characters is no formula. */
const LONGEST_TEX = 1000;

/** LaTeX in a query is read as it is in papers: `$\\beta$-VAE` is `β-VAE`. */
function asRead(text: string): string {
  return withoutTex(withoutAddresses(withoutBibtex(text)));
}

/** A pasted entry of a bibliography is read as the reference that it makes: who, when, and the title. */
function withoutBibtex(text: string): string {
  if (text.length > LONGEST_ENTRY || !text.trimStart().startsWith('@') || !looksLikeBibtex(text)) return text;
  const content = readBibtexFile(text, 1);
  const [entry] = content.kind === 'entries' ? content.entries : [];
  if (entry?.title === undefined) return text;
  const { authors = [], year, title } = entry;
  return [...authors.map(familyFirst), year, title].filter(part => part !== undefined).join(', ');
}

/** As citations write a name: its family name, and initials. */
function familyFirst(name: string): string {
  const words = name.split(/\s+/);
  return [words.at(-1), ...words.slice(0, -1).map(word => `${word.charAt(0)}.`)].join(' ');
}

const ADDRESS = /\bhttps?:\/\/\S+/giu;

/** An address beside other words is where the paper is, and none of its words. */
function withoutAddresses(text: string): string {
  const rest = text.replace(ADDRESS, ' ');
  return /\p{L}{2}/u.test(rest) ? rest : text;
}

function withoutTex(text: string): string {
  return text.length <= LONGEST_TEX && /\\[a-zA-Z]/.test(text) ? readTex(text, new Map()) : text;
}

/** A query as it is answered: {@link parseQuery}, with no more conditions than there is time for. */
export function readQuery(text: string): ParsedQuery & Limited {
  const { clauses, repaired } = parseQuery(asRead(text));
  return { ...limited(clauses), repaired };
}

/**
 * The conditions that are made use of: each once, the light ones first when there are too many, in their order. Plain
 * words stay.
 */
function limited(clauses: readonly Clause[]): Limited {
  const distinct = [...new Map(clauses.map(clause => [keyOf(clause), clause])).values()];
  const weighed = distinct.map((clause, place) => ({ clause, place, weight: weightOf(clause) }));
  if (sum(weighed.map(({ weight }) => weight)) <= MOST) return { clauses: distinct, leftOut: [] };
  let room = MOST;
  const kept = new Map<number, Clause>();
  const leftOut = new Map<number, Clause>();
  for (const { clause, place, weight } of weighed.toSorted((a, b) => a.weight - b.weight)) {
    const [some, rest] = weight <= room ? [clause, undefined] : cut(clause, room);
    if (some) {
      kept.set(place, some);
      room -= weightOf(some);
    }
    if (rest) leftOut.set(place, rest);
  }
  return { clauses: inOrder(kept), leftOut: inOrder(leftOut) };
}

/** Plain words are no condition, and need no room; they are what is left to say twice. */
function keyOf(clause: Clause): unknown {
  return clause.kind === 'words' ? clause : JSON.stringify(clause);
}

function inOrder(clauses: ReadonlyMap<number, Clause>): Clause[] {
  return [...clauses].sort(([a], [b]) => a - b).map(([, clause]) => clause);
}

/** As many alternatives as there is room for, and the others. What has none is left out whole. */
function cut(clause: Clause, room: number): [some: Clause | undefined, rest: Clause] {
  if (clause.kind === 'not') {
    const [some, rest] = cut(clause.clause, room);
    return [some && { kind: 'not', clause: some }, { kind: 'not', clause: rest }];
  }
  if (clause.kind !== 'any') return [undefined, clause];
  let weight = 0;
  const fitting = clause.options.findIndex(option => {
    weight += sum(option.map(leafWeight));
    return weight > room;
  });
  const options = clause.options.slice(0, fitting);
  return [
    options.length > 0 ? { kind: 'any', options } : undefined,
    { kind: 'any', options: clause.options.slice(fitting) },
  ];
}

function weightOf(clause: Clause): number {
  return clause.kind === 'words' ? 0 : leafWeight(clause);
}

function leafWeight(clause: Clause): number {
  switch (clause.kind) {
    case 'not':
      return leafWeight(clause.clause);
    case 'any':
      return sum(clause.options.flat().map(leafWeight));
    case 'year':
    case 'id':
    case 'notes':
      return WEIGHT.other;
    case 'field':
      if (clause.field === 'topic') return WEIGHT.topic;
      return clause.field === 'author' ? WEIGHT.other + lengthWeight(clause.text) : textWeight(clause.text);
    default:
      return textWeight(clause.text);
  }
}

function textWeight(text: string): number {
  const byLength = lengthWeight(text);
  if (byLength > MOST) return byLength;
  const tokens = tokenise(text);
  const mixed = tokens.some(({ term }) => term !== '') && tokens.some(({ term, compound }) => term === '' || compound);
  return byLength + (mixed ? WEIGHT.stopWords : 1);
}

function lengthWeight(text: string): number {
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  return Math.floor((text.length - unspaced) / CHARACTERS) + Math.floor(unspaced / UNSPACED_CHARACTERS);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
