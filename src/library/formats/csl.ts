import type { Reference } from './reference.ts';

/** Where these appeared is who published them. */
const PUBLISHED: readonly Reference['type'][] = ['book', 'thesis', 'report'];

/** One item of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables). */
export function toCsl(reference: Reference): object {
  return {
    id: reference.key,
    type: reference.type === 'preprint' ? 'article' : reference.type,
    title: reference.title,
    author: reference.authors,
    ...(reference.year !== undefined && { issued: { 'date-parts': [[reference.year]] } }),
    ...(reference.venue && { [PUBLISHED.includes(reference.type) ? 'publisher' : 'container-title']: reference.venue }),
    ...(reference.type === 'preprint' && reference.arxivId && { publisher: 'arXiv' }),
    ...(reference.arxivId && {
      number: `arXiv:${reference.arxivId}`,
      archive: 'arXiv',
      archive_location: reference.arxivId,
    }),
    ...(reference.doi && { DOI: reference.doi }),
    ...(reference.url && { URL: reference.url }),
    ...(reference.abstract && { abstract: reference.abstract }),
  };
}
