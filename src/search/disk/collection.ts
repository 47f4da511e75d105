import type { Lookup } from '../../papers/lookup.ts';
import type { Paper } from '../../papers/paper.ts';
import type { OtherLanguage } from '../analysis/language.ts';
import type { Field } from '../field.ts';
import { byUse } from '../languages.ts';
import { largest } from '../largest.ts';
import type { Latent } from '../latent/latent.ts';
import type { Wording } from '../query/parse.ts';
import type { Reading } from '../query/reader.ts';
import type { Searchable } from '../query/selection.ts';
import type { Weights } from '../rank/query.ts';
import { Ranker } from '../rank/ranker.ts';
import type { Found, Searched, Wanted } from '../searched.ts';
import { areOfAnotherField, TopicNames } from '../topics.ts';
import type { PaperList, TopicCount } from '../types.ts';
import { find } from './find.ts';
import { DiskForward } from './forward.ts';
import { FoundTopics } from './found-topics.ts';
import { DiskLatent } from './latent.ts';
import { lookupOf, placesOf } from './lookup.ts';
import { MOST, type Notes } from './notes.ts';
import { datesOf, scoresOf } from './scores.ts';
import { selectableOf } from './selectable.ts';
import { DiskTitles } from './titles.ts';
import { DiskTopics, labelOfLanguage } from './topics.ts';
import type { View } from './view.ts';
import { DiskVocabulary } from './vocabulary.ts';
import type { Commit } from './writer.ts';

/** A collection that is searched on disk. */
export class DiskCollection implements Searched {
  readonly view: View;
  readonly lookup: Lookup;
  readonly forward: DiskForward;
  readonly vocabulary: DiskVocabulary;
  readonly titles: DiskTitles;
  /** Topics of the field that comes along, or of the operator's. */
  readonly #ofField: DiskTopics;
  /** Where the collection is of another field; missing until topics were looked for. */
  #found: FoundTopics | undefined;
  readonly #noTopics: DiskTopics;
  /** Whether topics of the collection are looked for: not while it is built. */
  #looksForTopics = false;
  readonly ranker: Ranker;
  readonly papers: PaperList;
  readonly #field: Field;
  /** Notes taken in. */
  #learnt = 0;

  constructor(view: View, field: Field) {
    this.view = view;
    this.lookup = lookupOf(view);
    this.forward = new DiskForward(view);
    this.vocabulary = new DiskVocabulary(view);
    this.titles = new DiskTitles(view);
    this.#ofField = new DiskTopics(field.topics, view);
    this.#noTopics = new DiskTopics(TopicNames.byTerms([]), view);
    this.ranker = new Ranker(this.forward);
    this.ranker.latent = new DiskLatent(view);
    this.papers = papersOf(view);
    this.#field = field;
    this.#learn(view.notes);
  }

  get size(): number {
    return this.view.size;
  }

  get topics(): DiskTopics {
    return areOfAnotherField(this.#ofField) ? (this.#found?.topics ?? this.#noTopics) : this.#ofField;
  }

  /** Other languages than English that papers are in, those of most papers first. */
  get languages(): OtherLanguage[] {
    return byUse(language => this.view.labels.of(labelOfLanguage(language, this.#ofField.names)));
  }

  get latent(): Latent | undefined {
    return this.ranker.latent;
  }

  /**
   * Takes up what became of the index.
   * @throws {BrokenIndexError}
   */
  async adopt(commit: Commit): Promise<void> {
    const notes = await this.view.adopt(commit, async (part, lexicon) => this.#found?.label(part, lexicon));
    this.#learn(notes);
    this.#found?.tidy();
    if (this.#looksForTopics) await this.findTopics();
  }

  /**
   * Looks for topics in the papers themselves, where they are of another field than the topics that come along; from
   * now on, as papers come.
   */
  async findTopics(): Promise<void> {
    this.#looksForTopics = true;
    if (!areOfAnotherField(this.#ofField)) this.#found = undefined;
    else if (!this.#found?.hold) this.#found = await FoundTopics.in(this.view, this.forward);
  }

  paperAt(place: number): Paper | undefined {
    return this.view.paperAt(place);
  }

  placeOf({ id }: Paper): number {
    return placesOf(this.view, 'id', id)[0] ?? -1;
  }

  /** Good for one query. */
  get selectable(): Searchable {
    return selectableOf(this);
  }

  read(wording: Wording): Reading {
    return this.#field.read(wording, this);
  }

  candidates(terms: Weights, most: number): number[] {
    return largest(scoresOf(this.view, terms), most);
  }

  find(wanted: Wanted): Found {
    return find(wanted, this);
  }

  newest(limit: number): Paper[] {
    return largest(datesOf(this.view, this.view.alive()), limit).flatMap(place => this.paperAt(place) ?? []);
  }

  topicCounts(): TopicCount[] {
    return this.topics.all();
  }

  /** When very much has come since the index was opened, no more of it is learnt before it is opened again. */
  #learn({ acronyms, compounds }: Notes): void {
    if (this.#learnt > 4 * MOST) return;
    for (const { parts } of acronyms.entries()) {
      this.#field.addAcronym(parts[0] ?? '', parts[1] ?? '');
      this.#learnt++;
    }
    for (const { parts, count } of compounds.entries()) {
      this.vocabulary.addCompound(parts[0] ?? '', parts.slice(1), count);
      this.#learnt++;
    }
  }
}

function papersOf(view: View): PaperList {
  return {
    get length() {
      return view.size;
    },
    at(position) {
      let left = position;
      for (const { segment, dead } of view.parts) {
        if (left >= segment.size - dead.count) left -= segment.size - dead.count;
        else return segment.papers.at(dead.nthOther(left));
      }
      return undefined;
    },
    *[Symbol.iterator]() {
      for (const { segment, dead } of view.parts)
        for (let place = 0; place < segment.size; place++) if (!dead.has(place)) yield segment.papers.at(place);
    },
  };
}
