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
  /** Words of notes on papers; which papers these are is said by whoever asks: the search options. */
  | { kind: 'notes'; text: string }
  | { kind: 'not'; clause: Clause }
  /** One of these is required. */
  | { kind: 'any'; options: Clause[][] };

/** What stands within brackets, until it is known whether they matter. */
interface Group {
  kind: 'group';
  clauses: Clause[];
}

export type TextField = 'title' | 'abstract' | 'author' | 'topic';

export interface ParsedQuery {
  clauses: Clause[];
  /**
   * Something looked like an operator and was none (a lone quotation mark or bracket, a field without value): it was
   * read as plain words.
   */
  repaired: boolean;
}

/** A sign, a field, then a phrase or whatever has no space in it. A plus sign stands before a word. */
const ITEM =
  /(-|\+(?=[\p{L}"])|)(?:(title|abstract|author|topic|year|id|arxiv|notes):(?=[^\s()]))?(?:"([^"]*)"|((?:NOT|AND|OR)(?=\()|[^\s()"]+(?:\([^\s()"]*\)[^\s()"]*)*))/iuy;
const YEARS = /^(?:(\d{4})|(\d{4})?\.\.(\d{4})?)$/;
/** As telephones write them. */
const CURLY_QUOTES = /[“”„‟]/g;
/** A field that there is not (`venue:ICML`), or one without value. Addresses are not meant. */
const NO_FIELD = /^(?!OR:)(\p{L}{2,}):(?!\/\/)(.*)$/u;
/** As DBLP and INSPIRE name papers: `DBLP:conf/acl/HouX19`, `Vale:1997re`. */
const CITATION_KEY = /^(?:DBLP:\w+\/\S+|\p{L}[\p{L}'’-]+:(?:19|20)\d\d[a-z]{2,3})$/iu;
const DEEPEST = 20;
const SHOUTED_WORDS = 5;
/** More plain words than these are a text that somebody pasted: its quotation marks and brackets are punctuation. */
const MOST_WORDS = 12;

/**
 * Where a sign may stand: behind a letter or bracket a dash is that of a name, as in `2-(4-methylphenyl)-1,3-thiazole`.
 */
const BEFORE_SIGN = /^[\s(]?$/;

/** Reads the query language. Any string is a query: what is no operator is words. */
export function parseQuery(text: string): ParsedQuery {
  const reader = new Reader(text);
  const clauses = reader.sequence(0);
  return { clauses: isProse(clauses) ? clauses.flatMap(asProse) : clauses, repaired: reader.repaired };
}

class Reader {
  readonly #text: string;
  #at = 0;
  /** In a title in capitals `NOT` and `AND` are words. */
  readonly #shouted: boolean;
  repaired = false;

  constructor(text: string) {
    this.#text = text.replace(CURLY_QUOTES, '"');
    this.#shouted = !/\p{Ll}/u.test(text) && text.trim().split(/\s+/, SHOUTED_WORDS).length === SHOUTED_WORDS;
  }

  /** Clauses up to the closing bracket that belongs to `depth`, or to the end. */
  sequence(depth: number): Clause[] {
    const items: Item[] = [];
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (/\s/.test(character)) this.#at++;
      else if (character === ')') {
        this.#at++;
        if (depth > 0) return joinAlternatives(items);
        this.repaired = true;
      } else if (character === '(' && depth < DEEPEST) {
        this.#at++;
        const clauses = this.sequence(depth + 1);
        if (clauses.length > 0) items.push({ kind: 'group', clauses });
      } else if (this.#isSign('-(') && depth < DEEPEST) {
        this.#at += 2;
        const clauses = this.sequence(depth + 1);
        if (clauses.length > 0) items.push({ kind: 'not', clause: together(clauses) });
      } else {
        const item = this.#item();
        if (item) items.push(item);
      }
    }
    if (depth > 0) this.repaired = true;
    return joinAlternatives(items);
  }

  /** Whether this begins here, and not within a word. */
  #isSign(sign: string): boolean {
    return this.#text.startsWith(sign, this.#at) && BEFORE_SIGN.test(this.#text.charAt(this.#at - 1));
  }

  #item(): Clause | Operator | undefined {
    const isWithin = !BEFORE_SIGN.test(this.#text.charAt(this.#at - 1));
    ITEM.lastIndex = this.#at;
    const match = ITEM.exec(this.#text);
    if (!match) {
      this.#at++;
      this.repaired = true;
      return undefined;
    }
    this.#at = ITEM.lastIndex;
    const [whole, sign = '', field, phrase, word = ''] = match;
    if (isOperator(whole) && (whole === 'OR' || !this.#shouted)) return whole;
    const hasWords = /[\p{L}\p{N}]/u.test(phrase ?? word);
    if (!hasWords && phrase !== undefined) {
      this.repaired = true;
      return field === undefined ? undefined : { kind: 'words', text: field };
    }
    const clause = this.#clause(field?.toLowerCase(), phrase, word);
    if (sign === '+') return required(clause);
    if (sign === '' || isWithin) return clause;
    if (hasWords && !word.startsWith('-')) return { kind: 'not', clause };
    // A dash alone, or several of them, are no minus.
    return clause.kind === 'words' ? { ...clause, text: `-${clause.text}` } : clause;
  }

  #clause(field: string | undefined, phrase: string | undefined, word: string): Clause {
    const value = phrase ?? word;
    if (field === 'title' || field === 'abstract' || field === 'author' || field === 'topic')
      return { kind: 'field', field, text: value };
    if (field === 'notes') return { kind: 'notes', text: value };
    if (field === 'id' || field === 'arxiv') return { kind: 'id', text: value };
    if (field === 'year') {
      const years = YEARS.exec(value);
      if (years) return { kind: 'year', ...inOrder(yearOf(years[1] ?? years[2]), yearOf(years[1] ?? years[3])) };
      return this.#plain(`${field} ${value}`);
    }
    if (phrase !== undefined) return { kind: 'phrase', text: phrase };
    const none = CITATION_KEY.test(word) ? undefined : NO_FIELD.exec(word);
    // At the end of a word a colon is that of a title.
    if (none && (none[2] !== '' || FIELDS.has(word.slice(0, -1).toLowerCase())))
      return this.#plain(word.replaceAll(':', ' ').trim());
    return { kind: 'words', text: word };
  }

  #plain(text: string): Clause {
    this.repaired = true;
    return { kind: 'words', text };
  }
}

const FIELDS: ReadonlySet<string> = new Set(['title', 'abstract', 'author', 'topic', 'year', 'id', 'arxiv', 'notes']);

type Operator = 'OR' | 'AND' | 'NOT';
type Item = Clause | Group | Operator;

function isOperator(text: string): text is Operator {
  return text === 'OR' || text === 'AND' || text === 'NOT';
}

/** Words that must be there, in any of their forms. */
function required(clause: Clause): Clause {
  return clause.kind === 'words' ? { kind: 'phrase', text: clause.text } : clause;
}

/** What NOT stands before is excluded, what AND stands between is required; either at an end is passed over. */
function withoutOperators(items: readonly Item[]): (Clause | Group | 'OR')[] {
  const done: (Clause | Group | 'OR')[] = [];
  let negated = false;
  let and = false;
  for (const item of items) {
    if (item === 'NOT') negated = true;
    else if (item === 'AND') {
      const before = done.pop();
      if (before !== undefined) done.push(requiredAll(before));
      and = before !== undefined;
    } else if (item === 'OR') {
      done.push(item);
      and = false;
    } else {
      const wanted = and ? requiredAll(item) : item;
      done.push(negated ? { kind: 'not', clause: together(inside(item)) } : wanted);
      negated = false;
      and = false;
    }
  }
  return done;
}

function requiredAll<T extends Clause | Group | 'OR'>(item: T): T | Clause | Group {
  if (item === 'OR' || typeof item === 'string') return item;
  return item.kind === 'group' ? { kind: 'group', clauses: item.clauses.map(required) } : required(item);
}

/**
 * Items between which OR stands become one clause; an OR at an end, or beside another, is passed over. Other brackets
 * say nothing.
 */
function joinAlternatives(items: readonly Item[]): Clause[] {
  const joined: (Clause | Group)[] = [];
  let or = false;
  for (const item of withoutOperators(items)) {
    if (item === 'OR') {
      or = joined.length > 0;
      continue;
    }
    const before = or ? joined.pop() : undefined;
    or = false;
    if (before === undefined) joined.push(item);
    else {
      const options = optionsOf(before);
      options.push(inside(item));
      joined.push({ kind: 'any', options });
    }
  }
  return joined.flatMap(inside);
}

function optionsOf(item: Clause | Group): Clause[][] {
  return item.kind === 'any' ? item.options : [inside(item)];
}

/** All of these as one clause. */
function together(clauses: Clause[]): Clause {
  const [only] = clauses;
  return only && clauses.length === 1 ? only : { kind: 'any', options: [clauses] };
}

function inside(item: Clause | Group): Clause[] {
  return item.kind === 'group' ? item.clauses : [item];
}

function isProse(clauses: readonly Clause[]): boolean {
  const words = clauses.filter(({ kind }) => kind === 'words');
  return words.length > MOST_WORDS && clauses.every(({ kind }) => kind !== 'any');
}

function asProse(clause: Clause): Clause {
  return clause.kind === 'phrase' ? { kind: 'words', text: clause.text } : clause;
}

function yearOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function inOrder(
  from: number | undefined,
  to: number | undefined,
): { from: number | undefined; to: number | undefined } {
  return from !== undefined && to !== undefined && from > to ? { from: to, to: from } : { from, to };
}

/** The query as it was read, in the query language. */
export function writeQuery(clauses: readonly Clause[]): string {
  return clauses.map(written).join(' ');
}

function written(clause: Clause): string {
  switch (clause.kind) {
    case 'words':
      return clause.text;
    case 'phrase':
      return `"${clause.text}"`;
    case 'field':
      return `${clause.field}:${asValue(clause.text)}`;
    case 'year':
      return clause.from === clause.to && clause.from !== undefined
        ? `year:${clause.from}`
        : `year:${clause.from ?? ''}..${clause.to ?? ''}`;
    case 'id':
      return `id:${clause.text}`;
    case 'notes':
      return `notes:${asValue(clause.text)}`;
    case 'not':
      return `-${written(clause.clause)}`;
    case 'any':
      return `(${clause.options.map(option => alternative(option, clause.options.length)).join(' OR ')})`;
  }
}

function asValue(text: string): string {
  return /[\s()]/.test(text) ? `"${text}"` : text;
}

/** What a query asks for in notes, each text once. */
export function notesAsked(clauses: readonly Clause[]): string[] {
  const texts = clauses.flatMap((clause): string[] => {
    if (clause.kind === 'not') return notesAsked([clause.clause]);
    if (clause.kind === 'any') return notesAsked(clause.options.flat());
    return clause.kind === 'notes' ? [clause.text] : [];
  });
  return [...new Set(texts)];
}

function alternative(clauses: readonly Clause[], of: number): string {
  return of > 1 && clauses.length > 1 ? `(${writeQuery(clauses)})` : writeQuery(clauses);
}

/**
 * Whether there are no words by which papers could be ranked: none at all, or none but names of authors, whose papers
 * are all of them.
 */
export function isWordless({ clauses }: { clauses: readonly Clause[] }): boolean {
  const isName = (clause: Clause): boolean => {
    if (clause.kind === 'any') return clause.options.flat().every(isName);
    return clause.kind === 'field' && clause.field === 'author';
  };
  return wantedText(clauses.filter(clause => !isName(clause))).trim() === '';
}

/** A text that is searched for, and the stretches of it that mean just what they say. */
export interface Wording {
  text: string;
  literal: readonly Stretch[];
  /** Those of them that are names of authors. */
  names: readonly Stretch[];
}

interface Stretch {
  start: number;
  end: number;
}

/** What is searched for: everything wanted, in order, without operators. Phrases and fields are literal. */
export function wordingOf(clauses: readonly Clause[]): Wording {
  const literal: Stretch[] = [];
  const names: Stretch[] = [];
  let text = '';
  for (const clause of wantedOf(clauses)) {
    if (text !== '') text += ' ';
    const start = text.length;
    text += clause.text;
    if (clause.kind !== 'words') literal.push({ start, end: text.length });
    if (clause.kind === 'field' && clause.field === 'author') names.push({ start, end: text.length });
  }
  return { text, literal, names };
}

function wantedOf(clauses: readonly Clause[]): Extract<Clause, { text: string }>[] {
  return clauses.flatMap(clause => {
    if (clause.kind === 'any') return wantedOf(clause.options.flat());
    const wanted =
      clause.kind === 'words' || clause.kind === 'phrase' || (clause.kind === 'field' && clause.field !== 'topic');
    return wanted && clause.text !== '' ? [clause] : [];
  });
}

export function wantedText(clauses: readonly Clause[]): string {
  return wordingOf(clauses).text;
}
