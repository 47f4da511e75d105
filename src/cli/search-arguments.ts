export const USAGE = `npm -s run search -- <query>

  --json             print the results as JSON
  --limit N          at most N results, 1 to 1000 (default 10)
  --related          the query names a paper; print the papers like it
  --corpus <file>    search this file instead (JSON lines with id, title, abstract, authors, year, date, or _id, title, text)
  --stdin            read one query a line, answer each with one line of JSON
  --                 what follows is the query, also if it begins with a dash`;

export interface Arguments {
  query: string;
  json: boolean;
  limit: number;
  related: boolean;
  corpus: string | undefined;
  stdin: boolean;
  help: boolean;
}

/** The command was typed in a way that it does not have; `message` says how to type it. */
export class UsageError extends Error {
  override name = 'UsageError';
  constructor(problem: string) {
    super(`${problem}\n\n${USAGE}`);
  }
}

const MOST_RESULTS = 1000;

/**
 * Words that are no option are the query, also those that begin with one dash, as `-word` is part of the query
 * language.
 */
export function parseArguments(words: readonly string[]): Arguments {
  const read: Arguments = {
    query: '',
    json: false,
    limit: 10,
    related: false,
    corpus: undefined,
    stdin: false,
    help: false,
  };
  const query: string[] = [];
  const rest = [...words];
  const value = (option: string): string => {
    const next = rest.shift();
    if (next === undefined) throw new UsageError(`${option} needs a value.`);
    return next;
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [option, inline] = splitInline(word);
    if (inline !== undefined) rest.unshift(inline);
    if (option === '--json') read.json = true;
    else if (option === '--related') read.related = true;
    else if (option === '--stdin') read.stdin = true;
    else if (option === '--help') read.help = true;
    else if (option === '--limit') read.limit = limitOf(value(option));
    else if (option === '--corpus') read.corpus = value(option);
    else if (option === '--') query.push(...rest.splice(0));
    else if (/^--[a-z]+$/.test(option)) throw new UsageError(`There is no option ${option}.`);
    else query.push(word);
  }
  read.query = query.join(' ');
  if (query.length === 0 && !read.stdin && !read.help) throw new UsageError('What is to be searched for?');
  return read;
}

function splitInline(word: string): [string, string | undefined] {
  const match = /^(--(?:limit|corpus))=(.*)$/s.exec(word);
  return match?.[1] === undefined ? [word, undefined] : [match[1], match[2]];
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_RESULTS) {
    throw new UsageError(`--limit must be a whole number from 1 to ${MOST_RESULTS}, not "${text}".`);
  }
  return limit;
}
