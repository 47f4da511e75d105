import plainWords from '../../data/plain-words.json' with { type: 'json' };
import synonyms from '../../data/synonyms.json' with { type: 'json' };
import ownTopics from '../../data/topics.json' with { type: 'json' };
import { inSlices } from '../platform/slices.ts';
import type { Forward } from './forward.ts';
import { ACRONYM_WEIGHT, Expansions } from './query/expansions.ts';
import { correcting, togetherIn } from './query/known.ts';
import { neighbours } from './query/neighbours.ts';
import type { Wording } from './query/parse.ts';
import { type Reading, readWords } from './query/reader.ts';
import type { Searchable } from './query/selection.ts';
import { type PaperTopics, type Topic, TopicNames } from './topics.ts';
import type { KnownWords } from './vocabulary.ts';

/**
 * How much other words count beside those of the query. Low: they widen a query, and must not take it over. A short
 * form counts nearly as much as the words it stands for; but other words may have the same letters. Synonyms are for
 * collections of the field: on the three test collections, of other fields, they did harm at any weight.
 */
const WEIGHT = { topicName: 0.35, synonym: 0.45, acronym: ACRONYM_WEIGHT };

/**
 * Topics that come along. A file of other topics without any of them is of another field, where synonyms of this one
 * mean other things.
 */
const OWN = new Set(ownTopics.map(({ id }) => id));

/** What the words of a field mean. */
export class Field {
  readonly topics: TopicNames;
  /** Synonyms, names of topics, and terms for everyday words, for a collection of that field. */
  readonly #inField = new Expansions();
  /** What the collection itself explains, for others: there all else may mean other things. */
  readonly #elsewhere = new Expansions();

  private constructor(topics: readonly Topic[]) {
    const comeAlong = topics.length === OWN.size && topics.every(({ id }) => OWN.has(id));
    this.topics = new TopicNames(topics, comeAlong ? 'come along' : 'written');
  }

  /** The field that the topics describe, made in slices: there are some thousand phrases to analyse. */
  static async of(topics: readonly Topic[]): Promise<Field> {
    const field = new Field(topics);
    await inSlices(topics, ({ name, aliases, acronyms }) =>
      field.#inField.addGroup([name, ...aliases, ...acronyms], WEIGHT.topicName),
    );
    if (!topics.some(({ id }) => OWN.has(id))) return field;
    await inSlices(Object.entries(plainWords), ([plain, terms]) =>
      field.#inField.addOneWay(plain, terms, WEIGHT.synonym),
    );
    await inSlices(synonyms, group => field.#inField.addGroup(group, WEIGHT.synonym));
    return field;
  }

  /** Takes up a short form that the collection explains. */
  addAcronym(short: string, long: string): void {
    for (const expansions of [this.#inField, this.#elsewhere])
      expansions.addGroup([short, ...spellings(long)], WEIGHT.acronym);
  }

  /** Takes back one {@link addAcronym}. */
  removeAcronym(short: string, long: string): void {
    for (const expansions of [this.#inField, this.#elsewhere])
      expansions.removeGroup([short, ...spellings(long)], WEIGHT.acronym);
  }

  /** What words ask for in a collection. */
  read(wording: Wording, { forward, vocabulary, topics, selectable }: Collection): Reading {
    const expansions = topics.describeCollection ? this.#inField : this.#elsewhere;
    return readWords(wording, {
      forward,
      vocabulary,
      expansions,
      neighbours,
      remembered: { variants: new Map(), parts: new Map() },
      languages: selectable.languages,
      standTogether: togetherIn(forward, selectable.holding),
      naming: selectable.naming,
      hasYear: year => selectable.inYears(year, year).count > 0,
      corrected: correcting(vocabulary, neighbours.isWord),
    });
  }
}

/** `Mixture-of-Experts` is `mixture of experts` elsewhere. */
function spellings(long: string): string[] {
  return [...new Set([long, long.replace(/[-‐‑]/g, ' ')])];
}

interface Collection {
  forward: Forward;
  vocabulary: KnownWords;
  topics: PaperTopics;
  selectable: Pick<Searchable, 'holding' | 'languages' | 'naming' | 'inYears'>;
}
