import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReferences } from '../../../src/papers/references/index.ts';

/** What the reader says of how many entries there are. */
function counted(text: string): number {
  const content = readReferences(text, 1_000_000);
  if (content.kind !== 'entries') throw new Error(content.kind);
  return content.entries.length + content.rejected.length;
}

const PIECES = [
  '{',
  '}',
  '"',
  '\\',
  '$',
  ',',
  '=',
  '#',
  '%',
  '(',
  ')',
  'title = {One}',
  'title = {',
  'crossref = {a},',
  '\\"{',
  'é',
];
/** Without what begins an entry. */
const junk = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 12 })), { maxLength: 12 })
  .map(pieces => pieces.join(' ').replace(/[@\r\n]/g, ''));
const tagged = fc.oneof(
  fc.constantFrom('TI  - One', 'AU  - A', 'XX', '', 'AB  - x', 'a line that goes on', 'PY  - x'),
  fc.string({ maxLength: 12 }).map(text => text.replace(/[\r\n]|^\s*(?:TY|ER)/g, '')),
);
const item = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.record(
    {
      title: fc.jsonValue({ maxDepth: 1 }),
      author: fc.jsonValue({ maxDepth: 3 }),
      issued: fc.jsonValue({ maxDepth: 3 }),
      DOI: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
);
const several = { minLength: 1, maxLength: 8 };

describe('as many entries are read or rejected as a file begins, whatever they hold', () => {
  it('in BibTeX', () => {
    fc.assert(
      fc.property(fc.array(junk, several), entries => {
        expect(counted(entries.map((entry, i) => `@misc{k${i}, ${entry}\n`).join(''))).toBe(entries.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('in RIS', () => {
    fc.assert(
      fc.property(fc.array(fc.array(tagged, { maxLength: 8 }), several), records => {
        const text = records.map((lines, i) => ['TY  - JOUR', ...lines, i % 2 ? 'ER  - ' : '', ''].join('\n')).join('');
        expect(counted(text)).toBe(records.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('in CSL-JSON', () => {
    fc.assert(
      fc.property(fc.array(item, several), items => {
        expect(counted(JSON.stringify([{ type: 'book', title: 'T' }, ...items]))).toBe(items.length + 1);
      }),
      { numRuns: 1000 },
    );
  });
});
