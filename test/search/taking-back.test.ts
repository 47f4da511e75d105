import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Expansions } from '../../src/search/query/expansions.ts';
import { Slots } from '../../src/search/slots.ts';
import { Titles } from '../../src/search/titles.ts';
import { Vocabulary } from '../../src/search/vocabulary.ts';

/** What is put in, and whether it is taken back again later, in whatever order. */
const puts = <T>(what: fc.Arbitrary<T>) =>
  fc.array(fc.record({ what, back: fc.boolean() }), { maxLength: 30 }).chain(list =>
    fc.record({
      list: fc.constant(list),
      backs: fc.shuffledSubarray(
        list.filter(({ back }) => back).map(({ what: one }) => one),
        { minLength: list.filter(({ back }) => back).length },
      ),
      left: fc.constant(list.filter(({ back }) => !back).map(({ what: one }) => one)),
    }),
  );

const WORDS = ['learn', 'learns', 'learning', 'meta', 'metalearn', 'met', 'label', 'labels', 'zürich'];
const word = fc.constantFrom(...WORDS);

describe('what was taken back was never there', () => {
  it('in the vocabulary', () => {
    const term = (one: string) => one.slice(0, 5);
    fc.assert(
      fc.property(puts(word), puts(fc.record({ term: word, parts: fc.tuple(word, word) })), (words, compounds) => {
        const changed = new Vocabulary();
        for (const { what } of words.list) changed.add(what, term(what));
        for (const { what } of compounds.list) changed.addCompound(what.term, what.parts);
        for (const one of words.backs) changed.remove(one, term(one));
        for (const one of compounds.backs) changed.removeCompound(one.term, one.parts);
        const fresh = new Vocabulary();
        for (const one of words.left) fresh.add(one, term(one));
        for (const one of compounds.left) fresh.addCompound(one.term, one.parts);
        const all = (of: Vocabulary) =>
          WORDS.map(one => [
            of.has(one),
            of.wordOf(term(one)),
            of.parts(one),
            of.completions(one.slice(0, 3), 9),
            of.corrections(`${one.slice(0, 2)}x${one.slice(3)}`, 9),
          ]);
        expect(all(changed)).toEqual(all(fresh));
      }),
      { numRuns: 500 },
    );
  });

  it('in the expansions', () => {
    const phrase = fc.constantFrom('MoE', 'mixture of experts', 'maximum of errors', 'sparse experts', 'experts');
    const group = fc.record({ phrases: fc.array(phrase, { maxLength: 3 }), weight: fc.constantFrom(0.3, 0.7) });
    fc.assert(
      fc.property(puts(group), ({ list, backs, left }) => {
        const changed = new Expansions();
        for (const { what } of list) changed.addGroup(what.phrases, what.weight);
        for (const { phrases, weight } of backs) changed.removeGroup(phrases, weight);
        const fresh = new Expansions();
        for (const { phrases, weight } of left) fresh.addGroup(phrases, weight);
        const all = (of: Expansions) =>
          [['moe'], ['mixtur', 'expert'], ['expert'], ['maximum', 'error']].map(at => of.from(at, 0));
        expect(all(changed)).toEqual(all(fresh));
      }),
      { numRuns: 500 },
    );
  });

  it('among the titles, whose places move up', () => {
    const title = fc.array(word, { minLength: 1, maxLength: 4 }).map(words => words.join(' '));
    fc.assert(
      fc.property(fc.array(fc.record({ title, back: fc.boolean() }), { maxLength: 20 }), list => {
        const slots = new Slots();
        const changed = new Titles();
        const there = list.map(one => ({ ...one, slot: slots.add() }));
        for (const one of there) changed.add(one.title, one.slot);
        for (const one of there.filter(({ back }) => back)) {
          changed.remove(one.title, one.slot);
          slots.remove(one.slot.place);
        }
        const fresh = new Titles();
        const others = new Slots();
        for (const one of list.filter(({ back }) => !back)) fresh.add(one.title, others.add());
        const all = (of: Titles) =>
          WORDS.map(one => [of.typed(one.slice(0, 3), 20), of.typed(`meta ${one}`, 20), of.startingWith(`${one} lab`)]);
        expect(all(changed)).toEqual(all(fresh));
      }),
      { numRuns: 500 },
    );
  });
});
