import { newPaperId, normaliseTitle, type Paper } from './paper.ts';
import type { Incoming } from './prepare.ts';
import { authorKey, words } from './versions.ts';

/**
 * A collection that takes in papers. An incoming paper is recognised by id, arXiv id, DOI, then normalised title; it fills and updates
 * the fields of the paper that it is, and erases none. The id of a paper stays as it was given at the first import.
 */
export class Draft {
  readonly #papers = new Map<string, Paper>();
  readonly #ids = {
    arxivId: new Map<string, string[]>(),
    doi: new Map<string, string[]>(),
    title: new Map<string, string[]>(),
  };
  readonly #known: Draft | undefined;

  /** @param known where the ids of papers come from that are new here but not new at all. */
  constructor(papers: Iterable<Paper> = [], known?: Draft) {
    this.#known = known;
    for (const paper of papers) this.put(paper);
  }

  /**
   * Takes the paper in and answers its id here. One that says so, or has no abstract (unless it may lack it), only adds to a paper that is there;
   * else there is no id.
   */
  take(incoming: Incoming): string | undefined {
    const known = this.find(incoming);
    const before = known === undefined ? undefined : this.#papers.get(known);
    if (!before && (incoming.onlyKnown || !mayJoin(incoming))) return undefined;
    const paper = before ?? { id: this.#newId(incoming), title: '', abstract: '', links: [], authors: [] };
    this.put(update(paper, incoming));
    return paper.id;
  }

  remove(id: string): void {
    this.#papers.delete(id);
  }

  /** The papers in the order of the collection file: by id, so that a paper keeps its place whatever becomes of its title. */
  papers(): Paper[] {
    return [...this.#papers.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Puts in a paper as it is. */
  put(paper: Paper): void {
    this.#papers.set(paper.id, paper);
    const names = { arxivId: paper.arxivId, doi: paper.doi, title: normaliseTitle(paper.title) };
    for (const kind of ['arxivId', 'doi', 'title'] as const) {
      const name = names[kind];
      if (!name) continue;
      const ids = this.#ids[kind].get(name);
      if (!ids) this.#ids[kind].set(name, [paper.id]);
      else if (!ids.includes(paper.id)) ids.push(paper.id);
    }
  }

  /** The id of the paper that an incoming one is. */
  find(incoming: Incoming): string | undefined {
    const { id, arxivId, doi, title } = incoming;
    const byName = [
      ...(arxivId ? (this.#ids.arxivId.get(arxivId) ?? []) : []),
      ...(doi ? (this.#ids.doi.get(doi) ?? []) : []),
    ];
    const named = [id, ...byName].find(candidate => {
      const paper = candidate === undefined ? undefined : this.#papers.get(candidate);
      return paper && (candidate === id || !isAnother(paper, incoming));
    });
    if (named) return named;
    return this.#ids.title.get(normaliseTitle(title))?.find(candidate => {
      const paper = this.#papers.get(candidate);
      return paper !== undefined && !contradicts(paper, incoming);
    });
  }

  #newId(incoming: Incoming): string {
    const known = this.#known ? this.#known.find(incoming) : undefined;
    if (known && !this.#papers.has(known)) return known;
    if (incoming.own && incoming.id) return incoming.id;
    // Two titles in a million million share an id; the later one takes the next.
    let id = newPaperId(incoming.title);
    for (let next = 2; this.#papers.has(id); next++) id = newPaperId(`${incoming.title} ${next}`);
    return id;
  }
}

/**
 * A DOI that was cut where it came from may be the beginning of two: such papers have no word of their titles in common, and no author or no arXiv id either.
 * They stay two. What could be no paper of its own only adds to one: a title alone, which may be a new one, contradicts no identifier.
 */
function isAnother(paper: Paper, incoming: Incoming): boolean {
  if (paper.arxivId && paper.arxivId === incoming.arxivId) return false;
  const title = words(incoming.title);
  if (title.size === 0 || !words(paper.title).isDisjointFrom(title)) return false;
  if (contradicts(paper, incoming)) return true;
  return mayJoin(incoming) && !(paper.authors.length > 0 && incoming.authors?.length);
}

/** Search and the paper of the day need text; who keeps a collection may want the others all the same, and says so. */
export function mayJoin({ abstract, abstractOptional, own }: Incoming): boolean {
  return Boolean(abstract || abstractOptional || own);
}

/** Two papers may bear one title (“Erratum”): then their arXiv ids differ, or none of their authors is the same. */
function contradicts(paper: Paper, incoming: Incoming): boolean {
  if (paper.arxivId && incoming.arxivId && paper.arxivId !== incoming.arxivId) return true;
  const authors = new Set(paper.authors.map(authorKey));
  const others = (incoming.authors ?? []).map(authorKey);
  return authors.size > 0 && others.length > 0 && !others.some(author => authors.has(author));
}

function update(
  there: Paper,
  { own: _, id: __, onlyKnown: ___, abstractOptional: ____, fills, before, withdrawn, ...incoming }: Incoming,
): Paper {
  const { withdrawn: marked, ...paper } = before ? without(there, before) : there;
  const said = Object.fromEntries(Object.entries(incoming).filter(([, value]) => saysSomething(value)));
  const known = Object.fromEntries(Object.entries(paper).filter(([, value]) => saysSomething(value)));
  return {
    ...paper,
    ...said,
    ...(fills && known),
    type: typeOf(paper, incoming, fills),
    ...((withdrawn ?? marked) && { withdrawn: true }),
    // Counted in one place alone: what it says last holds.
    ...(incoming.upvotes !== undefined && { upvotes: incoming.upvotes }),
    links: [...new Set([...paper.links, ...(incoming.links ?? [])])],
  };
}

/** The type of the publication goes with its venue: that of another venue says nothing of this one. */
function typeOf(there: Pick<Paper, 'venue' | 'type'>, said: Pick<Incoming, 'venue' | 'type'>, fills?: true) {
  if (!said.venue || said.venue === there.venue) return fills ? (there.type ?? said.type) : (said.type ?? there.type);
  return fills && there.venue ? there.type : said.type;
}

/** A paper without what only a record as it was before had said. */
function without(paper: Paper, before: Paper): Paper {
  const said = new Map(Object.entries(before).map(([field, value]) => [field, JSON.stringify(value)]));
  const changed = Object.entries(paper).filter(([field, value]) => JSON.stringify(value) !== said.get(field));
  const { id, title, abstract } = paper;
  return {
    ...{ id, title, abstract, authors: [] },
    ...Object.fromEntries(changed),
    links: paper.links.filter(link => !before.links.includes(link)),
  };
}

function saysSomething(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}
