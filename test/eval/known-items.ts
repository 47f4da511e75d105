import type { Paper } from '../../src/papers/paper.ts';
import { sentences } from '../../src/search/analysis/sentences.ts';
import type { JudgedQuery, TestCollection } from './judged.ts';

const MOST_QUERIES = 200;
/** An abstract with fewer sentences says too little without one of them. */
const LEAST_SENTENCES = 5;
const LEAST_WORDS = 7;
/** A claim or half-remembered finding is no longer. */
const MOST_WORDS = 25;

/**
 * A search for the one paper that says something, made of any collection: the last sentence of each abstract is taken
 * out of it, and some of these sentences are the queries. What finds more of a subject (feedback, a latent space) can
 * hide the one paper; judged topics do not show that.
 */
export function knownItems(papers: readonly Paper[]): TestCollection {
  const cut = papers.map(withoutLastSentence);
  const asked = cut.filter(({ sentence }) => sentence !== undefined);
  const step = Math.max(1, Math.ceil(asked.length / MOST_QUERIES));
  const queries = asked
    .filter((_, place) => place % step === 0)
    .map(({ paper, sentence = '' }): JudgedQuery => {
      const text = sentence.split(/\s+/).slice(0, MOST_WORDS).join(' ');
      return { id: paper.id, text, judged: new Map([[paper.id, 1]]) };
    });
  return { papers: cut.map(({ paper }) => paper), queries };
}

function withoutLastSentence(paper: Paper): { paper: Paper; sentence?: string } {
  const cut = [...sentences(paper.abstract)];
  const last = cut.at(-1);
  if (!last || cut.length < LEAST_SENTENCES) return { paper };
  const sentence = paper.abstract.slice(last.start, last.end).trim();
  if (sentence.split(/\s+/).length < LEAST_WORDS) return { paper };
  return { paper: { ...paper, abstract: paper.abstract.slice(0, last.start) }, sentence };
}
