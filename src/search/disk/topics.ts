import {
  mostFrequent,
  type PaperTopics,
  SHARE_OF_FIELD,
  type Topic,
  type TopicNames,
  type TopicsFound,
} from '../topics.ts';
import type { TopicCount } from '../types.ts';
import type { View } from './view.ts';

/** The label of papers that have a name of a topic of two words or more in them; those of topics follow. */
const IN_FIELD = 0;

/** The labels that a segment keeps of a paper: which topics it has, by their place among all. */
export function labelsOf({ topics, named }: TopicsFound, names: TopicNames): number[] {
  const labels = [...topics].map(topic => labelOf(topic, names));
  return named ? [IN_FIELD, ...labels] : labels;
}

export function labelOf(topic: Topic, names: TopicNames): number {
  return 1 + names.all.indexOf(topic);
}

/** Which papers belong to which topics, by their labels. */
export class DiskTopics implements PaperTopics {
  readonly names: TopicNames;
  readonly #view: View;

  constructor(names: TopicNames, view: View) {
    this.names = names;
    this.#view = view;
  }

  get describeCollection(): boolean {
    return this.#view.labels.of(IN_FIELD) >= SHARE_OF_FIELD * this.#view.size;
  }

  of(paper: number): ReadonlySet<Topic> {
    const part = this.#view.partOf(paper);
    const labels = part?.segment.labels(paper - part.base) ?? [];
    return new Set([...labels].flatMap(label => this.names.all[label - 1] ?? []));
  }

  rarity(topic: Topic): number {
    return Math.log(this.#view.size / Math.max(1, this.#view.labels.of(labelOf(topic, this.names))));
  }

  /** Topics of all papers, the most frequent first. */
  all(): TopicCount[] {
    return this.#counted(label => this.#view.labels.of(label));
  }

  /** Topics of the papers whose number is above 0, the most frequent first. */
  ofMarked(marks: Float32Array): TopicCount[] {
    const counts = new Uint32Array(this.names.all.length + 1);
    for (const { segment, base } of this.#view.parts) {
      for (let place = 0; place < segment.size; place++) {
        if ((marks[base + place] ?? 0) > 0)
          for (const label of segment.labels(place)) counts[label] = (counts[label] ?? 0) + 1;
      }
    }
    return this.#counted(label => counts[label] ?? 0);
  }

  #counted(count: (label: number) => number): TopicCount[] {
    const counts = this.names.all.map((topic, i) => [topic, count(i + 1)] as const);
    return mostFrequent(new Map(counts.filter(([, papers]) => papers > 0)));
  }
}
