import type { Paper } from './paper.ts';
import { shareOnlyAnIdentifier } from './same-work.ts';
import { authorKey, SHARED_ABSTRACT, SHARED_TITLE_WORDS, shared, shareOf, words } from './words.ts';

/**
 * A name that more papers bear than this (of one person, or of many) says too little; others of their authors have
 * rarer ones.
 */
export const COMMON_NAME = 200;
/** How much of the shorter title must stand in the longer one. */
const SHARED_TITLE = 0.75;

/**
 * Makes the versions of one work (a conference paper and its longer journal copy) point to each other: an author in
 * common, nearly the same words in the titles, and half of the words in the abstracts; or the same arXiv id or DOI,
 * when two papers turned out to be one only after both were there; not when that is all that they share. What is known
 * already stays; versions that are gone go.
 * @param isThere whether a paper is in the collection that is not among these
 */
export function linkVersions(papers: readonly Paper[], isThere: (id: string) => boolean = () => false): Paper[] {
  const described = papers.map(describe);
  const versions = new Map(papers.map(paper => [paper.id, new Set<string>()]));
  const link = (a: string, b: string) => {
    if (a === b || !(versions.has(b) || isThere(b))) return;
    versions.get(a)?.add(b);
    versions.get(b)?.add(a);
  };
  for (const paper of papers) for (const version of paper.versions ?? []) link(paper.id, version);
  for (const group of groups(described, ({ paper }) => paper.authors.map(authorKey))) {
    if (group.length > COMMON_NAME) continue;
    for (const [one, other] of pairs(group)) if (alike(one, other)) link(one.paper.id, other.paper.id);
  }
  for (const group of groups(described, ({ paper }) => [paper.arxivId, paper.doi].filter(name => name !== undefined))) {
    for (const [one, other] of pairs(group)) {
      if (!shareOnlyAnIdentifier(one.paper, other.paper)) link(one.paper.id, other.paper.id);
    }
  }
  return papers.map(({ versions: _, ...paper }) => {
    const others = [...(versions.get(paper.id) ?? [])].sort();
    return others.length > 0 ? { ...paper, versions: others } : paper;
  });
}

interface Described {
  paper: Paper;
  title: Set<string>;
}

function describe(paper: Paper): Described {
  return { paper, title: words(paper.title) };
}

function alike(one: Described, other: Described): boolean {
  return (
    wordsAlike(one.title, other.title) &&
    shareOf(words(one.paper.abstract), words(other.paper.abstract)) >= SHARED_ABSTRACT
  );
}

/** Whether two titles, by their words, share so many that they may be of one work. */
export function wordsAlike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return shared(one, other) >= SHARED_TITLE_WORDS && shareOf(one, other) >= SHARED_TITLE;
}

function groups(described: readonly Described[], namesOf: (one: Described) => readonly string[]): Described[][] {
  const found = new Map<string, Described[]>();
  for (const one of described) {
    for (const name of new Set(namesOf(one))) {
      const group = found.get(name);
      if (group) group.push(one);
      else found.set(name, [one]);
    }
  }
  return [...found.values()];
}

function* pairs<T>(group: readonly T[]): Generator<[T, T]> {
  for (const [at, one] of group.entries()) for (const other of group.slice(at + 1)) yield [one, other];
}
