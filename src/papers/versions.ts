import type { Paper } from './paper.ts';

/** Words of titles that say nothing about what a paper is. */
const COMMON = new Set(
  'a an and as at by for from in into is it its of on or the through to towards toward under using via with without'.split(
    ' ',
  ),
);

/** How much of the shorter title must stand in the longer one, and how many words at least. */
const SHARED_TITLE = 0.75;
const SHARED_TITLE_WORDS = 4;
/** How much of the vocabulary of the shorter abstract must stand in the longer one; of different works by one group it is about a third. */
const SHARED_ABSTRACT = 0.5;

/**
 * Makes the versions of one work (a conference paper and its longer journal copy) point to each other: an author in common, nearly
 * the same words in the titles, and half of the words in the abstracts. What is known already stays; versions that are gone go.
 */
export function linkVersions(papers: readonly Paper[]): Paper[] {
  const described = papers.map(paper => ({ paper, title: words(paper.title), abstract: words(paper.abstract) }));
  const versions = new Map(papers.map(paper => [paper.id, new Set<string>()]));
  const link = (a: string, b: string) => {
    if (a === b || !versions.has(b)) return;
    versions.get(a)?.add(b);
    versions.get(b)?.add(a);
  };
  for (const paper of papers) for (const version of paper.versions ?? []) link(paper.id, version);
  for (const group of byAuthor(described)) {
    for (const [at, one] of group.entries()) {
      for (const other of group.slice(at + 1)) {
        const alike =
          shared(one.title, other.title) >= SHARED_TITLE_WORDS &&
          overlap(one.title, other.title) >= SHARED_TITLE &&
          overlap(one.abstract, other.abstract) >= SHARED_ABSTRACT;
        if (alike) link(one.paper.id, other.paper.id);
      }
    }
  }
  return papers.map(({ versions: _, ...paper }) => {
    const others = [...(versions.get(paper.id) ?? [])].sort();
    return others.length > 0 ? { ...paper, versions: others } : paper;
  });
}

/** The papers of each author. Surname and first initial: sources differ in how much of the other names they give. */
function byAuthor<T extends { paper: Paper }>(described: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of described) {
    for (const author of new Set(one.paper.authors.map(authorKey))) {
      const group = groups.get(author);
      if (group) group.push(one);
      else groups.set(author, [one]);
    }
  }
  return [...groups.values()];
}

function authorKey(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
  return `${plain.slice(0, 1)} ${plain.split(/\s+/).at(-1)}`;
}

function words(text: string): Set<string> {
  const all = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(all.filter(word => !COMMON.has(word)));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.intersection(b).size;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return shared(a, b) / Math.max(1, Math.min(a.size, b.size));
}
