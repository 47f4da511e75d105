import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOption, OPTION, splitTyped } from '../../../src/sandbox/page/option-value.ts';

const option = (type: number, rest: object = {}) => ({ name: 'it', description: 'It', type, ...rest });

describe('a value that was typed', () => {
  it.each<[string, object & { type: number }, string, string | number | boolean]>([
    ['a text', option(OPTION.text), ' words ', ' words '],
    ['a whole number', option(OPTION.integer), ' 7 ', 7],
    ['a number', option(OPTION.number), '-0.5', -0.5],
    ['the least', option(OPTION.integer, { min_value: 1, max_value: 5 }), '1', 1],
    ['the most', option(OPTION.integer, { min_value: 1, max_value: 5 }), '5', 5],
    ['zero where zero is the least', option(OPTION.integer, { min_value: 0 }), '0', 0],
  ])('is taken: %s', (_what, given, typed, value) => {
    expect(checkOption({ ...option(given.type), ...given }, typed, undefined)).toEqual({ value });
  });

  it.each<[string, object & { type: number }, string, string]>([
    ['a fraction where a whole number is wanted', option(OPTION.integer), '1.5', 'Needs a whole number.'],
    [
      'a whole number that is too large to be exact',
      option(OPTION.integer),
      '9007199254740993',
      'Needs a whole number.',
    ],
    ['words where a number is wanted', option(OPTION.number), 'two', 'Needs a number.'],
    ['infinity', option(OPTION.number), 'Infinity', 'Needs a number.'],
    ['below the least', option(OPTION.number, { min_value: 1 }), '0.5', 'Must be 1 or more.'],
    ['below a least of zero', option(OPTION.integer, { min_value: 0 }), '-1', 'Must be 0 or more.'],
    ['above the most', option(OPTION.integer, { max_value: 5 }), '6', 'Must be 5 or less.'],
    ['too short', option(OPTION.text, { min_length: 3 }), 'ab', 'Needs 3 characters or more.'],
    ['too long', option(OPTION.text, { max_length: 3 }), 'abcd', 'Takes 3 characters or fewer.'],
    ['longer than Discord takes', option(OPTION.text), 'x'.repeat(6001), 'Takes 6000 characters or fewer.'],
    ['typed where one picks', option(OPTION.yesNo), 'True', 'Choose one of the list.'],
    ['a person that was not picked', option(OPTION.user), '@moderator', 'Choose one of the list.'],
    [
      'none of the choices',
      option(OPTION.text, { choices: [{ name: 'A', value: 'a' }] }),
      'b',
      'Choose one of the list.',
    ],
  ])('is refused: %s', (_what, given, typed, problem) => {
    expect(checkOption({ ...option(given.type), ...given }, typed, undefined)).toEqual({ problem });
  });

  it('was picked: it counts, not the words that are shown', () => {
    expect(checkOption(option(OPTION.yesNo), 'False', false)).toEqual({ value: false });
  });
});

describe('a command that is pasted as a line', () => {
  const names = ['query', 'private', 'since'];
  it.each<[string, Record<string, string>]>([
    ['', {}],
    ['calibration', { query: 'calibration' }],
    ['query: calibration', { query: 'calibration' }],
    ['query:calibration private:true', { query: 'calibration', private: 'true' }],
    ['words first private: true', { query: 'words first', private: 'true' }],
    ['query: what: a question', { query: 'what: a question' }],
    ['query: https://arxiv.org/abs/2006.08848', { query: 'https://arxiv.org/abs/2006.08848' }],
    ['since: 2023 query: a', { since: '2023', query: 'a' }],
  ])('%s', (line, expected) => {
    expect(splitTyped(line, names)).toEqual(expected);
  });

  it('gives back what a line was made of', () => {
    const words = fc.stringMatching(/^[a-z]+( [a-z]+)*$/);
    fc.assert(
      fc.property(fc.record({ query: words, private: words, since: words }, { requiredKeys: [] }), given => {
        const line = Object.entries(given)
          .map(([name, value]) => `${name}: ${value}`)
          .join(' ');
        expect(splitTyped(line, names)).toEqual(given);
      }),
    );
  });
});
