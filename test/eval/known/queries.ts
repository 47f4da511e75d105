import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { normaliseTitle, type Paper } from '../../../src/papers/paper.ts';
import { fold } from '../../../src/search/analysis/fold.ts';
import { tokenise } from '../../../src/search/analysis/tokens.ts';
import type { JudgedQuery } from '../judged.ts';
import { BY_AUTHOR, FORMS, familyOf, seeded, yearOf } from './forms.ts';

/** Of each form in each half. */
const MOST_OF_A_FORM = 150;
const SEED = 17;

/**
 * Queries for one paper each, of each form, with the paper that is meant as the only answer (and its namesakes, where
 * titles are the same). Papers that a query of a form does not tell from others are passed over: two by one author in
 * one year. The papers go to the two halves in turn.
 */
export function generatedQueries(papers: readonly Paper[], most = MOST_OF_A_FORM): JudgedQuery[] {
  const namesakes = Map.groupBy(papers, ({ title }) => normaliseTitle(title));
  const cited = new Citations(papers);
  const random = seeded(SEED);
  const order = papers
    .map((paper, place) => ({ paper, half: place % 2 === 0 ? ('tune' as const) : ('report' as const), at: random() }))
    .sort((a, b) => a.at - b.at);
  return Object.entries(FORMS).flatMap(([kind, form]) => {
    const left = { tune: most, report: most };
    return order.flatMap(({ paper, half }): JudgedQuery[] => {
      const text = left[half] > 0 ? form(paper, random) : undefined;
      if (text === undefined || (BY_AUTHOR.has(kind) && !cited.tells(text, paper))) return [];
      left[half]--;
      const meant = namesakes.get(normaliseTitle(paper.title)) ?? [paper];
      return [{ id: `${kind} ${paper.id}`, text, kind, half, judged: new Map(meant.map(({ id }) => [id, 1])) }];
    });
  });
}

/** Whose papers are of which year. */
class Citations {
  readonly #papers = new Map<string, Paper[]>();

  constructor(papers: readonly Paper[]) {
    for (const paper of papers) {
      for (const name of new Set(paper.authors.map(familyOf))) {
        const key = keyOf(name, yearOf(paper));
        this.#papers.set(key, [...(this.#papers.get(key) ?? []), paper]);
      }
    }
  }

  /** Whether a name, a year and perhaps words mean this paper and no other. */
  tells(text: string, paper: Paper): boolean {
    const words = new Set(tokenise(text).map(({ term }) => term));
    const own = paper.authors[0] === undefined ? '' : familyOf(paper.authors[0]);
    const others = (this.#papers.get(keyOf(own, yearOf(paper))) ?? []).filter(other => other !== paper);
    const sought = [...words.difference(termsOf(`${own} ${yearOf(paper)}`))];
    return !others.some(({ title, abstract }) => {
      const has = termsOf(`${title} ${abstract}`);
      return sought.every(term => has.has(term));
    });
  }
}

function keyOf(name: string, year: number | undefined): string {
  return `${fold(name)} ${year}`;
}

function termsOf(text: string): Set<string> {
  return new Set(tokenise(text).map(({ term }) => term));
}

const writtenSchema = z.object({ title: z.string(), query: z.string(), half: z.enum(['tune', 'report']) });

/** Queries that were written by hand, of those papers that there are. */
export async function writtenQueries(path: string, papers: readonly Paper[]): Promise<JudgedQuery[]> {
  const byTitle = Map.groupBy(papers, ({ title }) => normaliseTitle(title));
  const lines = (await readFile(path, 'utf8')).split('\n').filter(line => line.trim() !== '');
  return lines.flatMap((line, place) => {
    const { title, query, half } = writtenSchema.parse(JSON.parse(line));
    const meant = byTitle.get(normaliseTitle(title));
    if (!meant) return [];
    const judged = new Map(meant.map(({ id }) => [id, 1]));
    return [{ id: `written ${place + 1}`, text: query, kind: 'written by hand', half, judged }];
  });
}
