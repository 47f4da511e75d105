import { cutEscaped } from '../interactions/cut.ts';
import { httpUrl, Markdown, md } from '../interactions/markdown.ts';
import { type Button, privately, type Reply } from '../interactions/reply.ts';
import type { UnknownIdentifier } from '../search/types.ts';

const KINDS = { arxiv: 'arXiv ', doi: 'DOI ', id: 'The id ' };
const BUTTON_URL_CHARACTERS = 512;
const PLACES = { arxiv: 'Read it on arXiv', doi: 'Read it at its publisher', id: 'Open it' };

/** The query names a paper that the collection does not have. `add`: for whoever may add it. */
export function notInCollection(unknown: UnknownIdentifier, add: readonly Button[] = []): Reply {
  const { kind, url } = unknown;
  const readable = url !== undefined && httpUrl(url) !== undefined && url.length <= BUTTON_URL_CHARACTERS;
  const row = [...add, ...(readable ? [{ label: PLACES[kind], url }] : [])];
  return { content: notInCollectionNote(unknown), ...(row.length > 0 && { rows: [row] }) };
}

export function addButton(arxivId: string): Button {
  return { label: 'Add it', style: 'primary', does: { command: 'paper', action: 'add', args: [arxivId] } };
}

export function mayNotAdd(): Reply {
  return privately(
    md`Papers are added by people who manage this server, and by whoever runs this bot. Ask one of them.`,
  );
}

export function notOnArxiv(arxivId: string): Reply {
  return privately(
    md`arXiv has no paper ${cutEscaped(arxivId, 50)} that could be added, or it was taken out of this collection on purpose.`,
  );
}

export function notFetched(reason: string): Reply {
  return privately(
    md`The paper could not be fetched: ${cutEscaped(reason, 400)}. Nothing was changed; try again in a while.`,
  );
}

export function addedSoonFound(): Reply {
  return privately(md`The paper is in the collection now, and can be found in a moment.`);
}

export function notInCollectionNote({ kind, value, url }: UnknownIdentifier): Markdown {
  const words = md`${KINDS[kind]}**${cutEscaped(value, 300)}** is not in this collection.`;
  const address = url === undefined ? undefined : httpUrl(url);
  return address ? md`${words} It can be read here: ${new Markdown(`<${address.replaceAll('>', '%3E')}>`)}` : words;
}
