import { describe, expect, it } from 'vitest';
import { citation } from '../../commands/paper/citation.ts';
import { explanations } from '../../commands/search/explanations.ts';
import { trendingReply } from '../../commands/trending/replies.ts';
import { hereLine, voteLabel } from '../../src/messages/guild-activity.ts';
import { openMenu } from '../../src/messages/open-menu.ts';
import { pageFooter, turnButtons } from '../../src/messages/paging.ts';
import { paperButtons } from '../../src/messages/paper-card.ts';
import { whereabouts } from '../../src/messages/paper-line.ts';
import { didYouMean } from '../../src/messages/paper-not-found.ts';
import { packFilters, unpackFilters } from '../../src/messages/search-request.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { labels, mention, PAPER, papers } from './given.ts';

describe('pages', () => {
  const buttons = (page: number, pages: number) =>
    turnButtons(page, pages, to => ({ command: 'c', action: 'a', args: [`${to}`] }))
      .flat()
      .map(button => ('does' in button && 'label' in button ? [button.does.args[0], button.disabled] : []));

  it.each([
    ['nothing to turn on the only page', 0, 1, []],
    ['none at all', 0, 0, []],
    [
      'the first',
      0,
      3,
      [
        ['-1', true],
        ['1', false],
      ],
    ],
    [
      'one between',
      1,
      3,
      [
        ['0', false],
        ['2', false],
      ],
    ],
    [
      'the last',
      2,
      3,
      [
        ['1', false],
        ['3', true],
      ],
    ],
    [
      'one beyond',
      3,
      3,
      [
        ['2', false],
        ['4', true],
      ],
    ],
  ])('%s', (_what, page, pages, expected) => {
    expect(buttons(page, pages)).toEqual(expected);
  });

  it('are counted from one, where there are several', () => {
    expect([pageFooter('7 papers', 0, 1), pageFooter('7 papers', 1, 2)]).toEqual([
      '7 papers',
      '7 papers · page 2 of 2',
    ]);
  });
});

it.each<[Partial<Paper>, string]>([
  [{}, ''],
  [{ year: 2022 }, '2022'],
  [{ venue: 'ICLR', year: 2022, arxivId: '2110.04260' }, 'ICLR 2022 · arXiv 2110.04260'],
  [{ venue: 'ICLR', withdrawn: true }, 'withdrawn · ICLR'],
])('where a paper stands: %j', (more, expected) => {
  expect(whereabouts({ ...PAPER, ...more })).toBe(expected);
});

it.each([
  [{ votes: 0, savers: 0 }, undefined],
  [{ votes: 3, savers: 1 }, '👍 3 · saved by 1 person here'],
  [{ votes: 0, savers: 2 }, 'saved by 2 people here'],
  [
    { votes: 1, savers: 0, thread: { guildId: '1', threadId: '2' } },
    '💬 [in discussion](https://discord.com/channels/1/2) · 👍 1',
  ],
])('what people did with a paper: %j', (here, expected) => {
  expect(hereLine(here)?.source).toBe(expected);
});

it('a vote has its count on its button', () => {
  expect([voteLabel(0), voteLabel(12)]).toEqual(['👍', '👍 12']);
});

it.each<[string, Parameters<typeof paperButtons>[1], string[]]>([
  ['in a server', {}, ['Related', 'Cite', 'Discuss', 'Save', '👍']],
  ['in direct messages', { alone: true }, ['Related', 'Cite', 'Save']],
])('what can be done with a paper %s', (_where, options, expected) => {
  expect(paperButtons(PAPER, options).map(({ label }) => label)).toEqual(expected);
  // By the mark in one of its buttons a post is known again.
  const marked = paperButtons(PAPER, { ...options, mark: 'm' }).filter(({ does }) => does.args.includes('m'));
  expect(marked).toHaveLength(1);
});

