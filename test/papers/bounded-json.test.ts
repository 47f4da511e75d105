import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseJson } from '../../src/papers/bounded-json.ts';

const deep = (levels: number, open = '[', close = ']') => `${open.repeat(levels)}1${close.repeat(levels)}`;

it('gives what JSON.parse gives for everything that people write', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), text => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

it.each([
  ['lists', deep(100_000)],
  ['records', deep(100_000, '{"a":', '}')],
  ['a field', `{"title":"T","x":${deep(100_000)}}`],
])('of %s within each other gives some levels, which can be written again', (_, text) => {
  expect(JSON.stringify(parseJson(text)).length).toBeLessThan(1000);
});

it('keeps what stands beside, and refuses what is no JSON', () => {
  expect(parseJson(`[{"title":"T","x":${deep(50_000)}},{"title":"U"}]`)).toMatchObject([
    { title: 'T' },
    { title: 'U' },
  ]);
  expect(() => parseJson('[[[')).toThrow(SyntaxError);
  expect(parseJson('{"__proto__": {"a": 1}}')).not.toHaveProperty('a');
});
