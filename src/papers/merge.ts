import type { KeptApart } from './kept-apart.ts';
import { newPaperId, normaliseTitle, type Paper } from './paper.ts';
import type { Incoming } from './prepare.ts';
import { haveOtherAuthors, shareOnlyAnIdentifier, shareOnlyTheTitle } from './same-work.ts';

/**
 * A collection that takes in papers. An incoming paper is recognised by id, arXiv id, DOI, then normalised title,
 * unless the rest of it says otherwise; it fills and updates the fields of the paper that it is, and erases none. The
 * id of a paper stays as it was given at the first import.
 */
export class Draft {
  readonly #papers = new Map<string, Paper>();
  readonly #ids = {
    arxivId: new Map<string, string[]>(),
    doi: new Map<string, string[]>(),
    title: new Map<string, string[]>(),
  };
  readonly #known: Draft | undefined;
  /** Which of the papers that it took in are new, although another one has their identifier or title. */
  readonly keptApart: KeptApart[] = [];

  /** @param known where the ids of papers come from that are new here but not new at all. */
  constructor(papers: Iterable<Paper> = [], known?: Draft) {
    this.#known = known;
    for (const paper of papers) this.put(paper);
  }

  /**
   * Takes the paper in and answers its id here. One that says so, or has no abstract (unless it may lack it), only adds
   * to a paper that is there; else there is no id.
   */
  take(incoming: Incoming): string | undefined {
    const known = this.find(incoming);
    const before = known === undefined ? undefined : this.#papers.get(known);
    if (!before && (incoming.onlyKnown || !mayJoin(incoming))) return undefined;
    const apart = before ? undefined : this.#apartFrom(incoming);
    if (apart) this.keptApart.push(apart);
    const paper = before ?? { id: this.#newId(incoming), title: '', abstract: '', links: [], authors: [] };
    this.put(update(paper, incoming));
    return paper.id;
  }

  remove(id: string): void {
    this.#papers.delete(id);
  }

  /**
   * The papers in the order of the collection file: by id, so that a paper keeps its place whatever becomes of its
   * title.
   */
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
    const { id } = incoming;
    if (id !== undefined && this.#papers.has(id)) return id;
    const { named, titled } = this.#candidates(incoming);
    const known =
      named.find(paper => !shareOnlyAnIdentifier(paper, incoming)) ??
      titled.find(paper => !shareOnlyTheTitle(paper, incoming));
    return known?.id;
  }

  /** The papers with an identifier of the incoming one, those with its arXiv id first, and those with its title. */
  #candidates({ arxivId, doi, title }: Incoming): { named: Paper[]; titled: Paper[] } {
    const having = (kind: 'arxivId' | 'doi' | 'title', name: string | undefined) =>
      (name ? (this.#ids[kind].get(name) ?? []) : [])
        .map(id => this.#papers.get(id))
        .filter(paper => paper !== undefined);
    return {
      named: [...having('arxivId', arxivId), ...having('doi', doi)],
      titled: having('title', normaliseTitle(title)),
    };
  }

  /** That other people wrote something under the same title is nothing to be said. */
  #apartFrom(incoming: Incoming): KeptApart | undefined {
    const { named, titled } = this.#candidates(incoming);
    const { title, arxivId } = incoming;
    const [paper] = named;
    if (paper) {
      const identifier = paper.arxivId === arxivId && arxivId ? `arXiv id ${arxivId}` : `DOI ${paper.doi}`;
      return { title, of: paper.title, identifier };
    }
    const namesake = titled.find(one => !haveOtherAuthors(one, incoming));
    return namesake && { title, of: namesake.title, identifier: 'title' };
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

/** Search and the paper of the day need text; who keeps a collection may want the others all the same, and says so. */
export function mayJoin({ abstract, abstractOptional, own }: Incoming): boolean {
  return Boolean(abstract || abstractOptional || own);
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
