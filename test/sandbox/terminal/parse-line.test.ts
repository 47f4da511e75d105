import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedCommand } from '../../../src/sandbox/driver/listed-command.ts';
import { parseLine } from '../../../src/sandbox/terminal/parse-line.ts';

const text = (name: string, required: boolean) => ({ name, description: `The ${name}`, type: 3, required });
const COMMANDS: ListedCommand[] = [
  {
    name: 'search',
    description: '',
    onMessage: false,
    options: [text('query', true), { ...text('private', false), type: 5 }],
  },
  { name: 'about', description: '', onMessage: false, options: [] },
  { name: 'Find papers like this', description: '', onMessage: true, options: [] },
  {
    name: 'daily',
    subcommand: 'subscribe',
    description: '',
    onMessage: false,
    options: [text('time', true), { ...text('count', false), type: 4 }],
  },
];

describe('parseLine', () => {
  it.each([
    ['/search calibration', { kind: 'slash', name: 'search', values: { query: 'calibration' } }],
    ['/search query: two words', { kind: 'slash', name: 'search', values: { query: 'two words' } }],
    ['/search query:x private:true', { kind: 'slash', name: 'search', values: { query: 'x', private: true } }],
    [
      '/search SSDD: diffusion decoder private: no',
      { kind: 'slash', name: 'search', values: { query: 'SSDD: diffusion decoder', private: false } },
    ],
    [
      '/search https://arxiv.org/abs/2110.04260',
      { kind: 'slash', name: 'search', values: { query: 'https://arxiv.org/abs/2110.04260' } },
    ],
    ['  /about  ', { kind: 'slash', name: 'about', values: {} }],
    [
      '/daily subscribe 08:30 count: 2',
      { kind: 'slash', name: 'daily', subcommand: 'subscribe', values: { time: '08:30', count: 2 } },
    ],
    ['next', { kind: 'press', button: 'Next' }],
    ['Previous', { kind: 'press', button: 'Previous' }],
    ['open 2', { kind: 'open', number: 2 }],
    ['press Related', { kind: 'press', button: 'Related' }],
    ['menu Find papers like this', { kind: 'menu', name: 'Find papers like this' }],
    ['quit', { kind: 'quit' }],
    ['', { kind: 'nothing' }],
  ])('%s', (line, meaning) => {
    expect(parseLine(line, COMMANDS)).toEqual(meaning);
  });

  it.each([
    ['/search', 'needs "query"'],
    ['/search x private: maybe', 'true or false'],
    ['/daily subscribe 08:30 count: two', 'a whole number'],
    ['/daily', 'subscribe'],
    ['/serch x', '/search'],
    ['open two', 'open 2'],
    ['calibration', '/search calibration'],
  ])('%s is told what to do', (line, hint) => {
    expect(parseLine(line, COMMANDS)).toMatchObject({ kind: 'wrong', hint: expect.stringContaining(hint) });
  });

  it('takes any line', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), line => void parseLine(line, COMMANDS)));
  });
});
