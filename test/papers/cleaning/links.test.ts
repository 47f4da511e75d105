import { describe, expect, test } from 'vitest';
import { cleanAbstract } from '../../../src/papers/cleaning/clean.ts';
import { imitatedHost, safeLink } from '../../../src/papers/cleaning/hosts.ts';

const without = (abstract: string) => cleanAbstract(abstract, new Map());
const code = 'https://github.com/org/name';

describe('an abstract reads well without its links', () => {
  test.each([
    [`Our code is publicly available at: ${code}.`, 'Our code is publicly available.'],
    [`Code is available at ${code}`, 'Code is available.'],
    [`Our implementation is available in ${code} .`, 'Our implementation is available.'],
    [`It works. Codes: ${code}.`, 'It works.'],
    [`It works. ${code}`, 'It works.'],
    [`We open source our code at ${code}. It is fast.`, 'We open source our code. It is fast.'],
    [`Our code can be found at ${code}.`, 'Our code can be found online.'],
    [`We release it (${code}) to all.`, 'We release it to all.'],
    [`We release it (code available at ${code}).`, 'We release it.'],
    [`The data set (WILDS, ${code}) is new.`, 'The data set (WILDS) is new.'],
    [`See ${code} for details.`, 'See the linked page for details.'],
    [`The code is available at ${code}{GitHub}, with more.`, 'The code is available at GitHub, with more.'],
    [`The code is available \\href{${code}}{here}.`, 'The code is available here.'],
    [`Code is at [GitHub](${code}).`, 'Code is at GitHub.'],
    [`Code: \\url{${code}}`, ''],
    [`Code at <${code}>.`, 'Code.'],
    [`Code is at ${code}(GitHub).`, 'Code is at GitHub.'],
    [`Code is available at ${code}.Our method wins.`, 'Code is available. Our method wins.'],
    [`We win\\footnote{Code: ${code}}.`, 'We win.'],
  ])('%s', (abstract, text) => {
    expect(without(abstract)).toEqual({ text, links: [code] });
  });

  test('several links, each once', () => {
    expect(without(`Code is available at ${code} and ${code}.git, models at http://hf.co/org/m.`)).toEqual({
      text: 'Code is available, models.',
      links: [code, 'http://hf.co/org/m'],
    });
  });
});

describe('broken links are mended', () => {
  test.each([
    'https: // github. com/ org/ name',
    'https : //github.com/org/name',
    'https://github. com/org/name',
    'https://github.com/ org/name',
    `${code}.git{${code}}`,
    `${code}.git`,
    `${code}?utm_source=x`,
    `${code}${code}`,
    'https://github.com/org /name',
    'https://github.com/org/ name',
    'https://github.com/org/name.',
    'github.com/org/name',
    'HTTPS://GitHub.com/org/name',
  ])('%s', written => {
    expect(without(`Code is available at ${written}`).links).toEqual([code]);
  });

  test.each([
    ['Code is at https://github.com/org/ and elsewhere.', 'https://github.com/org/'],
    ['See https://example.org. we go on.', 'https://example.org/'],
    ['(at https://example.org/a_(b))', 'https://example.org/a_(b)'],
    ['at https://example.org/a,https', 'https://example.org/a,https'],
    ['at www.example.org/~name/', 'https://www.example.org/~name/'],
    ['http://robots.example.edu', 'http://robots.example.edu/'],
  ])('the sentence around is no part of it: %s', (written, link) => {
    expect(without(written).links).toEqual([link]);
  });

  test.each(['Node.js/TypeScript', 'Booking.com/Expedia', 'e.g.this', 'and/or', 'v1.2/3', 'mail@github.com'])(
    '%s is no link',
    text => {
      expect(without(text)).toEqual({ text, links: [] });
    },
  );
});

describe('a link is what it seems to be', () => {
  test.each([
    'https://aqinghuggingface.aqing5501.com/x',
    'https://huggingface.co.example.com/login/oauth',
    'https://github.com.example.net/org/name',
    'https://github-com.example.net/org/name',
    'https://g1thub.com/org/name',
    'https://gitiab.com/org/name',
    'https://arxiv.org.example.com/abs/2110.04260',
    'https://hugging-face.example.com/account/verify',
    'https://github.com@example.com/org/name',
    'https://user:password@example.com/',
    'https://gіthub.com/org/name',
    'http://localhost/x',
    'http://192.168.0.1/x',
    'javascript:alert(1)',
    'ftp://example.com/x',
    'data:text/html,x',
    'https://',
    'not a link',
  ])('%s is none', address => {
    expect(safeLink(address)).toBeUndefined();
  });

  test.each([
    'https://github.com/org/name',
    'https://gist.github.com/org/1',
    'https://org.github.io/name/',
    'https://huggingface.co/org/name',
    'https://org-name.hf.space/',
    'https://www.alphaxiv.org/abs/2110.04260',
    'https://colab.research.google.com/x',
    'https://www.biorxiv.org/content/1',
    'https://example.com/github.com/x',
  ])('%s is one', address => {
    expect(safeLink(address)).toBe(address);
  });

  test.each([
    [
      'https://aqinghuggingface.aqing5501.com/collections/Org/name-1a2b',
      'https://huggingface.co/collections/Org/name-1a2b',
    ],
    ['https://huggingface.example.com/datasets/org/name', 'https://huggingface.co/datasets/org/name'],
    ['https://huggingface.example.com/org/model-7b?x=y', 'https://huggingface.co/org/model-7b'],
  ])('the page of huggingface.co that %s copies is kept', (address, link) => {
    expect(safeLink(address)).toBe(link);
  });

  test('an imitation is not even shown as text', () => {
    const { text, links } = without('Code is at https://github.com.example.net/a and github.example.net/b.');
    expect(text).not.toContain('example');
    expect(links).toEqual([]);
  });

  test('hosts that share a name with nobody are nobody’s imitation', () => {
    expect(['example.com', 'ar5iv.org', 'hub.com', 'githu.b', 'medrxiv.org'].map(imitatedHost)).toEqual(
      Array(5).fill(undefined),
    );
  });
});
