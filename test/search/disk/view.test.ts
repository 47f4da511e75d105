import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseTitle, type Paper } from '../../../src/papers/paper.ts';
import { authorTokens } from '../../../src/search/analysis/author-tokens.ts';
import { languageOfPaper } from '../../../src/search/analysis/language.ts';
import { termOf, tokenise } from '../../../src/search/analysis/tokens.ts';
import { TITLE_WEIGHT } from '../../../src/search/forward.ts';
import { Rig, scratchDirectory, somePaper } from './rig.ts';

type Step = { kind: 'apply'; papers: Paper[]; removed: string[] } | { kind: 'merge' } | { kind: 'reopen' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('apply' as const),
      papers: fc.array(somePaper, { maxLength: 4 }),
      removed: fc.array(fc.constantFrom(...'abcdefghijkl'), { maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'merge' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' as const }) },
);

describe('an index on disk after any changes', () => {
  it('holds what a plain list of the papers holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async steps => {
        const rig = await Rig.open(await scratchDirectory());
        let expected: Paper[] = [];
        for (const one of steps) {
          if (one.kind === 'merge') await rig.writer.merge();
          else if (one.kind === 'reopen') await rig.reopen();
          else {
            await rig.apply(one);
            const fresh = lastOfEach(one.papers);
            const gone = new Set([...fresh.keys(), ...one.removed]);
            expected = [...expected.filter(({ id }) => !gone.has(id)), ...fresh.values()];
          }
          compare(rig, expected);
        }
        rig.close();
      }),
      { numRuns: 25 },
    );
  });

  it('is the same when a merge goes on beside the changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(somePaper, { minLength: 1, maxLength: 4 }), { minLength: 5, maxLength: 10 }),
        async batches => {
          const rig = await Rig.open(await scratchDirectory());
          let expected: Paper[] = [];
          const merges: Promise<boolean>[] = [];
          for (const papers of batches) {
            const applied = rig.apply({ papers });
            if (merges.length === 0 || (await settled(merges.at(-1)))) merges.push(rig.writer.merge());
            await applied;
            const fresh = lastOfEach(papers);
            expected = [...expected.filter(({ id }) => !fresh.has(id)), ...fresh.values()];
          }
          await Promise.all(merges);
          compare(rig, expected);
          await rig.reopen();
          compare(rig, expected);
          rig.close();
        },
      ),
      { numRuns: 12 },
    );
  });
});

/** By id, in the order in which the last of each came. */
function lastOfEach(papers: readonly Paper[]): Map<string, Paper> {
  const last = new Map<string, Paper>();
  for (const paper of papers) {
    last.delete(paper.id);
    last.set(paper.id, paper);
  }
  return last;
}

async function settled(promise: Promise<unknown> | undefined): Promise<boolean> {
  return (await Promise.race([promise, Promise.resolve('waiting')])) !== 'waiting';
}

function compare(rig: Rig, expected: readonly Paper[]): void {
  const { view } = rig;
  const living = rig.papers();
  expect(living.map(({ paper }) => paper)).toEqual(expected);
  expect(view.size).toBe(expected.length);
  const placeOf = new Map(living.map(({ place, paper }) => [paper, place]));
  const placesOf = (papers: readonly Paper[]) =>
    papers.flatMap(paper => placeOf.get(living.find(one => one.paper.id === paper.id)?.paper ?? paper) ?? []);

  const uses = new Map<string, number>();
  const holders = new Map<string, { place: number; count: number }[]>();
  let totalLength = 0;
  for (const { place, paper } of living) {
    const language = languageOfPaper(paper);
    const texts = [
      { tokens: tokenise(paper.title, language), weight: TITLE_WEIGHT, length: TITLE_WEIGHT },
      { tokens: tokenise(paper.abstract, language), weight: 1, length: 1 },
      { tokens: paper.authors.flatMap(authorTokens), weight: 1, length: 0 },
    ];
    const counts = new Map<string, number>();
    for (const { tokens, weight, length } of texts) {
      for (const { word: plain, term, compound } of tokens) {
        const usual = term === termOf(plain) ? plain : `${plain} \u0002${term}`;
        const word = compound ? `${compound} ${plain}` : usual;
        uses.set(word, (uses.get(word) ?? 0) + 1);
        if (term === '') continue;
        counts.set(term, (counts.get(term) ?? 0) + weight);
        totalLength += length;
      }
    }
    for (const [term, count] of counts) holders.set(term, [...(holders.get(term) ?? []), { place, count }]);
  }
  expect(view.totalLength).toBe(totalLength);

  const { words, terms } = view.lexicon;
  for (let word = 1; word < words.count; word++) {
    expect(view.uses.of(word)).toBe(uses.get(words.stringOf(word)) ?? 0);
  }
  for (let term = 1; term < terms.count; term++) {
    const wanted = holders.get(terms.stringOf(term)) ?? [];
    expect(view.holders.of(term)).toBe(wanted.length);
    const found = view.parts.flatMap(({ segment, base, dead }) => {
      const list = segment.text.of(term);
      return [...(list?.papers ?? [])]
        .map((place, i) => ({ place, count: list?.counts[i] }))
        .filter(({ place }) => !dead.has(place))
        .map(({ place, count }) => ({ place: base + place, count }));
    });
    expect(found).toEqual(wanted);
  }
  expect([...holders.keys()].every(term => terms.find(term) !== undefined)).toBe(true);

  for (const { paper } of living) {
    const named = (kind: 'id' | 'title' | 'arxiv', name: string) =>
      view.parts.flatMap(({ segment, base, dead }) =>
        segment.papers
          .named(kind, name)
          .filter(place => !dead.has(place))
          .map(place => base + place),
      );
    expect(named('id', paper.id)).toEqual(placesOf([paper]));
    const title = normaliseTitle(paper.title);
    if (title)
      expect(named('title', title)).toEqual(placesOf(expected.filter(other => normaliseTitle(other.title) === title)));
    if (paper.arxivId)
      expect(named('arxiv', paper.arxivId)).toEqual(
        placesOf(expected.filter(other => other.arxivId === paper.arxivId)),
      );
  }

  for (const { segment } of view.parts) {
    const folded = [...segment.byTitle(0, segment.size)].map(place =>
      [...segment.titleWords(place)].map(word => ` ${words.stringOf(word)}`).join(''),
    );
    expect(folded).toEqual(folded.toSorted());
    expect(folded.length).toBe(segment.size);
  }
}
