import { expect, it } from 'vitest';
import { readName } from '../../../src/library/formats/names.ts';

it.each([
  ['Simiao Zuo', { family: 'Zuo', given: 'Simiao' }],
  ['Anton van den Hengel', { family: 'van den Hengel', given: 'Anton' }],
  ['Alexandre de Brébisson', { family: 'de Brébisson', given: 'Alexandre' }],
  ['A. C. Miller', { family: 'Miller', given: 'A. C.' }],
  ['Martin Luther King Jr.', { family: 'King Jr.', given: 'Martin Luther' }],
  ['Hengel, Anton', { family: 'Hengel', given: 'Anton' }],
  ['Aristotle', { literal: 'Aristotle' }],
  ['Gemini Team', { literal: 'Gemini Team' }],
  ['Barnes and Noble', { literal: 'Barnes and Noble' }],
])('%s', (name, expected) => {
  expect(readName(name)).toEqual(expected);
});
