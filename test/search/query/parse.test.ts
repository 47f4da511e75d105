import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenise } from '../../../src/search/analysis/tokens.ts';
import {
  type Clause,
  notesAsked,
  parseQuery,
  type TextField,
  wantedText,
  writeQuery,
} from '../../../src/search/query/parse.ts';
import { anyText, sentence, word } from '../texts.ts';

const words = (text: string): Clause => ({ kind: 'words', text });
const phrase = (text: string): Clause => ({ kind: 'phrase', text });
const not = (clause: Clause): Clause => ({ kind: 'not', clause });
const any = (...options: Clause[][]): Clause => ({ kind: 'any', options });
const year = (from?: number, to?: number): Clause => ({ kind: 'year', from, to });

describe('the query language', () => {
  it.each<[string, Clause[]]>([
    ['label noise', [words('label'), words('noise')]],
    ['robust "label noise"', [words('robust'), phrase('label noise')]],
    ['“label noise”', [phrase('label noise')]],
    ['robust -vision', [words('robust'), not(words('vision'))]],
    ['robust -"label noise"', [words('robust'), not(phrase('label noise'))]],
    ['robust -(vision OR speech)', [words('robust'), not(any([words('vision')], [words('speech')]))]],
    ['robust -(image vision)', [words('robust'), not(any([words('image'), words('vision')]))]],
    ['2-(4-methylphenyl)-1,3-thiazole', [words('2-(4-methylphenyl)-1,3-thiazole')]],
    ['poly(A) 42(3):1-9', [words('poly(A)'), words('42(3):1-9')]],
    ['robust NOT(vision)', [words('robust'), not(words('vision'))]],
    ['f(a b)-c', [words('f'), words('a'), words('b'), words('c')]],
    ['robust -(vision)', [words('robust'), not(words('vision'))]],
    ['title:calibration', [{ kind: 'field', field: 'title', text: 'calibration' }]],
    ['Title:"label noise"', [{ kind: 'field', field: 'title', text: 'label noise' }]],
    ['notes:baseline', [{ kind: 'notes', text: 'baseline' }]],
    ['-NOTES:"weak baseline" x', [not({ kind: 'notes', text: 'weak baseline' }), words('x')]],
    ['abstract:GRPO', [{ kind: 'field', field: 'abstract', text: 'GRPO' }]],
    ['author:"Canh T. Dinh"', [{ kind: 'field', field: 'author', text: 'Canh T. Dinh' }]],
    ['topic:label-noise', [{ kind: 'field', field: 'topic', text: 'label-noise' }]],
    ['-topic:privacy x', [not({ kind: 'field', field: 'topic', text: 'privacy' }), words('x')]],
    ['year:2021', [year(2021, 2021)]],
    ['year:2021..2023', [year(2021, 2023)]],
    ['year:2023..2021', [year(2021, 2023)]],
    ['year:..2023', [year(undefined, 2023)]],
    ['year:2021..', [year(2021, undefined)]],
    ['id:393dffeefb', [{ kind: 'id', text: '393dffeefb' }]],
    ['arxiv:2110.04260v2', [{ kind: 'id', text: '2110.04260v2' }]],
    ['cats OR dogs', [any([words('cats')], [words('dogs')])]],
    ['cats OR dogs OR "big fish" food', [any([words('cats')], [words('dogs')], [phrase('big fish')]), words('food')]],
    ['(big cats) OR dogs', [any([words('big'), words('cats')], [words('dogs')])]],
    ['year:2021 OR year:2023', [any([year(2021, 2021)], [year(2023, 2023)])]],
    // Brackets that say nothing, and an OR with nothing beside it.
    ['deep (neural) networks', [words('deep'), words('neural'), words('networks')]],
    ['OR cats', [words('cats')]],
    ['cats OR OR dogs', [any([words('cats')], [words('dogs')])]],
    ['cats OR', [words('cats')]],
    ['cats () -()', [words('cats')]],
    ['cats or dogs', [words('cats'), words('or'), words('dogs')]],
  ])('%s', (text, clauses) => {
    expect(parseQuery(text)).toEqual({ clauses, repaired: false });
  });

  it.each([
    ['"label noise', 'label noise'],
    ['label "', 'label'],
    ['label noise)', 'label noise'],
    ['(label noise', 'label noise'],
    ['"" label -"" noise', 'label noise'],
    ['title:"" noise', 'title noise'],
    ['title:', 'title'],
    ['title: calibration', 'title calibration'],
    ['venue:ICML robust', 'venue ICML robust'],
    ['year:soon', 'year soon'],
    ['author:"Dinh', 'author Dinh'],
  ])('what is broken is words: %s', (text, readAs) => {
    const { clauses, repaired } = parseQuery(text);
    expect(repaired).toBe(true);
    expect(clauses.every(({ kind }) => kind === 'words')).toBe(true);
    expect(writeQuery(clauses)).toBe(readAs);
  });

  it.each([
    'BERT: Pre-training of Deep Bidirectional Transformers',
    'state-of-the-art',
    'label noise - a survey',
    'deep -- learning',
    'https://arxiv.org/abs/2110.04260',
    'at 10:30',
    ':',
    '-',
    'a : b',
    'C++ / C#',
    'NeurIPS 2021: a review',
  ])('a title or a link is just that: %s', text => {
    const { clauses, repaired } = parseQuery(text);
    expect(repaired).toBe(false);
    expect(clauses.every(({ kind }) => kind === 'words')).toBe(true);
    expect(wantedText(clauses)).toBe(text);
  });

  it('quotation marks of a pasted text ask for no phrases', () => {
    const abstract =
      'Deep networks first fit the data with clean labels during an "early learning" phase, before they memorize the examples (with false labels).';
    expect(parseQuery(abstract).clauses.every(({ kind }) => kind === 'words')).toBe(true);
    expect(parseQuery('the "early learning" phase').clauses).toContainEqual(phrase('early learning'));
  });

  it('what is not wanted is not searched for', () => {
    expect(
      wantedText(parseQuery('robust -vision -"label noise" topic:privacy year:2021 id:x title:loss').clauses),
    ).toBe('robust loss');
    expect(wantedText(parseQuery('(cats OR dogs) food').clauses)).toBe('cats dogs food');
  });

  it('what is asked for in notes is each text once, also in brackets and behind a minus', () => {
    const { clauses } = parseQuery('noise notes:a -notes:"b c" (notes:d OR title:x) notes:a');
    expect(notesAsked(clauses)).toEqual(['a', 'b c', 'd']);
  });

  it('what was read can be written, and reads the same', () => {
    const leaf: fc.Arbitrary<Clause> = fc.oneof(
      word.map(words),
      sentence.map(phrase),
      fc.record({
        kind: fc.constant('field' as const),
        field: fc.constantFrom<TextField>('title', 'abstract', 'author', 'topic'),
        text: sentence,
      }),
      fc.tuple(fc.integer({ min: 1900, max: 2099 }), fc.nat(30)).map(([from, more]) => year(from, from + more)),
      fc.constantFrom(year(2021, undefined), year(undefined, 2021)),
      fc.constant<Clause>({ kind: 'id', text: '2110.04260' }),
      fc.record({ kind: fc.constant('notes' as const), text: sentence }),
    );
    const option = fc.array(leaf, { minLength: 1, maxLength: 3 });
    const alternatives = fc.array(option, { minLength: 2, maxLength: 3 }).map(options => any(...options));
    const clause = fc.oneof(leaf, alternatives, leaf.map(not), alternatives.map(not));
    fc.assert(
      fc.property(fc.array(clause, { maxLength: 8 }), clauses => {
        expect(parseQuery(writeQuery(clauses))).toEqual({ clauses, repaired: false });
      }),
    );
  });

  it('any string is a query, and brings in no word that was not typed', () => {
    fc.assert(
      fc.property(anyText, text => {
        const typed = new Set(tokenise(text).map(({ word }) => word));
        for (const { word } of tokenise(wantedText(parseQuery(text).clauses))) expect(typed).toContain(word);
      }),
    );
  });
});
