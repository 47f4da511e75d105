import { cutEscaped } from '../cut.ts';
import { httpUrl, md } from '../markdown.ts';
import type { Reply } from '../reply.ts';
import type { UnknownIdentifier } from '../search/types.ts';

const KINDS = { arxiv: 'arXiv ', doi: 'DOI ', id: 'The id ' };
const PLACES = { arxiv: 'Read it on arXiv', doi: 'Read it at its publisher', id: 'Open it' };

/** The query names a paper that the collection does not have. */
export function notInCollection({ kind, value, url }: UnknownIdentifier): Reply {
  const words = md`${KINDS[kind]}**${cutEscaped(value, 300)}** is not in this collection.`;
  const readable = url !== undefined && httpUrl(url) !== undefined && url.length <= 512;
  return readable
    ? {
        content: md`${words} It can be read here: <${new URL(url).href.replaceAll('>', '%3E')}>`,
        rows: [[{ label: PLACES[kind], url }]],
      }
    : { content: words };
}
