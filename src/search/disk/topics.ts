import { LANGUAGES, type OtherLanguage } from '../analysis/language.ts';
import { byUse } from '../languages.ts';
import {
  applies,
  MOST_USES,
  mostFrequent,
  type PaperTopics,
  SHARE_OF_FIELD,
  type Topic,
  type TopicNames,
  type TopicsFound,
} from '../topics.ts';
import type { TopicCount } from '../types.ts';
import { Counts } from './counts.ts';
import type { View } from './view.ts';

/** The label of papers that have a name of a topic of two words or more in them; those of topics follow. */
const IN_FIELD = 0;

/**
 * The labels that a segment keeps of a paper: which topics it has, by their place among all; then which it names, and how often. In this order:
 * who counts topics looks no further.
 */
export function labelsOf({ topics, uses, named }: TopicsFound, names: TopicNames): number[] {
  const labels = [...topics].map(topic => labelOf(topic, names));
  const ofUses = [...uses].map(([topic, count]) => labelOfUses(topic, count, names));
  return [...(named ? [IN_FIELD] : []), ...labels, ...ofUses];
}

export function labelOf(topic: Topic, names: TopicNames): number {
  return 1 + names.all.indexOf(topic);
}

/** The label of papers in a language; behind those of uses. */
export function labelOfLanguage(language: OtherLanguage, { all }: TopicNames): number {
  return 1 + all.length + MOST_USES * all.length + LANGUAGES.indexOf(language);
}

function labelOfUses(topic: Topic, uses: number, { all }: TopicNames): number {
  return all.length + MOST_USES * all.indexOf(topic) + uses;
}

/** Which papers belong to which topics, by their labels. */
export class DiskTopics implements PaperTopics {
  readonly names: TopicNames;
  readonly #view: View;

  constructor(names: TopicNames, view: View) {
    this.names = names;
    this.#view = view;
  }

  /** Other languages than English that papers are in, those of most papers first. */
  get languages(): OtherLanguage[] {
    return byUse(language => this.#view.labels.of(labelOfLanguage(language, this.names)));
  }

  get apply(): boolean {
    return applies(this.names, this.#view.labels.of(IN_FIELD), this.#view.size);
  }

  get describeCollection(): boolean {
    return this.#view.labels.of(IN_FIELD) >= SHARE_OF_FIELD * this.#view.size;
  }

  of(paper: number): ReadonlySet<Topic> {
    return new Set([...this.#labels(paper)].flatMap(label => this.names.all[label - 1] ?? []));
  }

  uses(paper: number): ReadonlyMap<Topic, number> {
    const { all } = this.names;
    return new Map(
      [...this.#labels(paper)].flatMap((label): [Topic, number][] => {
        const topic = all[Math.floor((label - all.length - 1) / MOST_USES)];
        return topic ? [[topic, ((label - all.length - 1) % MOST_USES) + 1]] : [];
      }),
    );
  }

  rarity(topic: Topic): number {
    let papers = 0;
    for (let uses = 1; uses <= MOST_USES; uses++) papers += this.#view.labels.of(labelOfUses(topic, uses, this.names));
    return Math.log(this.#view.size / Math.max(1, papers));
  }

  /** Topics of all papers, the most frequent first. */
  all(): TopicCount[] {
    return this.#counted(label => this.#view.labels.of(label));
  }

  /** Topics of the papers whose number is above 0, the most frequent first. */
  ofMarked(marks: Float32Array): TopicCount[] {
    const counts = new Uint32Array(1 + this.names.all.length);
    for (const { segment, base } of this.#view.parts)
      segment.countLabels(marks.subarray(base, base + segment.size), counts);
    return this.#counted(label => counts[label] ?? 0);
  }

  ofPapers(papers: readonly number[]): TopicCount[] {
    const counts = new Counts();
    for (const paper of papers) for (const label of this.#labels(paper)) counts.add(label, 1);
    return this.#counted(label => counts.of(label));
  }

  #labels(paper: number): Uint16Array {
    const part = this.#view.partOf(paper);
    return part?.segment.labels(paper - part.base) ?? new Uint16Array();
  }

  #counted(count: (label: number) => number): TopicCount[] {
    const counts = this.names.all.map((topic, i) => ({ topic, count: count(i + 1) }));
    return mostFrequent(counts.filter(({ count: papers }) => papers > 0));
  }
}
