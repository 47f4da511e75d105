import { describe, expect, it } from 'vitest';
import { type Drawable, draw } from '../../../src/sandbox/terminal/draw.ts';
import { ANSI, markdownToText, NO_STYLE } from '../../../src/sandbox/terminal/markdown-to-text.ts';

describe('markdownToText', () => {
  it.each([
    ['**1.** [Title](https://a.example)', '1. Title (https://a.example)'],
    ['C\\*-algebra and \\*\\*not bold\\*\\*', 'C*-algebra and **not bold**'],
    ['-# small', 'small'],
    ['see </search:123> since <t:0:R>', 'see /search since 1970-01-01 00:00'],
    ['<https://a.example/x_y>', 'https://a.example/x_y'],
    ['```bibtex\n@misc{a}\n```', '@misc{a}'],
    ['@\u200beveryone', '@everyone'],
    ['a\u001b[31mred', 'a[31mred'],
    ['private use \ue01b[2J', 'private use \ufffd[2J'],
  ])('%j → %j', (markdown, text) => {
    expect(markdownToText(markdown, NO_STYLE)).toBe(text);
  });

  it('draws bold where the terminal can', () => {
    expect(markdownToText('a **b**', ANSI)).toBe('a \u001b[1mb\u001b[22m');
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
    expect(draw(message, NO_STYLE)).toBe(
      '(only you can see this)\n\nHello\n\nTitle\nhttps://a.example\n\nText\n\nYear: 2022\n\n1 paper\n\na.bib\n@misc\n\n[Next] [arXiv https://b.example]\n[Open a paper… open …]\n  1 a\n  2 b',
    );
  });
});
