import { oneLine } from '../../interactions/markdown.ts';
import { guessType } from '../../papers/guessed-type.ts';
import { arxivUrl, doiUrl, type Paper, paperUrl } from '../../papers/paper.ts';
import type { PublicationType } from '../../papers/publication-type.ts';
import { normalised } from '../../platform/normalised.ts';
import { type Name, readName } from './names.ts';

/** What every reference format says of a paper, each in its own words. */
export interface Reference {
  key: string;
  /** What it was published as; a `preprint` where neither that nor a venue is known. */
  type: PublicationType | 'preprint';
  title: string;
  /** In the order of the paper. */
  authors: Name[];
  /** Of publication; of submission only for a preprint, since a venue's year may be another. */
  year?: number;
  /** The journal or the conference; of a thesis the school, of a report the institution, of a book its publisher. */
  venue?: string;
  doi?: string;
  arxivId?: string;
  url?: string;
  abstract?: string;
}

export function referenceTo(paper: Paper): Reference {
  const year = paper.year ?? (paper.date && !paper.venue ? Number(paper.date.slice(0, 4)) : undefined);
  const url = paper.arxivId ? arxivUrl(paper.arxivId) : paper.doi ? doiUrl(paper.doi) : paperUrl(paper);
  return {
    key: citationKey(paper),
    type: typeOf(paper),
    title: oneLine(paper.title),
    authors: paper.authors.map(oneLine).filter(Boolean).map(readName),
    ...(year !== undefined && { year }),
    ...(paper.venue && { venue: oneLine(paper.venue) }),
    ...(paper.doi && { doi: paper.doi }),
    ...(paper.arxivId && { arxivId: paper.arxivId }),
    ...(url && { url }),
    ...(paper.abstract && { abstract: oneLine(paper.abstract) }),
  };
}

/**
 * As it was said; guessed where only the venue is known. What is known to lie on arXiv alone is a preprint, whatever a
 * bibliography calls it.
 */
function typeOf({ type, venue, doi, arxivId }: Paper): Reference['type'] {
  if (venue) return type ?? guessType(venue, doi);
  const needsVenue = type === 'article-journal' || type === 'paper-conference' || type === 'chapter';
  return type && !(needsVenue && arxivId) ? type : 'preprint';
}

/**
 * `zuo-taming-1a2b3c4d5e`: readable, and through the paper's id unique in every collection. The year is left out: it
 * changes when a preprint is published, and a key that changes breaks the documents that cite by it.
 */
export function citationKey(paper: Pick<Paper, 'id' | 'title' | 'authors'>): string {
  const [first] = paper.authors.map(oneLine).filter(Boolean).map(readName);
  const family = first && ('literal' in first ? first.literal.split(' ')[0] : first.family.split(' ').at(-1));
  const word = ascii(paper.title)
    .split(' ')
    .find(part => part.length > 3 && !LITTLE_WORDS.has(part));
  return [ascii(family ?? '').replaceAll(' ', ''), word, paper.id].filter(Boolean).join('-');
}

const LITTLE_WORDS = new Set(
  'about from into over that their these this toward towards under using what when where which with your'.split(' '),
);

/** Lower-case letters a–z and digits, words parted by one space. */
function ascii(text: string): string {
  return normalised(text, 'NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[łŁ]/g, 'l')
    .replace(/[øØ]/g, 'o')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
