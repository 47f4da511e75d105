import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../src/papers/page.ts';

const abstract = (topic: string, sentences = 6) =>
  `We study ${topic} in depth, and find that it matters. `.repeat(sentences).trim();
const PAPERS = [
  ['Taming Experts', abstract('experts')],
  ['Preprint: Norm Loss: An efficient method', abstract('norms')],
  ['The GAN is dead; long live the GAN! A Modern Baseline', abstract('adversaries')],
  ['Subscribe or Not? A Study of Newsletters', abstract('newsletters')],
  ['3D Models', abstract('models')],
  ['Is attention all you really need?', abstract('attention', 4)],
] as const;
const HEAD = ['Get trending papers in your email inbox once a day!', 'Get trending papers in your email inbox!'];

const pairs = (text: string) => readPage(text).entries.map(({ title, abstract }) => [title, abstract]);
const plain = PAPERS.flat();

describe('the same papers from a page saved in another way', () => {
  test.each<[way: string, page: string]>([
    ['titles and abstracts only', plain.join('\n')],
    ['no line break at the end, blank lines between', plain.join('\n\n\n')],
    ['a blank line between papers only', PAPERS.map(paper => paper.join('\n')).join('\n\n')],
    ['CRLF and a byte order mark', `\ufeff${plain.join('\r\n')}\r\n`],
    ['no-break and trailing spaces', plain.map(line => ` ${line.replace(' ', '\u00a0')}  `).join('\n')],
    ['its head, with the button stuck to the first title', [...HEAD, `Subscribe${plain.join('\n')}`].join('\n')],
    ['its head all stuck together', `${HEAD.join('')}Subscribe${plain.join('\n')}`],
    ['the button on a line of its own', [...HEAD, 'Subscribe', ...plain].join('\n')],
    [
      'menus before',
      [
        'Hugging Face',
        'Models',
        'Datasets',
        'Spaces',
        'Docs',
        'Pricing',
        'Log In',
        'Sign Up',
        'new',
        'Daily Papers',
        'byAK and the research community',
        'Nov 24',
        'new',
        'Trending Papers',
        'by AK and the research community',
        ...HEAD,
        'Subscribe',
        ...plain,
      ].join('\n'),
    ],
    ['an unknown line before', ['Something that no page has had so far', ...plain].join('\n')],
    [
      'counts, names and dates between',
      PAPERS.map(paper =>
        [
          'Submitted by',
          'someone',
          '57',
          ...paper,
          '· 12 authors',
          'Published on Nov 24, 2025',
          'Upvote',
          '3',
          'GitHub 1.2k',
          'arXiv Page',
        ].join('\n'),
      ).join('\n'),
    ],
    [
      'counts between title and abstract',
      PAPERS.map(([title, text]) => [title, '57', '· 12 authors', text].join('\n')).join('\n'),
    ],
    [
      'a foot',
      [
        ...plain,
        'Previous',
        '1',
        '2',
        '…',
        'Next',
        'Company',
        'TOS',
        'Privacy',
        'About',
        'Careers',
        'Website',
        '© Hugging Face',
        `${abstract('cookies')} By using this site you accept our privacy policy.`,
      ].join('\n'),
    ],
  ])('%s', (_, page) => {
    expect(pairs(page)).toEqual(PAPERS.map(paper => [...paper]));
  });

  test('what belongs to no paper is told with its line', () => {
    expect(readPage([...HEAD, 'Nov 24', '', ...plain, 'Next'].join('\n')).passedOver).toEqual([
      { line: 1, text: HEAD[0] },
      { line: 2, text: HEAD[1] },
      { line: 3, text: 'Nov 24' },
      { line: 5 + plain.length, text: 'Next' },
    ]);
  });

  test('each entry tells the line of its title', () => {
    expect(readPage(`\n${plain.join('\n')}`).entries.map(entry => entry.line)).toEqual([2, 4, 6, 8, 10, 12]);
  });
});

describe('title or abstract', () => {
  test('a title with a full stop above a long abstract', () => {
    expect(pairs(`All that you need is attention.\n${abstract('attention')}`)).toEqual([
      ['All that you need is attention.', abstract('attention')],
    ]);
  });

  test('an abstract of one short sentence', () => {
    expect(pairs('On P and NP\nWe show that both are equal.\nAnother Title\nIt is as short as the first one.')).toEqual(
      [
        ['On P and NP', 'We show that both are equal.'],
        ['Another Title', 'It is as short as the first one.'],
      ],
    );
  });

  test('an abstract of several paragraphs', () => {
    expect(pairs(`Title\n${abstract('a')}\n\n${abstract('b')}\nNext Title\n${abstract('c')}`)).toEqual([
      ['Title', `${abstract('a')} ${abstract('b')}`],
      ['Next Title', abstract('c')],
    ]);
  });

  test('a very long title', () => {
    const title = `On ${'very '.repeat(50)}long titles`;
    expect(pairs(`${title}\n${abstract('titles')}`)).toEqual([[title, abstract('titles')]]);
  });

  test.each([
    'Models of the World',
    'Datasets',
    'Search Models',
    'New',
    '2048',
    'Privacy',
    'May 2024',
    'Copyright in Models',
    'Subscribers and Readers',
    'SubscribeNet',
  ])('the second title on a page may begin like a menu: %s', title => {
    const known = ['Datasets', 'New', '2048', 'Privacy', 'May 2024'].includes(title);
    const read = readPage(`A Title\n${abstract('a')}\n${title}\n${abstract('b')}`);
    if (known) expect(read.passedOver).toContainEqual({ line: 3, text: title });
    else expect(read.entries[1]?.title).toBe(title);
  });

  test('an abstract without a title is told, not lost in another', () => {
    const page = readPage(`A Title\n${abstract('a')}\nNext\n${abstract('b')}`);
    expect(page.entries).toHaveLength(1);
    expect(page.passedOver.map(line => line.line)).toEqual([3, 4]);
  });
});

test('a page of hundreds of papers, some of them twice', () => {
  const many = Array.from({ length: 700 }, (_, at) => [
    `Paper ${at % 500} on regularisation`,
    abstract(`paper ${at % 500}`),
  ]);
  expect(pairs([...HEAD, ...many.flat()].join('\n'))).toEqual(many);
});

test('any text is read without an exception, and every line has its place', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('Next', '', 'A Title', abstract('x'), '42', 'It is a sentence of seven words.'),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), lines => {
      const { entries, passedOver } = readPage(lines.join('\n'));
      for (const { title, abstract } of entries) expect(title && abstract).not.toBe('');
      expect(passedOver.map(one => one.line)).toEqual(passedOver.map(one => one.line).toSorted((a, b) => a - b));
    }),
  );
});
