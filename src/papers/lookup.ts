import { findIdentifiers } from './identifiers.ts';
import { normaliseTitle, type Paper } from './paper.ts';

/** Papers by each of their names. */
export interface Lookup {
  byId: ReadonlyMap<string, Paper>;
  byArxivId: ReadonlyMap<string, Paper>;
  byDoi: ReadonlyMap<string, Paper>;
  /** By normalised title; of papers with the same title, the first. */
  byTitle: ReadonlyMap<string, Paper>;
}

export function indexPapers(papers: Iterable<Paper>): Lookup {
  const byId = new Map<string, Paper>();
  const byArxivId = new Map<string, Paper>();
  const byDoi = new Map<string, Paper>();
  const byTitle = new Map<string, Paper>();
  const add = (map: Map<string, Paper>, key: string | undefined, paper: Paper) => {
    if (key && !map.has(key)) map.set(key, paper);
  };
  for (const paper of papers) {
    add(byId, paper.id, paper);
    add(byArxivId, paper.arxivId, paper);
    add(byDoi, paper.doi, paper);
    add(byTitle, normaliseTitle(paper.title), paper);
  }
  return { byId, byArxivId, byDoi, byTitle };
}

/** The paper that a text names: by its whole title, else by the first identifier in it that the collection has. */
export function lookUp(lookup: Lookup, text: string): Paper | undefined {
  const byTitle = lookup.byTitle.get(normaliseTitle(text));
  if (byTitle) return byTitle;
  const maps = { id: lookup.byId, arxiv: lookup.byArxivId, doi: lookup.byDoi };
  for (const { kind, value } of findIdentifiers(text)) {
    const paper = maps[kind].get(value);
    if (paper) return paper;
  }
  return undefined;
}
