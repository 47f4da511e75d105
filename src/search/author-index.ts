import type { PlaceSet } from './place-set.ts';
import type { Slot } from './slots.ts';

/** In which papers each word stands in an author's name, stop words too: some are names. */
export class AuthorIndex {
  readonly #byWord = new Map<string, Slot[]>();

  add(words: Iterable<string>, slot: Slot): void {
    for (const word of new Set(words)) {
      const slots = this.#byWord.get(word);
      if (slots) slots.push(slot);
      else this.#byWord.set(word, [slot]);
    }
  }

  remove(words: Iterable<string>, slot: Slot): void {
    for (const word of new Set(words)) {
      const others = (this.#byWord.get(word) ?? []).filter(other => other !== slot);
      if (others.length > 0) this.#byWord.set(word, others);
      else this.#byWord.delete(word);
    }
  }

  addNamed(word: string, places: PlaceSet): void {
    for (const { place } of this.#byWord.get(word) ?? []) places.add(place);
  }
}
