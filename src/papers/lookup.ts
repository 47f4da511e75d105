import { findIdentifiers } from './identifiers.ts';
import { normaliseTitle, type Paper } from './paper.ts';

/** Papers by each of their names. */
export interface Lookup {
  byId: ByName;
  byArxivId: ByName;
  byDoi: ByName;
  /** By normalised title; of papers with the same title, the first. */
  byTitle: ByName;
}

type ByName = Pick<ReadonlyMap<string, Paper>, 'get'>;

export function indexPapers(papers: Iterable<Paper>): Lookup {
  const lookup = new ChangingLookup();
  for (const paper of papers) lookup.add(paper);
  return lookup;
}

/** A lookup that papers come to and go from. */
export class ChangingLookup implements Lookup {
  readonly byId = new Names();
  readonly byArxivId = new Names();
  readonly byDoi = new Names();
  readonly byTitle = new Names();

  /** Papers whose id, arXiv id or DOI it is. */
  identified(value: string): Paper[] {
    return [this.byId, this.byArxivId, this.byDoi].flatMap(names => names.all(value));
  }

  add(paper: Paper): void {
    for (const [names, name] of this.#namesOf(paper)) names.add(name, paper);
  }

  remove(paper: Paper): void {
    for (const [names, name] of this.#namesOf(paper)) names.remove(name, paper);
  }

  #namesOf({ id, arxivId, doi, title }: Paper): [Names, string | undefined][] {
    return [
      [this.byId, id],
      [this.byArxivId, arxivId],
      [this.byDoi, doi],
      [this.byTitle, normaliseTitle(title)],
    ];
  }
}

/** The papers of one kind of name. Few share one. */
class Names implements ByName {
  readonly #first = new Map<string, Paper>();
  readonly #others = new Map<string, Paper[]>();

  get(name: string): Paper | undefined {
    return this.#first.get(name);
  }

  add(name: string | undefined, paper: Paper): void {
    if (!name) return;
    if (!this.#first.has(name)) this.#first.set(name, paper);
    else this.#others.set(name, [...this.all(name).slice(1), paper]);
  }

  remove(name: string | undefined, paper: Paper): void {
    if (!name) return;
    const [first, ...others] = this.all(name).filter(other => other !== paper);
    if (first) this.#first.set(name, first);
    else this.#first.delete(name);
    if (others.length > 0) this.#others.set(name, others);
    else this.#others.delete(name);
  }

  all(name: string): Paper[] {
    const first = this.#first.get(name);
    return first ? [first, ...(this.#others.get(name) ?? [])] : [];
  }
}

/** The paper that a text names: by its whole title, else by the first identifier in it that the collection has. */
export function lookUp(lookup: Lookup, text: string, identifiers = findIdentifiers(text)): Paper | undefined {
  const byTitle = lookup.byTitle.get(normaliseTitle(text));
  if (byTitle) return byTitle;
  const maps = { id: lookup.byId, arxiv: lookup.byArxivId, doi: lookup.byDoi };
  for (const { kind, value } of identifiers) {
    const paper = maps[kind].get(value);
    if (paper) return paper;
  }
  return undefined;
}
