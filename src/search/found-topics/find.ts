import type { Paper } from '../../papers/paper.ts';
import { inSlices } from '../../platform/slices.ts';
import { writtenIn } from '../explain.ts';
import type { Forward } from '../forward.ts';
import { TopicNames, type TopicsFound } from '../topics.ts';
import { Subjects, subjectsOf } from './carried.ts';
import { leastPapers, tellsNothing, topicPhrases } from './choose.ts';
import { isGeneral } from './general-words.ts';
import { frequentPhrases, type Phrase, type Read } from './phrases.ts';

/** From so many papers, evenly spaced, topics are learnt: some 0.1 ms each. */
const MOST_READ = 20_000;

interface Collection {
  forward: Forward;
  paperAt(place: number): Paper | undefined;
}

/** A paper of the collection; what topics do not go by is not read. */
interface Told {
  paper: () => Paper;
  /** The terms of its texts, the title first. */
  texts: () => string[][];
}

export function topicsOf({ paper, texts }: Told, names: TopicNames): TopicsFound {
  return names.origin === 'carried' ? names.withIds(subjectsOf(paper()).map(({ id }) => id)) : names.inTerms(texts());
}

/**
 * Names of the topics that a collection has by what its papers are filed under, or else by their own words; made in
 * slices. @param places of its papers, in their order.
 */
export async function findTopics(places: readonly number[], collection: Collection): Promise<TopicNames> {
  const { forward } = collection;
  const step = Math.max(1, Math.ceil(places.length / MOST_READ));
  const some = places.filter((_, i) => i % step === 0);
  const subjects = new Subjects();
  await inSlices(some, place => {
    const paper = collection.paperAt(place);
    if (paper) subjects.add(paper);
  });
  const carried = subjects.topics(leastPapers(some.length));
  if (carried) return carried;
  const papers: Read[] = [];
  await inSlices(some, place => {
    papers.push({ place, title: forward.title(place).slice(), text: forward.text(place).slice() });
  });
  const phrases = await frequentPhrases(papers, leastPapers(papers.length), term => isWord(forward.termOf(term)));
  const termsOf = ({ terms }: Phrase) => terms.map(term => forward.termOf(term));
  const telling = phrases.filter(
    phrase =>
      !isGeneral(termsOf(phrase)) &&
      !tellsNothing(
        phrase.terms.map(term => forward.documentFrequency(term)),
        forward.size,
      ),
  );
  const chosen = topicPhrases(telling, (a, b) => (termsOf(a).join(' ') < termsOf(b).join(' ') ? -1 : 1));
  const topics: { id: string; name: string; terms: string[] }[] = [];
  await inSlices(chosen, phrase => {
    const terms = termsOf(phrase);
    const name = nameOf(terms, examples(phrase, collection));
    if (!MODIFIER.test(name)) topics.push({ id: terms.join('-'), name, terms });
  });
  return TopicNames.byTerms(topics);
}

/** `Long-term` and `late-time` are written with a hyphen because another word follows. */
const MODIFIER = /^\p{L}\p{Ll}*([-‐‑]\p{Ll}+)+$/u;

/** Numbers, and single letters, name nothing by themselves. */
function isWord(term: string): boolean {
  return term.length > 2 && !/^\p{N}/u.test(term);
}

function examples({ examples: places }: Phrase, collection: Collection): Paper[] {
  return places.flatMap(place => collection.paperAt(place) ?? []);
}

/** As most papers write it, the abstracts first: titles have capitals of their own. */
function nameOf(terms: readonly string[], papers: readonly Paper[]): string {
  const inAbstract: string[] = [];
  const inTitle: string[] = [];
  for (const paper of papers) {
    const written = writtenIn(paper);
    inAbstract.push(...[written.abstract(terms)].flatMap(text => text ?? []));
    inTitle.push(...[written.title(terms)].flatMap(text => text ?? []));
  }
  const name = mostFrequent(inAbstract.length > 0 ? inAbstract : inTitle) ?? terms.join(' ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A capital at the beginning may be that of a sentence. */
function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const plain = text.charAt(0).toLowerCase() + text.slice(1).replace(/\s+/g, ' ');
    counts.set(plain, (counts.get(plain) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
