import { createHash } from 'node:crypto';
import { z } from 'zod';
import { normalised } from '../platform/normalised.ts';
import { publicationTypeSchema } from './publication-type.ts';

/**
 * What a collection file (JSONL, one paper a line) holds for each paper; unknown fields are refused, so that a typo is
 * noticed.
 */
export const paperSchema = z.strictObject({
  /** Given at the first import and kept for good; see {@link newPaperId}. */
  id: z.string().regex(/^[0-9a-f]{10}$/, 'must be 10 hex digits'),
  title: z.string().min(1),
  abstract: z.string(),
  /** Web pages that the abstract names (code, data, project); https or http, each once. */
  links: z.array(z.string()),
  /** Without version: `2110.04260` or `math/0211159`. */
  arxivId: z.string().optional(),
  /** Lower case, without resolver: `10.1000/xyz`. */
  doi: z.string().optional(),
  /** In the order of the paper. Empty where not known. */
  authors: z.array(z.string()),
  /** Year of publication; may differ from the year of submission by a year or more. */
  year: z.int().min(1000).max(2999).optional(),
  venue: z.string().optional(),
  /** What it was published as, where somebody has said so; it belongs to the venue with which it came. */
  type: publicationTypeSchema.optional(),
  /** First submission: `2021-10` (from the arXiv id) or `2021-10-08`. */
  date: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/, 'must be YYYY-MM or YYYY-MM-DD')
    .optional(),
  /** Ids of the other versions of the same work (conference and journal copy). */
  versions: z.array(z.string()).optional(),
  withdrawn: z.literal(true).optional(),
  /** arXiv's categories, the primary one first: `cs.LG`. */
  categories: z.array(z.string()).optional(),
  /** Those that its authors, or a catalogue, gave it. */
  keywords: z.array(z.string()).optional(),
  /** On Hugging Face, when they were last counted. */
  upvotes: z.int().min(0).optional(),
});

export type Paper = z.infer<typeof paperSchema>;

/** NFKD, lower case, letters and digits only: what is left of a title when the ways to write it are taken away. */
export function normaliseTitle(title: string): string {
  return normalised(title, 'NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The id that a paper gets at its first import: 10 hex digits of the SHA-256 of its normalised title. */
export function newPaperId(title: string): string {
  return createHash('sha256').update(normaliseTitle(title)).digest('hex').slice(0, 10);
}

export function arxivUrl(arxivId: string): string {
  return `https://arxiv.org/abs/${arxivId}`;
}

export function huggingFaceUrl(arxivId: string): string {
  return `https://huggingface.co/papers/${arxivId}`;
}

export function doiUrl(doi: string): string {
  return `https://doi.org/${encodeURI(doi).replace(/[?#]/g, encodeURIComponent)}`;
}

/** The page that best stands for a paper: arXiv, else its DOI, else its first link. */
export function paperUrl(paper: Paper): string | undefined {
  if (paper.arxivId) return arxivUrl(paper.arxivId);
  if (paper.doi) return doiUrl(paper.doi);
  return paper.links[0];
}
