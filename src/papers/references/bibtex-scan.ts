import { endsWithinValue, fieldsOfLines, swallowsField } from './bibtex-lines.ts';
import { Braces } from './braces.ts';

/** An entry as it stands in the file. */
export interface RawEntry {
  /** In small letters: `article`. */
  type: string;
  /** What names it to others (crossref); often missing, never needed otherwise. */
  key: string;
  /** LaTeX, by names in small letters; of a name that comes twice, the first. */
  fields: Map<string, string>;
  /** Its line in the file, from 1. */
  line: number;
  /** Its beginning. */
  excerpt: string;
  /** Why it cannot be read; what was read of it is in `fields`. */
  broken?: string;
}

const EXCERPT_CHARACTERS = 200;
/** Types that hold no reference. */
const NO_ENTRIES = new Set(['string', 'comment', 'preamble']);
/** `@type{` or, where a key follows, `@type(`: brackets also stand in prose. */
const START = /@[ \t]*([\p{L}_][\p{L}\p{N}_:+./-]{0,60})\s*(?:\{|\((?=\s*[^\s,(){}=]{0,200}\s*[,=]))/gu;
/** A start that no text within an entry has by chance: at the beginning of a line, or after an entry's end. */
const NEXT_START = /(?:^|[\n}])[ \t]*(@[ \t]*[\p{L}_][\p{L}\p{N}_:+./-]{0,60}\s*[{(])/gu;
/** What stands behind a start: a key with its comma, a field, a key and a field, or nothing. */
const BODY = /^\s*(?!--|[\w-]+:\s)(?:[^{}=,;\n]{0,300}\s*[,=]|\S{1,200}\s+[\w-]{1,80}\s*=|\})/;
const FIELD_NAME = /[\p{L}_][\p{L}\p{N}_:.+*/-]{0,80}/uy;
const BARE_VALUE = /[^\s,#{}()"=]{1,500}/uy;
const BLANK = /(?:\s|%[^\n]*(?:\n|$))*/uy;
/** A further field where an entry has ended: behind a comma, with a value as entries write them. */
const NEXT_FIELD = /[ \t]*,\s{0,200}[\p{L}_][\p{L}\p{N}_:.+*/-]{0,80}[ \t]*=[ \t]*[{"\d]/uy;
/** Whether an entry begins somewhere: a type, then a key or a field. Style sheets have `@page { margin: 1cm }`. */
export function looksLikeBibtex(text: string): boolean {
  for (const start of text.matchAll(START)) {
    const body = text.slice(start.index + start[0].length, start.index + start[0].length + 400);
    if (start[1]?.toLowerCase() !== 'comment' && BODY.test(body)) return true;
  }
  return false;
}

/**
 * Every entry of a BibTeX file, in its order. An entry ends with its brace; where that is missing, with the next entry.
 * One that is broken is read as far as its lines tell its fields, and costs no other. The time is linear in the length
 * of the text.
 */
export function scanBibtex(text: string): RawEntry[] {
  const braces = new Braces(text);
  const unended: Stretch = { from: 0, to: 0 };
  const strings = new Map<string, string>();
  const entries: RawEntry[] = [];
  const lines = new LineCounter(text);
  START.lastIndex = 0;
  for (let start = START.exec(text); start; start = START.exec(text)) {
    const type = (start[1] ?? '').toLowerCase();
    const open = START.lastIndex - 1;
    const closed = text[open] === '{' ? braces.closing(open) : undefined;
    // Behind one brace too many the next field follows.
    const end = closed !== undefined && fieldFollows(text, closed) ? undefined : closed;
    if (type === 'comment' || type === 'preamble') {
      // Without an end, it ends with its line.
      START.lastIndex = end ?? endOfLine(text, open);
      continue;
    }
    const reader = new EntryReader(text, braces, strings, unended);
    const read = reader.read(open);
    if (NO_ENTRIES.has(type)) {
      for (const [name, value] of read.fields) strings.set(name, value);
      START.lastIndex = read.end ?? open + 1;
      continue;
    }
    const entry: RawEntry = {
      type,
      key: read.key,
      fields: read.fields,
      line: lines.at(start.index),
      excerpt: '',
    };
    // One that is broken ends with its brace, if it has one, and at the latest where the next begins.
    const stop = read.end ?? Math.min(end ?? text.length, nextStart(text, open + 1));
    if (read.end === undefined) {
      const body = text.slice(open + 1, stop);
      const ofLines = fieldsOfLines(body, strings);
      // What was read before the fault is sound where it has not swallowed a field.
      const sound = [...read.fields].filter(([name, value]) => !ofLines.has(name) && !swallowsField(value));
      entry.fields = new Map([...ofLines, ...sound]);
      if (!entry.fields.has('title')) entry.broken = read.why;
      else if (stop === text.length && endsWithinValue(body)) entry.broken = 'the file ends within it';
    }
    entry.excerpt = text.slice(start.index, Math.min(stop, start.index + EXCERPT_CHARACTERS)).trim();
    entries.push(entry);
    START.lastIndex = stop;
  }
  return entries;
}

interface Stretch {
  from: number;
  to: number;
}

interface ReadBody {
  key: string;
  fields: Map<string, string>;
  /** Where the entry ends; undefined when it is broken. */
  end?: number;
  why: string;
}

/** Reads what stands between an entry's braces. */
class EntryReader {
  readonly #text: string;
  readonly #braces: Braces;
  readonly #strings: ReadonlyMap<string, string>;
  /**
   * Where a value in quotation marks was looked for in vain: it is not gone through once more for each of the next
   * entries.
   */
  readonly #unended: Stretch;
  #at = 0;

  constructor(text: string, braces: Braces, strings: ReadonlyMap<string, string>, unended: Stretch) {
    this.#text = text;
    this.#braces = braces;
    this.#strings = strings;
    this.#unended = unended;
  }

  read(open: number): ReadBody {
    const closer = this.#text[open] === '(' ? ')' : '}';
    const fields = new Map<string, string>();
    this.#at = open + 1;
    const body: ReadBody = { key: this.#key(closer), fields, why: 'its closing brace is missing' };
    for (;;) {
      this.#blank(',');
      const next = this.#text[this.#at];
      if (next === closer && fieldFollows(this.#text, this.#at + 1)) return { ...body, why: 'it has a brace too many' };
      if (next === closer) return { ...body, end: this.#at + 1 };
      if (next === undefined || next === '@') return body;
      const name = this.#match(FIELD_NAME);
      if (name === undefined) return { ...body, why: `“${this.#here()}” is no field` };
      this.#blank();
      if (this.#text[this.#at] !== '=') return { ...body, why: `after “${name}” an equals sign is missing` };
      this.#at++;
      const value = this.#value();
      if (value === undefined) return { ...body, why: `the value of “${name}” has no end` };
      if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value);
    }
  }

  /** Up to the first comma, whatever it holds; missing where a field comes first. */
  #key(closer: string): string {
    const rest = /[^,={}"@\n]{0,300}/uy;
    rest.lastIndex = this.#skipped();
    const [key = ''] = rest.exec(this.#text) ?? [];
    const after =
      rest.lastIndex + (/^\s*/.exec(this.#text.slice(rest.lastIndex, rest.lastIndex + 50))?.[0].length ?? 0);
    if (this.#text[after] === ',') this.#at = after + 1;
    else if (this.#text[after] === closer) this.#at = after;
    else if (this.#text[after] === '=' || !/\S/.test(key)) return '';
    // A key without its comma: the first field stands on the next line.
    else if (this.#text[rest.lastIndex] === '\n') this.#at = rest.lastIndex;
    return key.trim();
  }

  /** Braces, quotation marks, numbers and abbreviations, joined by `#`. */
  #value(): string | undefined {
    let value = '';
    for (;;) {
      this.#blank();
      const piece = this.#piece();
      if (piece === undefined) return undefined;
      value += piece;
      this.#blank();
      if (this.#text[this.#at] !== '#') return value;
      this.#at++;
    }
  }

  #piece(): string | undefined {
    const from = this.#at;
    const first = this.#text[from];
    if (first === '{') {
      const end = this.#braces.closing(from);
      if (end === undefined) return undefined;
      this.#at = end;
      return this.#text.slice(from + 1, end - 1);
    }
    if (first === '"') return this.#quoted(from + 1);
    // `year = ,` says nothing.
    if (first === ',' || first === '}' || first === ')') return '';
    const bare = this.#match(BARE_VALUE);
    return bare === undefined ? undefined : (this.#strings.get(bare.toLowerCase()) ?? bare);
  }

  /** Up to the quotation mark that stands in no braces and ends the value. */
  #quoted(from: number): string | undefined {
    if (from >= this.#unended.from && from < this.#unended.to) return undefined;
    let at = from;
    for (; at < this.#text.length; at++) {
      const character = this.#text[at];
      if (character === '{') {
        const end = this.#braces.closing(at);
        if (end === undefined) break;
        at = end - 1;
      } else if (character === '}') break;
      else if (character === '"') {
        this.#at = at + 1;
        this.#blank();
        // Quotation marks within the text, which BibTeX does not allow, end nothing.
        if (!/[,#})]/.test(this.#text[this.#at] ?? ',') && !this.#fieldFollows()) continue;
        return this.#text.slice(from, at);
      }
    }
    Object.assign(this.#unended, { from, to: at });
    return undefined;
  }

  #fieldFollows(): boolean {
    const field = /[\p{L}_][\p{L}\p{N}_-]{0,80}\s*=/uy;
    field.lastIndex = this.#at;
    return field.test(this.#text);
  }

  #blank(also = ''): void {
    do this.#at = this.#skipped();
    while (also !== '' && this.#text[this.#at] === also && ++this.#at);
  }

  #skipped(): number {
    BLANK.lastIndex = this.#at;
    BLANK.exec(this.#text);
    return BLANK.lastIndex;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #here(): string {
    return this.#text
      .slice(this.#at, this.#at + 20)
      .replace(/\s+/g, ' ')
      .trim();
  }
}

/** Whether a text goes on with a further field of the same entry. */
function fieldFollows(text: string, from: number): boolean {
  NEXT_FIELD.lastIndex = from;
  return NEXT_FIELD.test(text);
}

function nextStart(text: string, from: number): number {
  NEXT_START.lastIndex = from;
  const found = NEXT_START.exec(text);
  return found ? found.index + found[0].length - (found[1] ?? '').length : text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** The line of each place, asked in the order of the text. */
class LineCounter {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  at(place: number): number {
    for (
      let end = this.#text.indexOf('\n', this.#at);
      end >= 0 && end < place;
      end = this.#text.indexOf('\n', this.#at)
    ) {
      this.#line++;
      this.#at = end + 1;
    }
    return this.#line;
  }
}
