import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Paper, paperSchema } from '../papers/paper.ts';

const { authors, year, date, venue, doi, arxivId, categories, keywords } = paperSchema.shape;

/**
 * A line of a test collection: Offprint's own names or those of BEIR (https://github.com/beir-cellar/beir). Other
 * fields, and those that hold something else than Offprint's of that name, are passed over.
 */
const identity = z.union([z.string(), z.number()]);
const words = z
  .string()
  .nullish()
  .transform(text => text ?? '');
const lineSchema = z
  .object({
    id: identity.optional(),
    _id: identity.optional(),
    title: words,
    abstract: z.string().nullish(),
    text: words,
    authors: authors.catch([]),
    year: year.optional().catch(undefined),
    date: date.catch(undefined),
    venue: venue.catch(undefined),
    doi: doi.catch(undefined),
    arxivId: arxivId.catch(undefined),
    categories: categories.catch(undefined),
    keywords: keywords.catch(undefined),
  })
  .transform(({ id, _id, abstract, text, ...rest }) => ({ id: _id ?? id, abstract: abstract ?? text, ...rest }));

export interface Corpus {
  papers: Paper[];
  /** The id of each paper as its line gave it; a line without id has its number. */
  ids: ReadonlyMap<Paper, string | number>;
}

/** A line that is not a paper; `message` names file, line and reason. */
class CorpusError extends Error {
  override name = 'CorpusError';
}

/**
 * Reads a collection as it is: nothing is cleaned, merged or left out.
 * @throws {CorpusError} when a line is not a JSON object with text in it; the file system's error when the file cannot
 * be read.
 */
export async function readCorpus(path: string): Promise<Corpus> {
  const ids = new Map<Paper, string | number>();
  let number = 0;
  for await (const line of createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++;
    const written = line.replace(/^\uFEFF/, '');
    if (written.trim() === '') continue;
    const {
      id = number,
      year,
      date,
      venue,
      doi,
      arxivId,
      categories,
      keywords,
      ...words
    } = parseLine(written, `${path}:${number}`);
    const paper: Paper = {
      id: String(id),
      ...words,
      links: [],
      ...(arxivId !== undefined && { arxivId }),
      ...(doi !== undefined && { doi }),
      ...(year !== undefined && { year }),
      ...(venue !== undefined && { venue }),
      ...(date !== undefined && { date }),
      ...(categories !== undefined && { categories }),
      ...(keywords !== undefined && { keywords }),
    };
    ids.set(paper, id);
  }
  return { papers: [...ids.keys()], ids };
}

function parseLine(line: string, place: string): z.output<typeof lineSchema> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    throw new CorpusError(
      `${place}: this line is not JSON. Each line must be one object such as {"id", "title", "abstract"}.`,
      {
        cause,
      },
    );
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) throw new CorpusError(`${place}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
