import { parseMarkdown } from '../../markdown/blocks.ts';
import { type Block, type Inline, parseInline } from '../../markdown/inline.ts';
import { type Child, h } from './dom.ts';
import type { Names } from './names.ts';
import { timeElement } from './times.ts';

/** Markdown as Discord draws it. What came from outside ends as text nodes; links lead to http and https alone. */

export function drawMarkdown(source: string, names: Names): Node[] {
  return parseMarkdown(source).map(block => drawBlock(block, names));
}

/** One line where no escapes and no links are known: titles. */
export function drawTitle(source: string, names: Names): Child[] {
  return drawInline(parseInline(source, 'title'), names);
}

function drawBlock(block: Block, names: Names): Node {
  switch (block.kind) {
    case 'heading':
      // Headings of messages are not headings of the page.
      return h('div', { class: `heading heading-${block.level}` }, ...drawInline(block.children, names));
    case 'subtext':
      return h('div', { class: 'subtext' }, ...drawInline(block.children, names));
    case 'quote':
      return h('blockquote', {}, ...block.children.map(child => drawBlock(child, names)));
    case 'list': {
      const items = block.items.map(item => h('li', {}, ...item.map(child => drawBlock(child, names))));
      return block.ordered ? h('ol', { start: block.start }, ...items) : h('ul', {}, ...items);
    }
    case 'code-block':
      return h('pre', { tabindex: 0 }, h('code', {}, block.text));
    case 'paragraph':
    case 'quote-line':
      return h('div', { class: 'paragraph' }, ...drawInline(block.children, names));
  }
}

function drawInline(parts: Inline[], names: Names): Child[] {
  return parts.map(part => drawPart(part, names));
}

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', struck: 's' } as const;

function drawPart(part: Inline, names: Names): Child {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'bold':
    case 'italic':
    case 'underline':
    case 'struck':
      return h(TAGS[part.kind], {}, ...drawInline(part.children, names));
    case 'spoiler':
      return spoiler(drawInline(part.children, names));
    case 'code':
      return h('code', {}, part.text);
    case 'link':
      return h(
        'a',
        { href: part.url, target: '_blank', rel: 'noopener noreferrer' },
        ...drawInline(part.children, names),
      );
    case 'user':
      return mention(`@${names.user(part.id) ?? 'unknown-user'}`);
    case 'role':
      return mention(`@${names.role(part.id) ?? 'unknown-role'}`);
    case 'channel':
      return channelMention(part.id, names);
    case 'command':
      return h(
        'button',
        { type: 'button', class: 'mention', on: { click: () => names.useCommand(part.name) } },
        `/${part.name}`,
      );
    case 'everyone':
      return mention(part.text);
    case 'emoji':
      return h('span', { class: 'emoji' }, `:${part.name}:`);
    case 'time':
      return timeElement(part.at, part.style);
  }
}

const mention = (text: string) => h('span', { class: 'mention' }, text);

function channelMention(id: string, names: Names): Node {
  const name = names.channel(id);
  if (name === undefined) return mention('#unknown');
  return h('a', { href: `#${id}`, class: 'mention' }, `#${name}`);
}

function spoiler(children: Child[]): Node {
  const button = h(
    'button',
    { type: 'button', class: 'spoiler', 'aria-label': 'Spoiler: press to show' },
    h('span', {}, ...children),
  );
  button.addEventListener('click', () => button.replaceWith(h('span', { class: 'spoiler shown' }, ...children)), {
    once: true,
  });
  return button;
}
