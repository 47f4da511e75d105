import { LANGUAGES, type OtherLanguage } from '../analysis/language.ts';
import type { PlaceSet } from '../place-set.ts';
import {
  describe,
  MOST_USES,
  mostFrequent,
  type PaperTopics,
  type Topic,
  type TopicNames,
  type TopicsFound,
} from '../topics.ts';
import type { TopicCount } from '../types.ts';
import { Counts } from './counts.ts';
import type { Labels } from './labels.ts';
import type { Part, View } from './view.ts';

/** The label of papers that have a name of a topic of two words or more in them; those of topics follow. */
const IN_FIELD = 0;

/**
 * The labels that a segment keeps of a paper: which topics it has, by their place among all; then which it names, and
 * how often. In this order: who counts topics looks no further.
 */
export function labelsOf({ topics, uses, named }: TopicsFound, names: TopicNames): number[] {
  const labels = topicLabelsOf({ topics }, names);
  const ofUses = [...uses].map(([topic, count]) => labelOfUses(topic, count, names));
  return [...(named ? [IN_FIELD] : []), ...labels, ...ofUses];
}

/** Which topics it has, alone. */
export function topicLabelsOf({ topics }: Pick<TopicsFound, 'topics'>, names: TopicNames): number[] {
  return [...topics].map(topic => labelOf(topic, names));
}

function labelOf(topic: Topic, names: TopicNames): number {
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
  readonly #labelsOf: (part: Part) => Labels;

  /** @param labelsOf of topics, by default those that its papers were given when they were indexed */
  constructor(names: TopicNames, view: View, labelsOf = ({ segment }: Part) => segment.labels) {
    this.names = names;
    this.#view = view;
    this.#labelsOf = labelsOf;
  }

  get describeCollection(): boolean {
    return describe(this.names, this.#view.labels.of(IN_FIELD), this.#view.size);
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

  /** Adds the papers of a topic to the places. */
  addPlacesOf(topic: Topic, places: PlaceSet): void {
    for (const part of this.#view.parts)
      this.#labelsOf(part).addLabelled(labelOf(topic, this.names), places, part.base);
  }

  /** Topics of all papers, the most frequent first. */
  all(): TopicCount[] {
    return this.ofMarked(this.#view.alive());
  }

  /** Topics of the papers whose number is above 0, the most frequent first. */
  ofMarked(marks: Float32Array): TopicCount[] {
    const counts = new Uint32Array(1 + this.names.all.length);
    for (const part of this.#view.parts)
      this.#labelsOf(part).count(marks.subarray(part.base, part.base + part.segment.size), counts);
    return this.#counted(label => counts[label] ?? 0);
  }

  ofPapers(papers: readonly number[]): TopicCount[] {
    const counts = new Counts();
    for (const paper of papers) for (const label of this.#labels(paper)) counts.add(label, 1);
    return this.#counted(label => counts.of(label));
  }

  #labels(paper: number): Uint16Array {
    const part = this.#view.partOf(paper);
    return part ? this.#labelsOf(part).at(paper - part.base) : new Uint16Array();
  }

  #counted(count: (label: number) => number): TopicCount[] {
    const counts = this.names.all.map((topic, i) => ({ topic, count: count(i + 1) }));
    return mostFrequent(counts.filter(({ count: papers }) => papers > 0));
  }
}
