import { entryOf } from '../../platform/entry-of.ts';
import { normalised } from '../../platform/normalised.ts';
import { nameWords, spelled } from '../names.ts';
import { fold } from './fold.ts';
import { type Token, termOf, tokenise } from './tokens.ts';

/** Letters that people also write as two: Schütze, Schuetze. */
const WRITTEN_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
const UMLAUTS = /[äöüøå]/g;
/** What stands before a family name and is often written with it as one word. */
const PARTICLES: ReadonlySet<string> = new Set(
  'al bin da de del den der di dos du el ibn la le les mac mc o san st ten ter van vande vander von zu'.split(' '),
);
const HYPHENS = /^[-‐‑]$/;
/** Of a name no more words are read. */
const MOST_WORDS = 30;

/**
 * The words by which a name is found: its own, those in other spellings (Schütze, Schuetze, Schutze), and what people
 * write as one word (Xiao-Dong, Xiaodong; Le Cun, LeCun).
 */
export function authorTokens(name: string): Token[] {
  const own = withInitials(tokenise(name).slice(0, MOST_WORDS));
  const known = new Set(own.map(({ word }) => word));
  const more = new Set([
    ...nameWords(name),
    ...own.flatMap(token => spellings(name, token)),
    ...joinedIn(name, own),
  ]).difference(known);
  const end = name.length;
  const others = Array.from(more, word => ({ word, term: termOf(word), start: end, end, hyphenated: false }));
  return [...own, ...withInitials(others)];
}

const INITIAL = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u;

/**
 * The words of a name, or of one that is looked for: an initial is no letter of a text (`vitamin E`), so its term is
 * another one.
 */
export function withInitials(tokens: readonly Token[]): Token[] {
  return tokens.map(token => (INITIAL.test(token.word) ? { ...token, term: `${token.word}.` } : token));
}

function spellings(name: string, { word, start, end }: Token): string[] {
  const written = normalised(name.slice(start, end), 'NFC').toLowerCase();
  const out = written.replace(UMLAUTS, letter => entryOf(WRITTEN_OUT, letter) ?? letter);
  return out === written ? [spelled(word)] : [fold(out).replace(/['’]/g, ''), spelled(word)];
}

/** Neighbours with a hyphen or behind a particle as one word. */
function joinedIn(name: string, tokens: readonly Token[]): string[] {
  const joined: string[] = [];
  let run = '';
  for (const [at, { word, end }] of tokens.entries()) {
    const next = tokens[at + 1];
    const tied =
      next !== undefined &&
      (HYPHENS.test(name.slice(end, next.start)) || (PARTICLES.has(word) && name.slice(end, next.start).trim() === ''));
    if (tied) {
      run += word;
    } else if (run !== '') {
      joined.push(spelled(run + word));
      run = '';
    }
  }
  return joined;
}