describe('a citation', () => {
  const CITATION = { plain: 'A. Author (2022).', bibtex: '@article{a}', ris: 'TY  - JOUR\r\nER  - \r\n' };

  it('is shown to be copied', () => {
    const { content, files } = citation(CITATION);
    expect(content?.source.split('```')).toHaveLength(7);
    expect(content?.source).not.toContain('\r');
    expect(files).toBeUndefined();
  });

  it.each([
    ['that ends its own block', { bibtex: 'a ``` b' }],
    ['in whichever form', { plain: '```' }],
    ['that is too long', { bibtex: 'x'.repeat(2000) }],
  ])('comes as files: one %s', (_what, change) => {
    const { content, files } = citation({ ...CITATION, ...change });
    expect(files?.map(({ name }) => name)).toEqual(['citation.bib', 'citation.ris', 'citation.txt']);
    expect(content?.source).not.toContain('```');
  });
});

describe('the filters of a search', () => {
  it('travel in one argument of a button', () => {
    const filters = { topic: 'a&b=c', since: '2023-05', author: 'José  Ñ', sort: 'newest' as const };
    const read = unpackFilters(packFilters(filters));
    const names = ['topic', 'since', 'until', 'author', 'sort'] as const;
    expect(names.map(read)).toEqual(['a&b=c', '2023-05', undefined, 'José  Ñ', 'newest']);
    expect([packFilters({}), unpackFilters(undefined)('topic')]).toEqual(['', undefined]);
  });

  it('are read as if they had been typed, whatever a client sends', () => {
    const read = unpackFilters('author=a%00b%ED%A0%80&topic=x');
    expect(read('author')).not.toContain('\u0000');
    expect(read('author')?.isWellFormed()).toBe(true);
  });
});

describe('why papers were found', () => {
  const why = (change: object) => ({ matched: [], inOtherWords: [], missing: [], closeness: 0, ...change });
  it.each([
    ['nothing to say', {}, /./],
    [
      'the words, and where they are',
      { matched: [{ word: 'a*', in: ['title', 'abstract'] }] },
      /\*\*a\\\*\*\* \(title, abstract\)/,
    ],
    ['words that are missing', { missing: ['gone'] }, /gone/],
    ['near in meaning', { closeness: 0.35 }, /^Near /],
    ['very near', { closeness: 0.6 }, /^Very near /],
    ['not near', { closeness: 0.34 }, /^(?!.*[Nn]ear )/],
  ])('%s', (_what, change, expected) => {
    const [embed] = explanations('q', [{ paper: PAPER, why: why(change) }], 6).embeds ?? [];
    expect(embed?.fields).toEqual([{ name: '6. A title', value: { source: expect.stringMatching(expected) } }]);
  });
});

it.each([1, 2])('where no paper is named for certain, each of %i buttons does it for one', count => {
  const reply = didYouMean('x', papers(count), {
    verb: 'Save',
    does: ({ id }) => ({ command: 'c', action: 'a', args: [id] }),
  });
  expect(labels(reply)).toEqual(Array.from({ length: count }, () => ['Save: A title']));
  const first = reply.rows?.map(row => Array.isArray(row) && row.map(button => 'style' in button && button.style));
  expect(first?.[0]).toEqual(['primary']);
  expect(first?.slice(1).flat()).not.toContain('primary');
});

it.each([
  [{}, undefined],
  [{ venue: 'ICLR' }, 'ICLR'],
])('a paper to be opened from a menu, with %j', (more, expected) => {
  const { choices } = openMenu([{ ...PAPER, title: 'long '.repeat(50), ...more }], 12);
  expect(choices[0]?.label).toMatch(/^12\. long .{0,95}…$/);
  expect(choices[0]?.description).toBe(expected);
});

describe('what is trending', () => {
  const trend = { paperId: '', score: 1, votes: 2, saves: 1, discussed: true };
  const page = (total: number, one = trend) =>
    trendingReply({ period: 'week', trends: [{ trend: one, paper: PAPER }], total, page: 0, ownerId: '7', mention });

  it.each([
    [trend, '👍 2 · saved 1 time · 💬 discussed'],
    [{ ...trend, votes: 0, saves: 2, discussed: false }, 'saved 2 times'],
  ])('says why: %j', (one, expected) => {
    expect(page(1, one).embeds?.[0]?.description?.source).toContain(`\n${expected}`);
  });

  it('has a page for each five', () => {
    expect([5, 6].map(total => page(total).embeds?.[0]?.footer)).toEqual(['5 papers', '6 papers · page 1 of 2']);
    expect(page(0).rows).toBeUndefined();
    expect(page(0).embeds?.[0]?.description?.source).toContain('</discuss:1>');
  });
});
