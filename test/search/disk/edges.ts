import fc from 'fast-check';

/** Where varints grow by a byte, and where 32 bits and exact integers end. */
const EDGES = [2 ** 7, 2 ** 14, 2 ** 21, 2 ** 28, 2 ** 31, 2 ** 32, 2 ** 53 - 1];

/** Numbers from 0 up to and including `most`, those next to an edge as often as all others. */
export function edgy(most: number): fc.Arbitrary<number> {
  const near = EDGES.flatMap(edge => [edge - 1, edge, edge + 1]).filter(number => number <= most);
  return fc.oneof(fc.constantFrom(0, 1, most, ...near), fc.integer({ min: 0, max: most }));
}

export const MOST_UINT32 = 2 ** 32 - 1;

/** Any text that JavaScript can hold, also what no UTF-8 can: halves of surrogate pairs. */
export const wildText = fc.oneof(
  fc.constantFrom('', '\ud800', 'a\udc00', '\udc00\ud800', '\u0000', '\t\n', '𝔸', 'é', '中', '"\\'),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);
