import type { Person } from '../driver/person.ts';
import { parseMarkdown } from '../markdown/blocks.ts';
import { formatTime } from '../markdown/format-time.ts';
import { type Block, type Inline, parseInline } from '../markdown/inline.ts';
import { type Style, safe } from './style.ts';

/** What the reader's client knows: what mentions stand for, and the time. */
export type Reader = Person['knows'];

/** Draws markdown as the terminal's text. */
export class MarkdownDrawer {
  readonly #style: Style;
  readonly #reader: Reader;

  constructor(style: Style, reader: Reader) {
    this.#style = style;
    this.#reader = reader;
  }

  /** Bold is bold, a link shows its words and its address, and no control character reaches the terminal. */
  text(source: string): string {
    return this.#blocks(parseMarkdown(safe(source)));
  }

  /** One line where no escapes and no links are known: titles. */
  title(source: string): string {
    return this.#inline(parseInline(safe(source), 'title'));
  }

  #blocks(blocks: Block[]): string {
    return blocks.map(block => this.#block(block)).join('\n');
  }

  #block(block: Block): string {
    switch (block.kind) {
      case 'heading':
        return this.#style.bold(this.#inline(block.children));
      case 'subtext':
        return this.#style.dim(this.#inline(block.children));
      case 'quote':
        return indented(this.#blocks(block.children), '> ', '> ');
      case 'list':
        return block.items
          .map((item, at) => indented(this.#blocks(item), block.ordered ? `${block.start + at}. ` : '- ', '  '))
          .join('\n');
      case 'code-block':
        return block.text;
      case 'paragraph':
      case 'quote-line':
        return this.#inline(block.children);
    }
  }

  #inline(parts: Inline[]): string {
    return parts.map(part => this.#part(part)).join('');
  }

  #part(part: Inline): string {
    switch (part.kind) {
      case 'text':
      case 'code':
      case 'everyone':
        return part.text;
      case 'bold':
        return this.#style.bold(this.#inline(part.children));
      case 'italic':
      case 'underline':
      case 'struck':
      case 'spoiler':
        return this.#inline(part.children);
      case 'link': {
        const words = this.#inline(part.children);
        return words === part.url ? words : `${words} (${part.url})`;
      }
      case 'user':
        return `@${safe(this.#reader.user(part.id) ?? 'unknown-user')}`;
      case 'role':
        return `@${safe(this.#reader.role(part.id) ?? 'unknown-role')}`;
      case 'channel':
        return `#${safe(this.#reader.channel(part.id) ?? 'unknown')}`;
      case 'command':
        return `/${part.name}`;
      case 'emoji':
        return `:${part.name}:`;
      case 'time':
        return formatTime(part.at, part.style, this.#reader.now());
    }
  }
}

/** The first line with what marks it, the others under it. */
function indented(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, at) => `${at === 0 ? first : others}${line}`)
    .join('\n');
}
