import { inSlices } from '../../platform/slices.ts';
import { findTopics, topicsOf } from '../found-topics/find.ts';
import type { TopicNames } from '../topics.ts';
import type { DiskForward } from './forward.ts';
import { Labels } from './labels.ts';
import type { Lexicon } from './lexicon.ts';
import { readRecord } from './record.ts';
import { DiskTopics, topicLabelsOf } from './topics.ts';
import type { Part, View } from './view.ts';

/** While the number of papers changes by no larger share, topics hold: those of new papers are told by them. */
const TOPICS_HOLD = 0.2;
/** In the place of a word that no topic has. */
const ANOTHER_WORD = '\0';

/** Topics that were found in a collection, and which of its papers have them: some 20 bytes a paper in memory. */
export class FoundTopics {
  readonly topics: DiskTopics;
  readonly #names: TopicNames;
  /** By the name of the segment. */
  readonly #labels = new Map<string, Labels>();
  readonly #view: View;
  /** Papers of which they were found. */
  readonly #papers: number;

  private constructor(names: TopicNames, view: View) {
    this.#names = names;
    this.#view = view;
    this.#papers = view.size;
    this.topics = new DiskTopics(names, view, ({ name }) => this.#labels.get(name) ?? NO_LABELS);
  }

  /** Looks for them, in slices; the view stays as it is meanwhile. */
  static async in(view: View, forward: DiskForward): Promise<FoundTopics> {
    const alive = view.alive();
    const places = [...alive.keys()].filter(place => alive[place] !== 0);
    const names = await findTopics(places, { forward, paperAt: place => view.paperAt(place) });
    const found = new FoundTopics(names, view);
    for (const part of view.parts) await found.label(part, view.lexicon);
    return found;
  }

  /** Whether the collection is about the size that it had. */
  get hold(): boolean {
    return Math.abs(this.#view.size - this.#papers) <= TOPICS_HOLD * this.#papers;
  }

  /** Tells the topics of the papers of a segment, ahead of its being searched; in slices. */
  async label({ name, segment }: Pick<Part, 'name' | 'segment'>, lexicon: Lexicon): Promise<void> {
    const written = new Map<number, string>([[0, '']]);
    for (const term of this.#names.terms) {
      const number = lexicon.terms.find(term);
      if (number !== undefined) written.set(number, term);
    }
    const read = (words: Uint32Array) => Array.from(words, word => written.get(lexicon.termOf(word)) ?? ANOTHER_WORD);
    const labels: number[][] = [];
    await inSlices(Array(segment.size).keys(), place => {
      const texts = () => {
        const { title, text } = readRecord(segment.record(place));
        return [read(title), read(text)];
      };
      const told = { paper: () => segment.papers.at(place), texts };
      labels.push(topicLabelsOf(topicsOf(told, this.#names), this.#names));
    });
    this.#labels.set(name, Labels.of(labels));
  }

  /** Forgets those of segments that there are no longer. */
  tidy(): void {
    const names = new Set(this.#view.parts.map(({ name }) => name));
    for (const name of this.#labels.keys()) if (!names.has(name)) this.#labels.delete(name);
  }
}

const NO_LABELS = new Labels(new Uint16Array(), new Uint32Array());
