import { z } from 'zod';
import { withoutLanguage } from './analysis/stemmers.ts';
import { type Token, terms, tokenise } from './analysis/tokens.ts';
import type { PlaceSet } from './place-set.ts';

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

/** A topic, and how many papers have it. */
export interface TopicCount {
  topic: Topic;
  count: number;
}

/**
 * A collection is of the field that topics describe when so many of its papers have one of them, by a name of two words
 * or more. Of the papers that come with Offprint, all have a topic of machine learning; of 5,000 of the ACL Anthology
 * 0.74; of French ones on language 0.24; in other fields 0.02 to 0.17.
 */
const SHARE_OF_FIELD = 0.5;

/** See {@link PaperTopics.describeCollection}. @param named papers with a topic by such a name */
export function describe({ origin }: TopicNames, named: number, papers: number): boolean {
  return origin !== 'found' && origin !== 'carried' && named >= SHARE_OF_FIELD * papers;
}

/** Whether the topics that come along are of another field than the collection; those of an operator never are. */
export function areOfAnotherField({ names, describeCollection }: PaperTopics): boolean {
  return names.origin === 'come along' && !describeCollection;
}

/** Uses from which a paper is taken to dwell on a topic; a name in the title is as much. */
const DWELT_ON = 2;
/** A paper with fewer topics than these has those too that it mentions once, in the order of the text. */
const ENOUGH = 3;
/** More uses say no more. */
export const MOST_USES = 8;

interface AnalysedText {
  text: string;
  tokens: readonly Token[];
}

interface Name {
  topic: Topic;
  terms: readonly string[];
}

/**
 * Where topics come from: they come along with Offprint, an operator has written them, they were found in the words of
 * the collection, or its papers carry them as categories and keywords.
 */
type Origin = 'come along' | 'written' | 'found' | 'carried';

/** Topics by what they are called. */
export class TopicNames {
  readonly all: readonly Topic[];
  readonly #byFirst = new Map<string, Name[]>();
  readonly #byAcronym = new Map<string, Topic[]>();
  readonly #byId = new Map<string, Topic>();
  /** By the terms of a name, with a space between. */
  readonly #byName = new Map<string, Topic>();

  readonly origin: Origin;
  /** All terms of names by which papers have topics. */
  readonly terms = new Set<string>();

