import plainWords from '../../data/plain-words.json' with { type: 'json' };
import synonyms from '../../data/synonyms.json' with { type: 'json' };
import { tokenise } from './analysis/tokens.ts';
import type { Forward } from './forward.ts';
import { Expansions } from './query/expansions.ts';
import { neighbours } from './query/neighbours.ts';
import { type Reading, readWords } from './query/reader.ts';
import { type PaperTopics, type Topic, TopicNames } from './topics.ts';
import type { KnownWords } from './vocabulary.ts';

/**
 * How much other words count beside those of the query. Low: they widen a query, and must not take it over. In a collection of the field they
 * are surer to mean what they mean there; measured on the three test collections, synonyms above 0.3 do harm elsewhere. A short form counts
 * nearly as much as the words it stands for; but other words may have the same letters.
 */
const WEIGHT = { topicName: 0.35, synonymInField: 0.45, synonymElsewhere: 0.25, acronym: 0.7 };

/** What the words of a field mean. */
export class Field {
  readonly topics: TopicNames;
  /** Synonyms, names of topics, and terms for everyday words, for a collection of that field. */
  readonly #inField = new Expansions();
  /** Synonyms alone, for others: there the names of topics mean other things. */
  readonly #elsewhere = new Expansions();

  constructor(topics: readonly Topic[]) {
    this.topics = new TopicNames(topics);
    for (const { name, aliases, acronyms } of topics)
      this.#inField.addGroup([name, ...aliases, ...acronyms], WEIGHT.topicName);
    for (const [plain, terms] of Object.entries(plainWords))
      this.#inField.addOneWay(plain, terms, WEIGHT.synonymInField);
    for (const group of synonyms) {
      this.#inField.addGroup(group, WEIGHT.synonymInField);
      this.#elsewhere.addGroup(group, WEIGHT.synonymElsewhere);
    }
  }

  /** Takes up a short form that the collection explains. */
  addAcronym(short: string, long: string): void {
    for (const expansions of [this.#inField, this.#elsewhere]) expansions.addGroup([short, long], WEIGHT.acronym);
  }

  /** Takes back one {@link addAcronym}. */
  removeAcronym(short: string, long: string): void {
    for (const expansions of [this.#inField, this.#elsewhere]) expansions.removeGroup([short, long], WEIGHT.acronym);
  }

  /** What the words of a text ask for in a collection. */
  read(text: string, { forward, vocabulary, topics }: Collection): Reading {
    const expansions = topics.describeCollection ? this.#inField : this.#elsewhere;
    return readWords(tokenise(text), { forward, vocabulary, expansions, neighbours });
  }
}

interface Collection {
  forward: Forward;
  vocabulary: KnownWords;
  topics: PaperTopics;
}
