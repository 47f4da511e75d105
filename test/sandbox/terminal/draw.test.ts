import { describe, expect, it } from 'vitest';
import { type Drawable, draw } from '../../../src/sandbox/terminal/draw.ts';
import { MarkdownDrawer, type Reader } from '../../../src/sandbox/terminal/draw-markdown.ts';
import { ANSI, NO_STYLE } from '../../../src/sandbox/terminal/style.ts';

const reader: Reader = {
  user: id => ({ 1: 'reader' })[id],
  role: id => ({ 2: 'Organisers' })[id],
  channel: id => ({ 3: 'papers' })[id],
  now: () => 0,
};

describe('markdown in the terminal', () => {
  it.each([
    ['**1.** [Title](https://a.example)', '1. Title (https://a.example)'],
    ['C\\*-algebra and \\*\\*not bold\\*\\*', 'C*-algebra and **not bold**'],
    ['-# small', 'small'],
    ['see </search:123> <t:259200:R>', 'see /search in 3 days'],
    ['<t:0:D>', new Date(0).toLocaleString(undefined, { dateStyle: 'long' })],
    ['<t:99999999999999999:R>', 'Invalid date'],
    ['<@1> and <@&2> meet in <#3>', '@reader and @Organisers meet in #papers'],
    ['<@9> <@&9> <#9>', '@unknown-user @unknown-role #unknown'],
    ['\\<@1> `<#3>`', '<@1> <#3>'],
    ['- one\n- two\n  more', '- one\n- two\n  more'],
    ['> said\n> twice', '> said\n> twice'],
    ['a\n\n**b**', 'a\n\nb'],
    ['<https://a.example/x_y>', 'https://a.example/x_y'],
    ['```bibtex\n@misc{a}\n```', '@misc{a}'],
    ['@\u200beveryone', '@everyone'],
    ['a\u001b[31mred', 'a[31mred'],
    ['private use \ue01b[2J', 'private use \ue01b[2J'],
  ])('%j → %j', (markdown, text) => {
    expect(new MarkdownDrawer(NO_STYLE, reader).text(markdown)).toBe(text);
  });

  it('draws bold where the terminal can', () => {
    expect(new MarkdownDrawer(ANSI, reader).text('a **b**')).toBe('a \u001b[1mb\u001b[22m');
  });
});

describe('draw', () => {
  it('draws every part of a message', () => {
    const message: Drawable = {
      private: true,
      content: 'Hello',
      embeds: [
        {
          title: 'Title',
          url: 'https://a.example',
          description: 'Text',
          fields: [{ name: 'Year', value: '2022' }],
          footer: { text: '1 paper' },
        },
      ],
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 2, label: 'Next' },
            { type: 2, style: 5, label: 'arXiv', url: 'https://b.example' },
          ],
        },
        {
          type: 1,
          components: [
            {
              type: 3,
              custom_id: 'x',
              placeholder: 'Open a paper…',
              options: [
                { label: 'a', value: 'a' },
                { label: 'b', value: 'b' },
              ],
            },
          ],
        },
      ],
      files: [{ filename: 'a.bib', contentType: 'text/plain', size: 5, url: 'http://127.0.0.1/a.bib', text: '@misc' }],
    };
    expect(draw(message, NO_STYLE, reader)).toBe(
      '(only you can see this)\n\nHello\n\nTitle\nhttps://a.example\n\nText\n\nYear: 2022\n\n1 paper\n\na.bib\n@misc\n\n[Next] [arXiv https://b.example]\n[Open a paper… open …]\n  1 a\n  2 b',
    );
  });
});