  /** @param namesOf the terms of each name by which papers have a topic */
  constructor(topics: readonly Topic[], origin: Origin, namesOf: NamesOf = termsOfNames) {
    this.all = topics;
    this.origin = origin;
    for (const topic of topics) {
      addFirst(this.#byId, topic.id, topic);
      for (const name of [topic.name, ...topic.aliases]) addFirst(this.#byName, terms(name).join(' '), topic);
      for (const name of namesOf(topic)) this.#addName(topic, name);
      for (const acronym of topic.acronyms)
        this.#byAcronym.set(acronym, [...(this.#byAcronym.get(acronym) ?? []), topic]);
    }
  }

  /** Topics by the terms that papers have, whatever their language is. */
  static byTerms(topics: readonly { id: string; name: string; terms: readonly string[] }[]): TopicNames {
    const known = new Map(topics.map(({ id, terms }) => [id, [terms]]));
    const all = topics.map(({ id, name }): Topic => ({ id, name, aliases: [], acronyms: [] }));
    return new TopicNames(all, 'found', ({ id }) => known.get(id) ?? []);
  }

  /** Topics that papers are filed under. */
  static carried(topics: readonly Topic[]): TopicNames {
    return new TopicNames(topics, 'carried', () => []);
  }

  /** The topics of a paper that is filed under these. */
  withIds(ids: readonly string[]): TopicsFound {
    const topics = new Set(ids.flatMap(id => this.#byId.get(id) ?? []));
    return { topics, uses: new Map([...topics].map(topic => [topic, DWELT_ON])), named: false };
  }

  /**
   * The topics of a paper, by its texts, the title first. A mention in passing makes no topic where there are enough
   * that it dwells on.
   */
  in(texts: readonly AnalysedText[]): TopicsFound {
    const short = new Map<Topic, number>();
    texts.forEach((text, place) => {
      for (const topic of this.#abbreviated(text)) short.set(topic, (short.get(topic) ?? 0) + worthOf(place));
    });
    return this.inTerms(
      texts.map(({ tokens }) => tokens.flatMap(({ term }) => (term === '' ? [] : withoutLanguage(term)))),
      short,
    );
  }

  /** See {@link in}, by the terms of the texts. @param short what the topics have that are named by acronyms */
  inTerms(texts: readonly (readonly string[])[], short: ReadonlyMap<Topic, number> = new Map()): TopicsFound {
    const uses = new Map<Topic, number>();
    let named = false;
    texts.forEach((terms, place) => {
      for (const { topic, words } of this.#named(terms)) {
        uses.set(topic, (uses.get(topic) ?? 0) + worthOf(place));
        named ||= words > 1;
      }
    });
    for (const [topic, worth] of short) {
      // An acronym of several topics is that of the one which is named.
      const shared = topic.acronyms.every(acronym => (this.#byAcronym.get(acronym)?.length ?? 0) > 1);
      if (!shared || uses.has(topic)) uses.set(topic, (uses.get(topic) ?? 0) + worth);
    }
    const mostUsed = [...uses].sort(([, a], [, b]) => b - a);
    const topics = mostUsed.filter(([, worth], place) => worth >= DWELT_ON || place < ENOUGH).map(([topic]) => topic);
    const counted = new Map([...uses].map(([topic, worth]) => [topic, Math.min(MOST_USES, worth)]));
    return { topics: new Set(topics), uses: counted, named };
  }

  /** Each mention of a topic by a name, the longest that stands there. */
  *#named(terms: readonly string[]): Generator<{ topic: Topic; words: number }> {
    const ends = new Map<Topic, number>();
    for (let place = 0; place < terms.length; place++) {
      for (const { topic, terms: name } of this.#byFirst.get(terms[place] ?? '') ?? []) {
        if (place < (ends.get(topic) ?? 0) || !name.every((part, i) => terms[place + i] === part)) continue;
        ends.set(topic, place + name.length);
        yield { topic, words: name.length };
      }
    }
  }

  *#abbreviated({ text, tokens }: AnalysedText): Generator<Topic> {
    if (this.#byAcronym.size === 0) return;
    for (const { start, end } of tokens) yield* this.#byAcronym.get(text.slice(start, end).replace(/s$/, '')) ?? [];
  }

  /** The topic that a text names, by id, name, alias or acronym. */
  named(text: string): Topic | undefined {
    const wanted = text.trim();
    const key = terms(wanted).join(' ');
    return (
      this.#byId.get(wanted) ??
      this.#byAcronym.get(wanted.toUpperCase())?.[0] ??
      (key === '' ? undefined : this.#byName.get(key))
    );
  }

  /** The longest first. */
  #addName(topic: Topic, name: readonly string[]): void {
    const [first] = name;
    if (first === undefined) return;
    for (const term of name) this.terms.add(term);
    const others = [...(this.#byFirst.get(first) ?? []), { topic, terms: name }];
    this.#byFirst.set(
      first,
      others.sort((a, b) => b.terms.length - a.terms.length),
    );
  }
}

function worthOf(place: number): number {
  return place === 0 ? DWELT_ON : 1;
}

type NamesOf = (topic: Topic) => readonly (readonly string[])[];

function termsOfNames({ name, aliases }: Topic): string[][] {
  return [name, ...aliases].filter(isWhole).map(one => terms(one));
}

function addFirst(topics: Map<string, Topic>, name: string, topic: Topic): void {
  if (!topics.has(name)) topics.set(name, topic);
}

/** Not so when a stop word has left one word of several: `few labels` would be any label. */
function isWhole(name: string): boolean {
  const words = tokenise(name);
  return words.length === 1 || words.filter(({ term }) => term !== '').length > 1;
}

export interface TopicsFound {
  topics: ReadonlySet<Topic>;
  /** How often it names each topic, in passing too; once in the title counts twice. */
  uses: ReadonlyMap<Topic, number>;
  /** Whether a name of two words or more is among their names in the paper. */
  named: boolean;
}

/** Which papers belong to which topics. */
export interface PaperTopics {
  readonly names: TopicNames;
  /** Whether the collection is of the field of these topics, so that their names mean here what they mean there. */
  readonly describeCollection: boolean;
  of(paper: number): ReadonlySet<Topic>;
  /** See {@link TopicsFound.uses}. */
  uses(paper: number): ReadonlyMap<Topic, number>;
  /** How few papers name the topic. */
  rarity(topic: Topic): number;
}

/** The topics of papers in memory, by place. */
export class Topics implements PaperTopics {
  readonly names: TopicNames;
  readonly #ofPaper: TopicsFound[] = [];
  /** The topics of each paper by their number among all: counted in thousands of papers at once. */
  readonly #numbers: Uint16Array[] = [];
  readonly #numberOf: ReadonlyMap<Topic, number>;
  readonly #holders = new Map<Topic, number>();
  #inField = 0;

  constructor(names: TopicNames) {
    this.names = names;
    this.#numberOf = new Map(names.all.map((topic, number) => [topic, number]));
  }

  /** Takes the next paper. */
  add(found: TopicsFound): void {
    this.#ofPaper.push(found);
    this.#numbers.push(Uint16Array.from(found.topics, topic => this.#numberOf.get(topic) ?? 0));
    for (const topic of found.uses.keys()) this.#holders.set(topic, (this.#holders.get(topic) ?? 0) + 1);
    if (found.named) this.#inField++;
  }

  /** Takes a paper out; those after it move up. */
  remove(place: number): void {
    const [paper] = this.#ofPaper.splice(place, 1);
    if (!paper) return;
    this.#numbers.splice(place, 1);
    for (const topic of paper.uses.keys()) this.#holders.set(topic, (this.#holders.get(topic) ?? 0) - 1);
    if (paper.named) this.#inField--;
  }

  get describeCollection(): boolean {
    return describe(this.names, this.#inField, this.#ofPaper.length);
  }

  of(paper: number): ReadonlySet<Topic> {
    return this.#ofPaper[paper]?.topics ?? NONE_FOUND.topics;
  }

  uses(paper: number): ReadonlyMap<Topic, number> {
    return this.#ofPaper[paper]?.uses ?? NONE_FOUND.uses;
  }

  /** All topics that some papers have, the most frequent first. */
  count(papers: Iterable<number>): TopicCount[] {
    const { all } = this.names;
    const counts = new Uint32Array(all.length);
    for (const paper of papers) {
      for (const number of this.#numbers[paper] ?? []) counts[number] = (counts[number] ?? 0) + 1;
    }
    return mostFrequent(all.flatMap((topic, number) => (counts[number] ? { topic, count: counts[number] } : [])));
  }

  /** Adds the papers of a topic to the places. */
  placesOf(topic: Topic | undefined, places: PlaceSet): PlaceSet {
    const number = topic && this.#numberOf.get(topic);
    if (number === undefined) return places;
    this.#numbers.forEach((own, place) => {
      if (own.includes(number)) places.add(place);
    });
    return places;
  }

  rarity(topic: Topic): number {
    return Math.log(this.#ofPaper.length / (this.#holders.get(topic) ?? 1));
  }
}

export const NONE_FOUND: TopicsFound = { topics: new Set(), uses: new Map(), named: false };

/**
 * How alike two papers are by the topics that they name: the cosine, a topic counting for as much as it is rare and,
 * less and less, as it is named again; and the topics of both, the most telling first.
 */
export function likeness(topics: PaperTopics, a: number, b: number): { cosine: number; shared: Topic[] } {
  const [one, other] = [weighed(topics, a), weighed(topics, b)];
  const shared = [...one]
    .map(([topic, weight]) => ({ topic, weight: weight * (other.get(topic) ?? 0) }))
    .filter(({ weight }) => weight > 0)
    .sort((x, y) => y.weight - x.weight);
  const lengths = Math.sqrt(squares(one) * squares(other));
  const product = shared.reduce((sum, { weight }) => sum + weight, 0);
  return { cosine: lengths === 0 ? 0 : product / lengths, shared: shared.map(({ topic }) => topic) };
}

function weighed(topics: PaperTopics, paper: number): Map<Topic, number> {
  return new Map([...topics.uses(paper)].map(([topic, uses]) => [topic, topics.rarity(topic) * Math.sqrt(uses)]));
}

function squares(weights: ReadonlyMap<Topic, number>): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight * weight;
  return sum;
}

export function mostFrequent(counts: readonly TopicCount[]): TopicCount[] {
  return counts.toSorted((a, b) => b.count - a.count || (a.topic.name < b.topic.name ? -1 : 1));
}
