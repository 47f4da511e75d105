import { LANGUAGES, type Language, type OtherLanguage } from './analysis/language.ts';

/** How many papers are in which language. */
export class Languages {
  readonly #papers = new Map<Language, number>();
  #others: readonly OtherLanguage[] = [];

  /** Other languages than English that papers are in, those of most papers first. */
  get others(): readonly OtherLanguage[] {
    return this.#others;
  }

  add(language: Language): void {
    this.#count(language, 1);
  }

  remove(language: Language): void {
    this.#count(language, -1);
  }

  #count(language: Language, more: number): void {
    this.#papers.set(language, (this.#papers.get(language) ?? 0) + more);
    if (language !== 'en') this.#others = byUse(one => this.#papers.get(one) ?? 0);
  }
}

/** The other languages that are used at all, the most used first. */
export function byUse(papers: (language: OtherLanguage) => number): OtherLanguage[] {
  return LANGUAGES.filter(language => papers(language) > 0).sort((a, b) => papers(b) - papers(a));
}
