import { z } from 'zod';
import { authorsIn } from '../../papers/author-names.ts';
import type { PaperRecord } from '../../papers/record.ts';
import type { Client } from '../http/client.ts';
import { validatorsSchema } from '../http/validators.ts';
import type { Source } from '../source.ts';
import { refuseWords } from '../source-error.ts';
import { childrenOf, type Element, folded, readElements, textOf } from '../xml.ts';
import { toRecord } from './entry.ts';

const positionSchema = z.object({ validators: validatorsSchema });

/** What stands before the abstract: `arXiv:2110.04260v1 Announce Type: new Abstract: …`. */
const HEAD = /^arXiv:\S{1,40} Announce Type: ([a-z-]{1,30}) (?:Abstract: ?)?/;
const NEW = ['new', 'cross'];

export interface ArxivFeedOptions {
  client: Client;
  /** https://rss.arxiv.org/rss (or /atom), without the categories. */
  address: string;
  categories: readonly string[];
}

/**
 * What arXiv announced on one day in some categories, as RSS or Atom. At weekends and on holidays nothing: an empty
 * feed is no error. A paper in several of the categories may come several times, and a replacement is no new paper.
 */
export function arxivFeed({ client, address, categories }: ArxivFeedOptions): Source {
  return {
    async *pages({ position, signal }) {
      const validators = positionSchema.safeParse(position).data?.validators;
      const url = new URL(`${address}/${categories.map(encodeURIComponent).join('+')}`);
      const answer = await client.get({ url, service: 'arxiv', validators, signal }, readFeed);
      if (answer.kind === 'new') yield { papers: answer.value, position: { validators: answer.validators } };
    },
  };
}

async function readFeed(body: string): Promise<PaperRecord[]> {
  refuseWords(body);
  const papers = new Map<string | undefined, PaperRecord>();
  for await (const item of readElements(body, ['rss', 'feed'], ['item', 'entry'])) {
    const paper = paperOf(item);
    const before = papers.get(paper?.arxivId);
    // Announced twice, it is new if it is so once.
    if (paper && (!before || before.onlyKnown)) papers.set(paper.arxivId, paper);
  }
  return [...papers.values()];
}

function paperOf(item: Element): PaperRecord | undefined {
  const description = textOf(item, 'description') || textOf(item, 'summary');
  const comment = textOf(item, 'comment');
  const announced = textOf(item, 'announce_type') || HEAD.exec(description)?.[1] || 'new';
  return toRecord({
    id: [textOf(item, 'guid'), textOf(item, 'id'), textOf(item, 'link')].join(' '),
    title: textOf(item, 'title'),
    abstract: folded(description.replace(HEAD, '')),
    authors: authorsIn(textOf(item, 'creator')),
    // Its date is that of the announcement, not of the first submission; the month of that stands in the id.
    date: '',
    categories: childrenOf(item, 'category').map(({ text, attributes }) => attributes.term ?? folded(text)),
    doi: textOf(item, 'DOI') || textOf(item, 'doi'),
    journal: textOf(item, 'journal_reference'),
    ...(comment !== '' && { comment }),
    replacement: !NEW.includes(announced),
  });
}
