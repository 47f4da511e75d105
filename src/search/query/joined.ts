import type { Token } from '../analysis/tokens.ts';
import type { Known } from './known.ts';
import { splitInTwo } from './misspelt.ts';

const WITH_NUMBER = /^([a-z]{2,})(\d+)$/;

/**
 * The terms of a word that is written elsewhere as two: with a hyphen, with a space where no language has it as a word,
 * or before a number (`GPT2`, `GPT-2`).
 */
export function partsOf(token: Token, known: Known): readonly string[] {
  const { parts } = known.remembered;
  const found = parts.get(token) ?? lookUp(token, known);
  parts.set(token, found);
  return found;
}

function lookUp({ word, term }: Token, known: Known): readonly string[] {
  const hyphenated = known.vocabulary.parts(term);
  if (hyphenated) return hyphenated;
  const [, name = '', number = ''] = WITH_NUMBER.exec(word) ?? [];
  if (name !== '') return known.standTogether(name, number) ? [name, number] : [];
  return known.neighbours.isWord(word) ? [] : splitInTwo(word, known);
}
