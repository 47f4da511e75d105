import { newPaperId, normaliseTitle, type Paper } from './paper.ts';
import type { Incoming } from './prepare.ts';
import { linkVersions } from './versions.ts';

/**
 * A collection that takes in papers. An incoming paper is recognised by id, arXiv id, DOI, then normalised title; it fills and updates
 * the fields of the paper that it is, and erases none. The id of a paper stays as it was given at the first import.
 */
export class Draft {
  readonly #papers = new Map<string, Paper>();
  readonly #ids = {
    arxivId: new Map<string, string>(),
    doi: new Map<string, string>(),
    title: new Map<string, string>(),
  };
  readonly #known: Draft | undefined;

  /** @param known where the ids of papers come from that are new here but not new at all. */
  constructor(papers: Iterable<Paper> = [], known?: Draft) {
    this.#known = known;
    for (const paper of papers) this.#put(paper);
  }

  /** Takes the paper in; answers whether it has its place now. One without an abstract only adds to a paper that is there. */
  take(incoming: Incoming): boolean {
    const id = this.#find(incoming);
    const before = id === undefined ? undefined : this.#papers.get(id);
    if (before) this.#put(update(before, incoming));
    else if (incoming.abstract)
      this.#put(update({ id: this.#newId(incoming), title: '', abstract: '', links: [], authors: [] }, incoming));
    else return false;
    return true;
  }

  remove(id: string): void {
    this.#papers.delete(id);
  }

  /** The papers in the order of the collection file: by id, so that a paper keeps its place whatever becomes of its title. */
  papers(): Paper[] {
    return linkVersions([...this.#papers.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  #put(paper: Paper): void {
    this.#papers.set(paper.id, paper);
    const names = { arxivId: paper.arxivId, doi: paper.doi, title: normaliseTitle(paper.title) };
    for (const kind of ['arxivId', 'doi', 'title'] as const) {
      const name = names[kind];
      if (name && !this.#ids[kind].has(name)) this.#ids[kind].set(name, paper.id);
    }
  }

  #find({ id, arxivId, doi, title }: Incoming): string | undefined {
    const candidates = [
      id,
      arxivId && this.#ids.arxivId.get(arxivId),
      doi && this.#ids.doi.get(doi),
      this.#ids.title.get(normaliseTitle(title)),
    ];
    return candidates.find(candidate => candidate && this.#papers.has(candidate));
  }

  #newId(incoming: Incoming): string {
    const known = this.#known ? this.#known.#find(incoming) : undefined;
    if (known && !this.#papers.has(known)) return known;
    if (incoming.own && incoming.id) return incoming.id;
    // Two titles in a million million share an id; the later one takes the next.
    let id = newPaperId(incoming.title);
    for (let next = 2; this.#papers.has(id); next++) id = newPaperId(`${incoming.title} ${next}`);
    return id;
  }
}

function update(paper: Paper, { own: _, id: __, ...incoming }: Incoming): Paper {
  const said = Object.fromEntries(
    Object.entries(incoming).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
  return { ...paper, ...said, links: [...new Set([...paper.links, ...(incoming.links ?? [])])] };
}
