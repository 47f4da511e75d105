import { isFooter, isMenuLine, isSentence, isSurelyAbstract } from './page-lines.ts';

export interface PageEntry {
  title: string;
  abstract: string;
  /** Where the title stands in the file, from 1. */
  line: number;
}

export interface PageLine {
  line: number;
  text: string;
}

export interface Page {
  entries: PageEntry[];
  /** What was taken neither for a title nor for an abstract: menus, buttons, dates, counts. */
  passedOver: PageLine[];
}

/**
 * Reads a saved page of papers, on which each paper is a line with its title and, below it, its abstract. Whatever else
 * the page has (menus, dates, counts, blank lines) may stand before, between and after. What is long, or is a sentence,
 * is an abstract; the title is the nearest line above that is no part of a menu. An abstract may have several
 * paragraphs.
 */
export function readPage(text: string): Page {
  const lines = linesOf(text);
  const entries: PageEntry[] = [];
  const passedOver: PageLine[] = [];
  let title: { line: PageLine; afterMenu: boolean } | undefined;
  /** The entry whose abstract ended on the line before. */
  let open: PageEntry | undefined;
  let afterMenu = true;

  for (const [at, line] of lines.entries()) {
    const menu = isMenuLine(line.text);
    if (menu) {
      passedOver.push(line);
      open = undefined;
    } else if (title && isAbstract(line.text, lines[at + 1]?.text)) {
      const written = title.afterMenu ? withoutButton(title.line.text) : title.line.text;
      open = { title: written, abstract: line.text, line: title.line.line };
      entries.push(open);
      title = undefined;
    } else if (isSurelyAbstract(line.text)) {
      // A further paragraph, or an abstract whose title is missing.
      if (open && !isFooter(line.text)) open.abstract += ` ${line.text}`;
      else passedOver.push(line);
    } else {
      if (title) passedOver.push(title.line);
      title = { line, afterMenu };
      open = undefined;
    }
    afterMenu = menu;
  }
  if (title) passedOver.push(title.line);
  return { entries, passedOver: passedOver.sort((a, b) => a.line - b.line) };
}

/** A short sentence above something that surely is an abstract is a title with a full stop. */
function isAbstract(line: string, next: string | undefined): boolean {
  return isSurelyAbstract(line) || (isSentence(line) && !(next && isSurelyAbstract(next)));
}

/** The page's lines without blank ones; white space of every kind is one space. */
function linesOf(text: string): PageLine[] {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line, at) => ({ line: at + 1, text: line.replace(/[\s\u200b\ufeff]+/g, ' ').trim() }))
    .filter(line => line.text !== '');
}

/**
 * Without the page's button "Subscribe" (and the sentence before it) stuck to the title below it. Only the title after
 * the page's head can have it; "Subscribe or Not?" and "Subscribers …" begin with a word of their own.
 */
function withoutButton(title: string): string {
  return title
    .replace(/^(?:Get trending papers in your (?:email )?inbox(?: once a day)?! ?){1,4}(?=.)/, '')
    .replace(/^Subscribe(?!(?:rs?|d|s)\b)(?=[\p{L}\p{N}"'“‘([{$\\])/u, '');
}
