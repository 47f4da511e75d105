import { doiUrl } from '../../papers/paper.ts';
import type { Name } from './names.ts';
import type { Reference } from './reference.ts';

/** Beyond this many, a plain reference names the first one and says "et al." */
const AUTHORS_NAMED = 20;

/** One line to paste: authors, year, title, venue or arXiv id, address. */
export function toPlain(reference: Reference): string {
  const { arxivId, venue, doi, url, year, title } = reference;
  const place = venue ?? (arxivId && `arXiv:${arxivId}`);
  const address = arxivId && !venue ? url : doi ? doiUrl(doi) : url;
  const authors = authorList(reference.authors);
  return [
    `${authors}${authors && year ? ' ' : ''}${year ? `(${year})` : ''}`,
    title.replace(/[.]$/, ''),
    place,
    address && `${address}`,
  ]
    .filter(Boolean)
    .map(part => (part === address || /[?!.]$/.test(part ?? '') ? part : `${part}.`))
    .join(' ');
}

function authorList(names: readonly Name[]): string {
  const shown = names.map(name => ('literal' in name ? name.literal : `${name.given} ${name.family}`));
  if (shown.length > AUTHORS_NAMED) return `${shown[0]} et al.`;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
