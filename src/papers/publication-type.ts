import { z } from 'zod';
import { entryOf } from '../platform/entry-of.ts';

/**
 * What a publication is, in CSL's words
 * (https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types).
 */
export const publicationTypeSchema = z.enum([
  'article-journal',
  'paper-conference',
  'chapter',
  'book',
  'thesis',
  'report',
]);
export type PublicationType = z.infer<typeof publicationTypeSchema>;

/**
 * BibTeX's and biblatex's entry types. `misc`, `unpublished`, `online` and others say nothing of where a paper
 * appeared.
 */
const BIBTEX: Record<string, PublicationType> = {
  article: 'article-journal',
  periodical: 'article-journal',
  review: 'article-journal',
  suppperiodical: 'article-journal',
  inproceedings: 'paper-conference',
  conference: 'paper-conference',
  incollection: 'chapter',
  inbook: 'chapter',
  bookinbook: 'chapter',
  suppbook: 'chapter',
  suppcollection: 'chapter',
  inreference: 'chapter',
  book: 'book',
  mvbook: 'book',
  booklet: 'book',
  collection: 'book',
  proceedings: 'book',
  mvproceedings: 'book',
  phdthesis: 'thesis',
  mastersthesis: 'thesis',
  thesis: 'thesis',
  techreport: 'report',
  report: 'report',
};

/** RIS's reference types (https://en.wikipedia.org/wiki/RIS_(file_format)#Type_of_reference). */
const RIS: Record<string, PublicationType> = {
  JOUR: 'article-journal',
  JFULL: 'article-journal',
  EJOUR: 'article-journal',
  MGZN: 'article-journal',
  INPR: 'article-journal',
  ABST: 'article-journal',
  CONF: 'paper-conference',
  CPAPER: 'paper-conference',
  CHAP: 'chapter',
  ECHAP: 'chapter',
  BOOK: 'book',
  EBOOK: 'book',
  EDBOOK: 'book',
  THES: 'thesis',
  RPRT: 'report',
};

/**
 * CSL's types, and those of Crossref and DataCite, which doi.org gives in their place. CSL's `article` is a preprint or
 * any other article.
 */
const CSL: Record<string, PublicationType> = {
  'article-journal': 'article-journal',
  'article-magazine': 'article-journal',
  'journal-article': 'article-journal',
  review: 'article-journal',
  'paper-conference': 'paper-conference',
  'proceedings-article': 'paper-conference',
  'conference-paper': 'paper-conference',
  chapter: 'chapter',
  'book-chapter': 'chapter',
  'book-section': 'chapter',
  'book-part': 'chapter',
  'entry-encyclopedia': 'chapter',
  'reference-entry': 'chapter',
  book: 'book',
  monograph: 'book',
  'edited-book': 'book',
  'reference-book': 'book',
  proceedings: 'book',
  thesis: 'thesis',
  dissertation: 'thesis',
  report: 'report',
  'report-component': 'report',
};

/** @param type without `@`, in any case: `InProceedings` */
export function typeOfBibtex(type: string): PublicationType | undefined {
  return entryOf(BIBTEX, type.toLowerCase());
}

/** @param type the value of `TY` */
export function typeOfRis(type: string): PublicationType | undefined {
  return entryOf(RIS, type.toUpperCase());
}

/**
 * @param type as CSL-JSON, Crossref or DataCite say it: `article-journal`, `proceedings-article`, `JournalArticle`,
 * `Journal Article`
 */
export function typeOfCsl(type: string): PublicationType | undefined {
  return entryOf(
    CSL,
    type
      .trim()
      .replace(/(?<=[a-z])(?=[A-Z])|[\s_]+/g, '-')
      .toLowerCase(),
  );
}
