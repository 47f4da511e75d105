import { z } from 'zod';
import { type Token, terms } from './analysis/tokens.ts';

/** A topic of the field, as `data/topics.json` lists them. */
export const topicSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** Other names, and ways to say it in plain words. */
  aliases: z.array(z.string()),
  acronyms: z.array(z.string()),
  /** Id of the topic that this one belongs to. */
  parent: z.string().optional(),
});
export type Topic = z.infer<typeof topicSchema>;

/** A collection is of the field that the topics describe when so many of its papers have one of them, by a name of two words or more. */
export const SHARE_OF_FIELD = 0.5;

interface Name {
  topic: Topic;
  terms: readonly string[];
}

/** Topics by what they are called. */
export class TopicNames {
  readonly all: readonly Topic[];
  readonly #byFirst = new Map<string, Name[]>();
  readonly #byAcronym = new Map<string, Topic[]>();

  constructor(topics: readonly Topic[]) {
    this.all = topics;
    for (const topic of topics) {
      for (const name of [topic.name, ...topic.aliases]) this.#addName(topic, terms(name));
      for (const acronym of topic.acronyms)
        this.#byAcronym.set(acronym, [...(this.#byAcronym.get(acronym) ?? []), topic]);
    }
  }

  /** The topics of a paper: those that have a name in its texts, or their acronym in capitals. */
  in(texts: readonly { text: string; tokens: readonly Token[] }[]): TopicsFound {
    const found = new Set<Topic>();
    let named = false;
    for (const { text, tokens } of texts) {
      const words = tokens.filter(token => token.term !== '');
      words.forEach((token, place) => {
        for (const { topic, terms: name } of this.#byFirst.get(token.term) ?? []) {
          if (!name.every((term, i) => words[place + i]?.term === term)) continue;
          found.add(topic);
          named ||= name.length > 1;
        }
        for (const topic of this.#byAcronym.get(text.slice(token.start, token.end).replace(/s$/, '')) ?? [])
          found.add(topic);
      });
    }
    return { topics: found, named };
  }

  /** The topic that a text names, by id, name, alias or acronym. */
  named(text: string): Topic | undefined {
    const wanted = text.trim();
    const key = terms(wanted).join(' ');
    return (
      this.all.find(topic => topic.id === wanted) ??
      this.#byAcronym.get(wanted.toUpperCase())?.[0] ??
      this.all.find(topic => [topic.name, ...topic.aliases].some(name => key !== '' && terms(name).join(' ') === key))
    );
  }

  #addName(topic: Topic, name: readonly string[]): void {
    const [first] = name;
    if (first !== undefined) this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), { topic, terms: name }]);
  }
}

export interface TopicsFound {
  topics: ReadonlySet<Topic>;
  /** Whether a name of two words or more is among their names in the paper. */
  named: boolean;
}

/** Which papers belong to which topics. */
export interface PaperTopics {
  readonly names: TopicNames;
  /** Whether the collection is of the field of these topics, so that their names mean here what they mean there. */
  readonly describeCollection: boolean;
  of(paper: number): ReadonlySet<Topic>;
  /** How few papers have the topic. */
  rarity(topic: Topic): number;
}

/** The topics of papers in memory, by place. */
export class Topics implements PaperTopics {
  readonly names: TopicNames;
  readonly #ofPaper: TopicsFound[] = [];
  readonly #holders = new Map<Topic, number>();
  #inField = 0;

  constructor(names: TopicNames) {
    this.names = names;
  }

  /** Takes the next paper. */
  add(found: TopicsFound): void {
    this.#ofPaper.push(found);
    for (const topic of found.topics) this.#holders.set(topic, (this.#holders.get(topic) ?? 0) + 1);
    if (found.named) this.#inField++;
  }

  /** Takes a paper out; those after it move up. */
  remove(place: number): void {
    const [paper] = this.#ofPaper.splice(place, 1);
    if (!paper) return;
    for (const topic of paper.topics) this.#holders.set(topic, (this.#holders.get(topic) ?? 0) - 1);
    if (paper.named) this.#inField--;
  }

  get describeCollection(): boolean {
    return this.#inField >= SHARE_OF_FIELD * this.#ofPaper.length;
  }

  of(paper: number): ReadonlySet<Topic> {
    return this.#ofPaper[paper]?.topics ?? NONE;
  }

  rarity(topic: Topic): number {
    return Math.log(this.#ofPaper.length / (this.#holders.get(topic) ?? 1));
  }
}

const NONE: ReadonlySet<Topic> = new Set();

/** How alike two papers are by their topics: the cosine, a topic counting for as much as it is rare; and the topics of both, the rarest first. */
export function likeness(topics: PaperTopics, a: number, b: number): { cosine: number; shared: Topic[] } {
  const shared = [...topics.of(a)].filter(topic => topics.of(b).has(topic));
  const squares = (some: Iterable<Topic>) => [...some].reduce((sum, topic) => sum + topics.rarity(topic) ** 2, 0);
  const lengths = Math.sqrt(squares(topics.of(a)) * squares(topics.of(b)));
  return {
    cosine: lengths === 0 ? 0 : squares(shared) / lengths,
    shared: shared.sort((x, y) => topics.rarity(y) - topics.rarity(x)),
  };
}

/** All topics that papers have, with the number of these, the most frequent first. */
export function countTopics(topics: PaperTopics, papers: Iterable<number>): { topic: Topic; count: number }[] {
  const counts = new Map<Topic, number>();
  for (const paper of papers) for (const topic of topics.of(paper)) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return mostFrequent(counts);
}

export function mostFrequent(counts: ReadonlyMap<Topic, number>): { topic: Topic; count: number }[] {
  return [...counts]
    .map(([topic, count]) => ({ topic, count }))
    .sort((a, b) => b.count - a.count || (a.topic.name < b.topic.name ? -1 : 1));
}
