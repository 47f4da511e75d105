import { z } from 'zod';
import { parseJson } from './bounded-json.ts';
import { inWords } from './errors.ts';
import { type PageLine, readPage } from './page.ts';
import { isMarkOfPage } from './page-lines.ts';
import { type PaperRecord, readRecord } from './record.ts';
import type { Rejected } from './references/index.ts';

/** What a file of papers holds. Every entry of it is a record or rejected. */
export interface Source {
  /** In words, for people: `BibTeX`, `a saved page`. */
  format: string;
  records: PaperRecord[];
  rejected: Rejected[];
  /** Lines that belong to no paper, as a saved page has them, and fields that were left out. */
  passedOver: PageLine[];
}

const EXCERPT_CHARACTERS = 200;

/** Reads JSON: a paper a line, or all of it in one list. A line that holds no paper costs only itself. */
export function readJson(text: string): Source {
  const whole = listIn(text);
  const source: Source = { format: whole ? 'JSON' : 'JSONL', records: [], rejected: [], passedOver: [] };
  const take = (line: number, excerpt: string, read: () => unknown) => {
    const leftOut: string[] = [];
    try {
      source.records.push(readRecord(read(), leftOut));
    } catch (error) {
      source.rejected.push({ line, excerpt: excerpt.slice(0, EXCERPT_CHARACTERS), why: whyNot(error) });
    }
    for (const why of leftOut) source.passedOver.push({ line, text: `left out ${why}` });
  };
  if (whole) for (const value of whole) take(1, JSON.stringify(value) ?? '', () => value);
  else {
    for (const [at, line] of text.split(/\r?\n/).entries()) {
      if (line.trim() !== '') take(at + 1, line, () => parseJson(line));
    }
  }
  return source;
}

/** @throws what is no fault of the file. */
function whyNot(error: unknown): string {
  if (error instanceof z.ZodError) return inWords(error);
  if (error instanceof SyntaxError) return `no valid JSON (${error.message})`;
  throw error;
}

/** The values of a text that is one list, or one record over several lines. */
function listIn(text: string): unknown[] | undefined {
  const start = text.trimStart();
  if (!start.startsWith('[') && !/^\{\s*\n/.test(start)) return undefined;
  try {
    const value: unknown = parseJson(start);
    return Array.isArray(value) ? value : [value];
  } catch {
    // Lines of their own.
    return undefined;
  }
}

/** Whether a text has the marks of a page of papers: titles above paragraphs stand in every other text, too. */
export function looksLikePage(text: string): boolean {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .some(line => isMarkOfPage(line.replace(/[\s\u200b\ufeff]+/g, ' ').trim()));
}

export function readSavedPage(text: string): Source {
  const { entries, passedOver } = readPage(text);
  return {
    format: 'a saved page',
    records: entries.map(({ title, abstract }) => ({ title, abstract, own: false })),
    rejected: [],
    passedOver,
  };
}
