import { expect, it } from 'vitest';
import { LONGEST, LONGEST_LINE, MOST_AUTHORS } from '../../../src/papers/field-limits.ts';
import { prepare } from '../../../src/papers/prepare.ts';
import { readPapers } from '../../../src/sources/file/read-papers.ts';

const LONG = 400_000;
/** What costs the more to read the longer it is. */
const FILLINGS = { backslashes: '\\', dollars: '$', braces: '{}', brackets: '(', accents: "\\'", names: 'A and ' };
const FORMS: Record<string, (field: 'title' | 'author' | 'abstract', text: string) => string> = {
  BibTeX: (field, text) => `@article{a, title = {Quokkas}, ${field === 'title' ? 'booktitle' : field} = {${text}.}}`,
  RIS: (field, text) =>
    `TY  - JOUR\nTI  - Quokkas\n${{ title: 'JO', author: 'AU', abstract: 'AB' }[field]}  - ${text}\nER  - \n`,
  'CSL-JSON': (field, text) =>
    JSON.stringify([
      {
        type: 'article-journal',
        title: 'Quokkas',
        [field === 'title' ? 'container-title' : field]: field === 'author' ? [{ literal: text }] : text,
      },
    ]),
  JSONL: (field, text) =>
    JSON.stringify({ title: 'Quokkas', abstract: 'x', [field === 'title' ? 'venue' : field]: text }),
};

it.each(Object.keys(FORMS))(
  'a field of %s that is far too long costs itself: only its beginning is read',
  async form => {
    for (const field of ['title', 'author', 'abstract'] as const) {
      for (const filling of Object.values(FILLINGS)) {
        const text = FORMS[form]?.(field, filling.repeat(LONG / filling.length)) ?? '';
        const { records } = await readPapers('file', Buffer.from(text));
        const [record] = records;
        if (!record) throw new Error(`${form}, ${field}: nothing was read.`);
        expect(record.title).toBe('Quokkas');
        expect(record.venue?.length ?? 0).toBeLessThanOrEqual(LONGEST_LINE + 1);
        expect(record.abstract?.length ?? 0).toBeLessThanOrEqual(LONGEST.abstract + 1);
        expect(record.authors?.length ?? 0).toBeLessThanOrEqual(MOST_AUTHORS);
        for (const author of record.authors ?? []) expect(author.length).toBeLessThanOrEqual(LONGEST_LINE + 1);
        expect(prepare(record, new Map()).title).toBe('Quokkas');
      }
    }
  },
  60_000,
);

it('an entry that is nested a hundred thousand levels deep costs only its own field', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  for (const text of [
    `[{"type":"book","title":"Quokkas","custom":${deep}},{"type":"book","title":7,"custom":${deep}}]`,
    `[{"title":"Quokkas","abstract":"x","custom":${deep}},{"custom":${deep}}]`,
    `{"title":"Quokkas","abstract":"x","custom":${deep}}\n{"custom":${deep}}`,
  ]) {
    const { records } = await readPapers('file', Buffer.from(text));
    expect(records[0]?.title).toBe('Quokkas');
  }
});
