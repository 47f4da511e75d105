import type { Reference } from './reference.ts';

const TYPES = { article: 'article-journal', conference: 'paper-conference', preprint: 'article' } as const;

/** One item of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables). */
export function toCsl(reference: Reference): object {
  return {
    id: reference.key,
    type: TYPES[reference.kind],
    title: reference.title,
    author: reference.authors,
    ...(reference.year !== undefined && { issued: { 'date-parts': [[reference.year]] } }),
    ...(reference.venue && { 'container-title': reference.venue }),
    ...(reference.kind === 'preprint' && reference.arxivId && { publisher: 'arXiv' }),
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
