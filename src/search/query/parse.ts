/** What a query is made of, as it was typed. */
export type Clause =
  /** Words that are wanted, none of them required. */
  | { kind: 'words'; text: string }
  /** Words that must stand in this order. */
  | { kind: 'phrase'; text: string }
  | { kind: 'field'; field: TextField; text: string }
  /** Years of publication, both included; a missing end is open. */
  | { kind: 'year'; from: number | undefined; to: number | undefined }
  | { kind: 'id'; text: string }
  | { kind: 'not'; clause: Clause }
  /** One of these is required. */
  | { kind: 'any'; options: Clause[][] };

export type TextField = 'title' | 'abstract' | 'author' | 'topic';

export interface ParsedQuery {
  clauses: Clause[];
  /** Something looked like an operator and was none (a lone quotation mark or bracket, a field without value): it was read as plain words. */
  repaired: boolean;
}

/** A minus sign, a field, then a phrase or whatever has no space in it. */
const ITEM = /(-?)(?:(title|abstract|author|topic|year|id|arxiv):(?=[^\s()]))?(?:"([^"]*)"|([^\s()"]+))/iuy;
const YEARS = /^(?:(\d{4})|(\d{4})?\.\.(\d{4})?)$/;
const DEEPEST = 20;

/** Reads the query language. Any string is a query: what is no operator is words. */
export function parseQuery(text: string): ParsedQuery {
  const reader = new Reader(text);
  const clauses = reader.sequence(0);
  return { clauses, repaired: reader.repaired };
}

class Reader {
  readonly #text: string;
  #at = 0;
  repaired = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Clauses up to the closing bracket that belongs to `depth`, or to the end. */
  sequence(depth: number): Clause[] {
    const items: (Clause | 'OR')[] = [];
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (/\s/.test(character)) this.#at++;
      else if (character === ')') {
        this.#at++;
        if (depth > 0) return alternatives(items);
        this.repaired = true;
      } else if (character === '(' && depth < DEEPEST) {
        this.#at++;
        items.push(...this.#group(depth));
      } else items.push(this.#item());
    }
    if (depth > 0) this.repaired = true;
    return alternatives(items);
  }

  #group(depth: number): Clause[] {
    const inside = this.sequence(depth + 1);
    return inside.length > 1 && inside.some(({ kind }) => kind !== 'words')
      ? [{ kind: 'any', options: [inside] }]
      : inside;
  }

  #item(): Clause | 'OR' {
    ITEM.lastIndex = this.#at;
    const match = ITEM.exec(this.#text);
    if (!match) {
      this.#at++;
      this.repaired = true;
      return { kind: 'words', text: '' };
    }
    this.#at = ITEM.lastIndex;
    const [whole, minus = '', field, phrase, word = ''] = match;
    if (whole === 'OR') return 'OR';
    const clause = this.#clause(field?.toLowerCase(), phrase, word);
    if (minus === '') return clause;
    // A dash alone, or dashes within words, are no minus.
    return /[\p{L}\p{N}]/u.test(phrase ?? word) && !word.startsWith('-') ? { kind: 'not', clause } : clause;
  }

  #clause(field: string | undefined, phrase: string | undefined, word: string): Clause {
    const value = phrase ?? word;
    if (field === 'title' || field === 'abstract' || field === 'author' || field === 'topic')
      return { kind: 'field', field, text: value };
    if (field === 'id' || field === 'arxiv') return { kind: 'id', text: value };
    if (field === 'year') {
      const years = YEARS.exec(value);
      if (years) return { kind: 'year', from: yearOf(years[1] ?? years[2]), to: yearOf(years[1] ?? years[3]) };
      this.repaired = true;
      return { kind: 'words', text: `${field} ${value}` };
    }
    return phrase === undefined ? { kind: 'words', text: word } : { kind: 'phrase', text: phrase };
  }
}

/** Items between which OR stands become one clause; an OR at an end, or beside another, is passed over. */
function alternatives(items: readonly (Clause | 'OR')[]): Clause[] {
  const clauses: Clause[] = [];
  let or = false;
  for (const item of items) {
    if (item === 'OR') {
      or = clauses.length > 0;
      continue;
    }
    const before = or ? clauses.pop() : undefined;
    or = false;
    if (before === undefined) clauses.push(item);
    else if (before.kind === 'any') clauses.push({ kind: 'any', options: [...before.options, [item]] });
    else clauses.push({ kind: 'any', options: [[before], [item]] });
  }
  return clauses;
}

function yearOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** The text that is searched for: everything wanted, in order, without operators. */
export function wantedText(clauses: readonly Clause[]): string {
  return clauses
    .map(clause => {
      if (clause.kind === 'words' || clause.kind === 'phrase') return clause.text;
      if (clause.kind === 'field') return clause.field === 'topic' ? '' : clause.text;
      return clause.kind === 'any' ? wantedText(clause.options.flat()) : '';
    })
    .filter(text => text !== '')
    .join(' ');
}
