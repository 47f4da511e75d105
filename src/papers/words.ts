import { normalised } from '../platform/normalised.ts';

/** Words of titles that say nothing about what a paper is. */
const COMMON = new Set(
  'a an and as at by for from in into is it its of on or the through to towards toward under using via with without'.split(
    ' ',
  ),
);

/** How many telling words of two titles of one work are the same, at least. */
export const SHARED_TITLE_WORDS = 4;
/**
 * How much of the vocabulary of the shorter abstract must stand in the longer one; of different works by one group it
 * is about a third.
 */
export const SHARED_ABSTRACT = 0.5;

/** Surname and first initial: sources differ in how much of the other names they give. */
export function authorKey(name: string): string {
  const plain = normalised(name, 'NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
  return `${plain.slice(0, 1)} ${plain.split(/\s+/).at(-1)}`;
}

/** The telling words of a title or an abstract. */
export function words(text: string): Set<string> {
  const all = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(all.filter(word => !COMMON.has(word)));
}

/** How many words two texts have in common. */
export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.intersection(b).size;
}

/** How much of the shorter one stands in the longer one: 0 to 1. */
export function shareOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return shared(a, b) / Math.max(1, Math.min(a.size, b.size));
}
