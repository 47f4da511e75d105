import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../src/sandbox/markdown/blocks.ts';
import { type Block, type Inline, parseInline } from '../../../src/sandbox/markdown/inline.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

describe('within a line', () => {
  const link = (url: string, ...children: Inline[]): Inline => ({ kind: 'link', url, children });
  it.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    ['**bold** and *italic*', [bold('bold'), text(' and '), italic('italic')]],
    ['_italic_ but snake_case_name', [italic('italic'), text(' but snake_case_name')]],
    ['***both***', [{ kind: 'bold', children: [italic('both')] }]],
    ['__under__', [{ kind: 'underline', children: [text('under')] }]],
    ['~~gone~~', [{ kind: 'struck', children: [text('gone')] }]],
    ['||hidden||', [{ kind: 'spoiler', children: [text('hidden')] }]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
    ['\\*not italic\\*', [text('*not italic*')]],
    ['`**code**`', [{ kind: 'code', text: '**code**' }]],
    ['``a ` b``', [{ kind: 'code', text: 'a ` b' }]],
    ['**never closed', [text('**never closed')]],
    ['[words](https://a.example/b)', [link('https://a.example/b', text('words'))]],
    ['[words](https://a.example/b_(c))', [link('https://a.example/b_(c)', text('words'))]],
    ['[x](javascript:alert)', [text('[x](javascript:alert)')]],
    ['see https://a.example/b.', [text('see '), link('https://a.example/b', text('https://a.example/b')), text('.')]],
    ['<https://a.example>', [link('https://a.example', text('https://a.example'))]],
    ['https\\://a.example', [text('https://a.example')]],
    ['<@12> <@!12>', [{ kind: 'user', id: '12' }, text(' '), { kind: 'user', id: '12' }]],
    ['<@&3> in <#4>', [{ kind: 'role', id: '3' }, text(' in '), { kind: 'channel', id: '4' }]],
    ['</list add:5>', [{ kind: 'command', name: 'list add' }]],
    ['@everyone', [{ kind: 'everyone', text: '@everyone' }]],
    ['<:paper:6>', [{ kind: 'emoji', name: 'paper' }]],
    ['<t:60:R>', [{ kind: 'time', at: 60_000, style: 'R' }]],
    ['<t:60>', [{ kind: 'time', at: 60_000, style: 'f' }]],
    ['<t:sixty>', [text('<t:sixty>')]],
    ['<b>no tag</b>', [text('<b>no tag</b>')]],
  ])('%s', (source, expected) => {
    expect(parseInline(source)).toEqual(expected);
  });

  it('in a title, escapes and links are shown as they are', () => {
    expect(parseInline('\\*x\\* https://a.example', 'title')).toEqual([text('\\*x\\* https://a.example')]);
    expect(parseInline('**x**', 'title')).toEqual([bold('x')]);
  });
});

describe('lines', () => {
  const paragraph = (words: string): Block => ({ kind: 'paragraph', children: [text(words)] });
  it.each<[string, Block[]]>([
    ['one\ntwo', [paragraph('one\ntwo')]],
    ['# Title', [{ kind: 'heading', level: 1, children: [text('Title')] }]],
    ['#no-title', [paragraph('#no-title')]],
    ['-# small', [{ kind: 'subtext', children: [text('small')] }]],
    ['> a\n> b\nc', [{ kind: 'quote', children: [paragraph('a\nb')] }, paragraph('c')]],
    ['> > a', [{ kind: 'quote', children: [paragraph('> a')] }]],
    ['>>> a\nb', [{ kind: 'quote', children: [paragraph('a\nb')] }]],
    ['- a\n- b', [{ kind: 'list', ordered: false, start: 1, items: [[paragraph('a')], [paragraph('b')]] }]],
    ['3. a', [{ kind: 'list', ordered: true, start: 3, items: [[paragraph('a')]] }]],
    [
      '- a\n  - b',
      [
        {
          kind: 'list',
          ordered: false,
          start: 1,
          items: [[paragraph('a'), { kind: 'list', ordered: false, start: 1, items: [[paragraph('b')]] }]],
        },
      ],
    ],
    ['```js\nx\n```', [{ kind: 'code-block', language: 'js', text: 'x' }]],
    ['a\n```\n**x**\n```\nb', [paragraph('a'), { kind: 'code-block', language: '', text: '**x**' }, paragraph('b')]],
  ])('%s', (source, expected) => {
    expect(parseMarkdown(source)).toEqual(expected);
  });
});

describe('whatever is written', () => {
  const wild = fc
    .array(
      fc.constantFrom(
        ...[
          '*',
          '_',
          '~',
          '|',
          '`',
          '\\',
          '[',
          ']',
          '(',
          ')',
          '<',
          '>',
          '#',
          '-',
          ' ',
          '\n',
          'a',
          '1.',
          '@here',
          '<t:9>',
        ],
        ...['https://a.example', 'javascript:x', '```', '> ', '🎉'],
      ),
      { maxLength: 300 },
    )
    .map(parts => parts.join(''));

  it('becomes a tree whose text is the text, and whose links lead to http and https alone', () => {
    fc.assert(
      fc.property(wild, source => {
        const blocks = parseMarkdown(source);
        for (const url of blocks.flatMap(linksOfBlock)) expect(url).toMatch(/^https?:\/\//);
        // Markup is taken away; nothing comes in.
        expect(isWithin(blocks.map(textOfBlock).join(''), source)).toBe(true);
      }),
    );
  });

  it('loses nothing where there is no markup', () => {
    const words = fc.stringMatching(/^[a-g][a-g .,;]*$/);
    fc.assert(
      fc.property(words, source => {
        expect(parseMarkdown(source).map(textOfBlock).join('')).toBe(source);
      }),
    );
  });

  it('is read, be it the longest message of nothing but one kind of markup', () => {
    for (const piece of [
      '*',
      '**a',
      '_a ',
      '[',
      '[a](',
      '`',
      '||',
      '> ',
      '- ',
      '1. ',
      '\\',
      '<t:',
      '***a* ',
      '```a```',
    ]) {
      expect(parseMarkdown(piece.repeat(4000 / piece.length)).length).toBeGreaterThan(0);
    }
    const [left, right] = ['*_', '_*'].map(marks => marks.repeat(1000));
    expect(parseMarkdown(`${left}x${right}`).length).toBeGreaterThan(0);
  });
});

function bold(words: string): Inline {
  return { kind: 'bold', children: [text(words)] };
}

function italic(words: string): Inline {
  return { kind: 'italic', children: [text(words)] };
}

function inlinesOf(block: Block): Inline[] {
  switch (block.kind) {
    case 'code-block':
      return [text(block.text)];
    case 'quote':
      return block.children.flatMap(inlinesOf);
    case 'list':
      return block.items.flat().flatMap(inlinesOf);
    default:
      return block.children;
  }
}

const textOfBlock = (block: Block): string => inlinesOf(block).map(textOf).join('');
const linksOfBlock = (block: Block): string[] => inlinesOf(block).flatMap(linksOf);

function textOf(inline: Inline): string {
  if ('text' in inline) return inline.text;
  return 'children' in inline ? inline.children.map(textOf).join('') : '';
}

function linksOf(inline: Inline): string[] {
  const within = 'children' in inline ? inline.children.flatMap(linksOf) : [];
  return inline.kind === 'link' ? [inline.url, ...within] : within;
}

/** Whether the characters of one stand in the other, in their order. */
function isWithin(part: string, whole: string): boolean {
  let place = 0;
  for (const character of part) {
    place = whole.indexOf(character, place);
    if (place < 0) return false;
    place += character.length;
  }
  return true;
}
