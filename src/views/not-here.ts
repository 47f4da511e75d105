import { cutEscaped } from '../cut.ts';
import { httpUrl, Markdown, md } from '../markdown.ts';
import type { Reply } from '../reply.ts';
import type { UnknownIdentifier } from '../search/types.ts';

const KINDS = { arxiv: 'arXiv ', doi: 'DOI ', id: 'The id ' };
const BUTTON_URL_CHARACTERS = 512;
const PLACES = { arxiv: 'Read it on arXiv', doi: 'Read it at its publisher', id: 'Open it' };

/** The query names a paper that the collection does not have. */
export function notInCollection(unknown: UnknownIdentifier): Reply {
  const { kind, url } = unknown;
  const readable = url !== undefined && httpUrl(url) !== undefined && url.length <= BUTTON_URL_CHARACTERS;
  return { content: notInCollectionNote(unknown), ...(readable && { rows: [[{ label: PLACES[kind], url }]] }) };
}

export function notInCollectionNote({ kind, value, url }: UnknownIdentifier): Markdown {
  const words = md`${KINDS[kind]}**${cutEscaped(value, 300)}** is not in this collection.`;
  const address = url === undefined ? undefined : httpUrl(url);
  return address ? md`${words} It can be read here: ${new Markdown(`<${address.replaceAll('>', '%3E')}>`)}` : words;
}
