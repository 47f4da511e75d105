import type { Paper } from '../../src/papers/paper.ts';
import { newPaperId } from '../../src/papers/paper.ts';

/** Sentences of an abstract: with those of the test collections some 170 words. */
const SENTENCES = { least: 6, most: 9 };
/** The share of longer words that are replaced by words of the growing vocabulary. */
const REPLACED = 0.12;
/**
 * How fast the vocabulary grows: distinct words go with this power of all words (Heaps' law; 0.4 to 0.6 for English),
 * and this many come fast. Some 100,000 distinct words at 20,000 papers and a million at a million papers.
 */
const GROWTH = { exponent: 0.6, start: 3000 };
const SYLLABLES =
  'ba co di fe go hu ja ki lo mu ne pi qua ro si tu vel wor xen yl zan tri ster plo gra cen dor mal nex ria'.split(' ');

interface Source {
  titles: readonly string[];
  /** Of each paper. */
  sentences: readonly (readonly string[])[];
}

/**
 * Papers made of real sentences: half of each abstract from one paper, the rest from others, some words replaced by
 * made-up ones so that the vocabulary grows as in real text (a Pitman–Yor process). The same seed gives the same
 * papers.
 */
export function* madePapers(from: readonly Paper[], count: number, seed = 1): Generator<Paper> {
  const random = randomNumbers(seed);
  const source = sourceOf(from);
  const vocabulary = new GrowingVocabulary(random);
  for (let number = 0; number < count; number++) {
    const title = vary(
      recombined(pick(source.titles, random), pick(source.titles, random), random),
      vocabulary,
      random,
    );
    const theme = pick(source.sentences, random);
    const length = SENTENCES.least + Math.floor(random() * (SENTENCES.most - SENTENCES.least + 1));
    const chosen = Array.from({ length }, (_, i) => pick(i % 2 === 0 ? theme : pick(source.sentences, random), random));
    const month = number % 240;
    const date = `${2005 + Math.floor(month / 12)}-${String(1 + (month % 12)).padStart(2, '0')}`;
    yield {
      id: newPaperId(`${title} ${number}`),
      title,
      abstract: chosen.map(sentence => vary(sentence, vocabulary, random)).join(' '),
      links: [],
      authors: Array.from(
        { length: 2 + Math.floor(3 * random()) },
        () => `${coined(Math.floor(random() ** 3 * 2000))} ${coined(5000 + Math.floor(random() ** 2 * 50_000))}`,
      ),
      arxivId: `${date.slice(2, 4)}${date.slice(5)}.${String(number).padStart(7, '0')}`,
      date,
      year: Number(date.slice(0, 4)),
    };
  }
}

function sourceOf(papers: readonly Paper[]): Source {
  // Some of the collections write in small letters, with a space before the stop.
  const cut = papers.map(({ abstract }) => abstract.split(/(?<=[.!?])\s+/).filter(sentence => /\w/.test(sentence)));
  return {
    titles: papers.map(({ title }) => title).filter(title => title !== ''),
    sentences: cut.filter(({ length }) => length > 0),
  };
}

function recombined(a: string, b: string, random: () => number): string {
  const [first, second] = [a.split(' '), b.split(' ')];
  return [
    ...first.slice(0, 1 + Math.floor(random() * first.length)),
    ...second.slice(Math.floor(random() * second.length)),
  ].join(' ');
}

/** Replaces some longer words. */
function vary(text: string, vocabulary: GrowingVocabulary, random: () => number): string {
  return text.replace(/[a-z]{5,}/g, word => (random() < REPLACED ? vocabulary.draw() : word));
}

/** Words of which the frequent become more frequent and new ones ever fewer. */
class GrowingVocabulary {
  readonly #random: () => number;
  /** The word of each use so far: to draw one is to draw by frequency. */
  #uses = new Uint32Array(1024);
  #length = 0;
  #words = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  draw(): string {
    const isNew = this.#random() * (GROWTH.start + this.#length) < GROWTH.start + GROWTH.exponent * this.#words;
    const word = isNew ? this.#words++ : (this.#uses[Math.floor(this.#random() * this.#length)] ?? 0);
    if (this.#length === this.#uses.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#uses);
      this.#uses = larger;
    }
    this.#uses[this.#length++] = word;
    return coined(word);
  }
}

/** A word that can be spoken, for each number another one. */
function coined(number: number): string {
  let word = SYLLABLES[number % SYLLABLES.length] ?? '';
  for (
    let rest = Math.floor(number / SYLLABLES.length) + SYLLABLES.length;
    rest > 0;
    rest = Math.floor(rest / SYLLABLES.length)
  )
    word += SYLLABLES[(rest * 7 + number) % SYLLABLES.length] ?? '';
  return word;
}

function pick<T>(list: readonly T[], random: () => number): T {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new Error('Nothing to make papers of: the collection has no titles or abstracts.');
  return picked;
}

/** Numbers from 0 up to but not including 1 (Mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
