import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bold, join, link, md, oneLine, plain, source, titleText } from '../../src/interactions/markdown.ts';

describe('md', () => {
  it('escapes what is put in and keeps what is written', () => {
    expect(md`**${'a*b_c'}**`.source).toBe('**a\\*b\\_c**');
  });

  it('does not escape twice', () => {
    expect(md`${md`${'*'}`}`.source).toBe('\\*');
    expect(join([bold('a_b'), 'c_d'], ' ').source).toBe('**a\\_b** c\\_d');
  });

  it.each([
    ['mentions of everyone', '@everyone and @here', '@\u200beveryone and @\u200bhere'],
    ['mentions of people', '<@123> <@&5> <#7>', '\\<@123> \\<@&5> \\<#7>'],
    ['links', '[x](https://a.example)', '\\[x\\](https\\://a.example)'],
    ['headings, quotes and lists', '# a\n> b\n- c\n1. d', '\\# a\n\\> b\n\\- c\n1\\. d'],
    ['spoilers, strike-through and code', '||a|| ~~b~~ `c`', '\\|\\|a\\|\\| \\~\\~b\\~\\~ \\`c\\`'],
    ['backslashes', '\\*', '\\\\\\*'],
    ['times and ways into the server', '<t:0:R> <id:home>', '\\<t:0:R> \\<id:home>'],
    ['names of emoji', ':skull: 10:30:15 a::b', '\\:skull: 10:30:15 a::b'],
    ['small print', '-# a\n  -# b', '\\-# a\n  \\-# b'],
  ])('takes the force from %s', (_what, typed, shown) => {
    expect(source(typed)).toBe(shown);
  });

  it.each(['2–3×', 'f-divergence', '90% of 1.5', 'a > b', '#5'.slice(1), 'meta-learning'])(
    'leaves %s as it is',
    text => {
      expect(source(text)).toBe(text);
    },
  );

  /** What a reader sees: a backslash before a character that is no letter, digit or space vanishes. */
  const rendered = (text: string) => text.replace(/\\([^0-9A-Za-z\s])/g, '$1').replaceAll('@\u200b', '@');

  it('shows the text itself, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(rendered(source(text))).toBe(plain(text).replaceAll('@\u200b', '@'));
      }),
    );
  });

  it('leaves no character of markup without a backslash', () => {
    const markup = fc.string({
      unit: fc.constantFrom('*', '_', '~', '`', '|', '<', '[', ']', '\\', 'a', ' ', '\n', '#', '>', '-'),
    });
    fc.assert(
      fc.property(markup, text => {
        const unescaped = source(text).replace(/\\[^0-9A-Za-z\s]/g, 'x');
        expect(unescaped).not.toMatch(/[*_~`|<[\]\\]|^\s*[#>-]/m);
      }),
    );
  });
});

describe('plain', () => {
  it('drops controls and direction overrides, mends lone surrogates', () => {
    expect(plain('a\u0000b\u202ec\ud800\r\nd\te')).toBe('abc\ufffd\nd e');
  });
});

describe('titleText', () => {
  it.each([
    ['C*-algebra and l_0', 'C*-algebra and l_0'],
    ['**bold**', '∗∗bold∗∗'],
    ['[a](https://b.example)', '［a］(https:⁄⁄b.example)'],
    ['<@1> @everyone', '‹@1> @\u200beveryone'],
    ['a < b', 'a < b'],
    ['x<y and p<a', 'x<y and p<a'],
    ['at <t:0:R>, <T:0>', 'at ‹t:0:R>, ‹T:0>'],
    ['<id:customize> <:emoji:1> <a:emoji:1> </help:1>', '‹id:customize> ‹:emoji:1> ‹a:emoji:1> ‹/help:1>'],
    ['<#1> <@&2> <https://a.example>', '‹#1> ‹@&2> ‹https:⁄⁄a.example>'],
    ['||spoiler||', '∣∣spoiler∣∣'],
  ])('%s → %s', (text, shown) => {
    expect(titleText(text)).toBe(shown);
  });
});

describe('link', () => {
  it('encodes what would end the address', () => {
    expect(link('a', 'https://x.example/a_(b)').source).toBe('[a](https://x.example/a%5F%28b%29)');
  });

  it.each(['javascript:alert(1)', 'no address', undefined])('shows only the words for %s', url => {
    expect(link('a*b', url).source).toBe('**a\\*b**');
  });
});

describe('oneLine', () => {
  it('folds white space', () => {
    expect(oneLine(' a\n\n b\tc ')).toBe('a b c');
  });
});
