import { findCategory } from '../../papers/arxiv-categories.ts';
import type { Paper } from '../../papers/paper.ts';
import { terms } from '../analysis/tokens.ts';
import { type Topic, TopicNames } from '../topics.ts';
import { isGeneral } from './general-words.ts';

/**
 * What papers are filed under are the topics of a collection when at least this share of them has something that tells
 * them apart.
 */
const CARRYING = 0.5;
/** What more of the papers have tells none from the others: `hep-th` in a collection of nothing else. */
const TELLING = 0.9;
/** With fewer that tell papers apart there is nothing to choose from. */
const LEAST_TOPICS = 3;
/** More topics than these nobody looks through. */
const MOST_TOPICS = 100;
/** What is longer is a sentence. */
const LONGEST_KEYWORD = 60;

/** What a paper is filed under. */
interface Subject {
  id: string;
  /** As this paper writes it. */
  name: string;
  /** What arXiv calls it. */
  code?: string;
}

/** What the record of a paper files it under, each once: its categories, and its keywords. */
export function subjectsOf({ categories = [], keywords = [] }: Paper): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const subject of [...categories.flatMap(ofCategory), ...keywords.flatMap(ofKeyword)])
    if (!subjects.has(subject.id)) subjects.set(subject.id, subject);
  return [...subjects.values()];
}

/** Other catalogues have categories of their own. */
function ofCategory(category: string): Subject[] {
  const known = findCategory(category);
  return known ? [{ id: known.id, name: known.name, code: known.id }] : ofKeyword(category);
}

/** Codes of other classifications, such as `83C57`, name nothing to a reader. */
function ofKeyword(keyword: string): Subject[] {
  const name = keyword.trim();
  if (name.length > LONGEST_KEYWORD || !/\p{L}{3}|\p{Lo}{2}/u.test(name)) return [];
  const own = terms(name);
  return own.length === 0 || isGeneral(own) ? [] : [{ id: own.join('-'), name }];
}

/** Counts what papers are filed under, as they come. */
export class Subjects {
  readonly #ofPapers: (readonly string[])[] = [];
  readonly #known = new Map<string, { code?: string; names: Map<string, number>; held: number }>();

  add(paper: Paper): void {
    const subjects = subjectsOf(paper);
    this.#ofPapers.push(subjects.map(({ id }) => id));
    for (const { id, name, code } of subjects) {
      const known = this.#known.get(id) ?? { ...(code && { code }), names: new Map(), held: 0 };
      known.held++;
      known.names.set(name, (known.names.get(name) ?? 0) + 1);
      this.#known.set(id, known);
    }
  }

  /**
   * The topics of the papers; undefined where too few are filed under anything that tells them apart. @param least
   * papers that a topic has
   */
  topics(least: number): TopicNames | undefined {
    const papers = this.#ofPapers.length;
    const frequent = [...this.#known]
      .filter(([, { held }]) => held >= least)
      .sort(([a, one], [b, other]) => other.held - one.held || (a < b ? -1 : 1))
      .slice(0, MOST_TOPICS);
    const telling = new Set(frequent.filter(([, { held }]) => held <= TELLING * papers).map(([id]) => id));
    const told = this.#ofPapers.filter(ids => ids.some(id => telling.has(id))).length;
    if (telling.size < LEAST_TOPICS || told < CARRYING * papers) return undefined;
    return TopicNames.carried(
      frequent.map(
        ([id, { code, names }]): Topic => ({ id, name: usual(names), aliases: code ? [code] : [], acronyms: [] }),
      ),
    );
  }
}

/** As most papers write it. */
function usual(names: ReadonlyMap<string, number>): string {
  const [[name] = ['']] = [...names].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return name.charAt(0).toUpperCase() + name.slice(1);
}
