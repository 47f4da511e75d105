import type { Club } from '../../../src/clubs/club.ts';
import { csvLine, PAPER_COLUMNS, paperCells } from '../../../src/library/index.ts';
import type { Paper } from '../../../src/papers/paper.ts';
import type { Held } from './held.ts';
import { inMarkdown, paperWithNotes } from './notes-markdown.ts';

export const EXPORT_FORMATS = {
  markdown: { name: 'Markdown, with notes', ending: 'md' },
  csv: { name: 'CSV', ending: 'csv' },
  bibtex: { name: 'BibTeX', ending: 'bib' },
} as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

type HeldWithPaper = Held & { paper: Paper };

/** One chapter a session, the oldest first; people stand there by their ids of Discord. */
export function historyAsMarkdown(club: Club, all: readonly HeldWithPaper[]): string {
  const chapters = all.map(({ session, paper, present, readers, rating, notes }) => {
    const facts = [
      `Read on ${session.date}.`,
      ...(session.presenter?.state === 'confirmed' ? [`Presented by ${session.presenter.userId}.`] : []),
      ...(rating ? [`Rated ${rating.mean} of 5 by ${counted(rating.people)}.`] : []),
      ...(present > 0 ? [`There: ${counted(present)}.`] : []),
      ...(readers > 0 ? [`Read by ${counted(readers)}.`] : []),
    ];
    const [heading = '', ...rest] = paperWithNotes(paper, notes, '##').split('\n\n');
    return [heading, facts.join(' '), ...rest].join('\n\n');
  });
  return `${[`# ${inMarkdown(club.name)}`, ...chapters].join('\n\n')}\n`;
}

function counted(people: number): string {
  return `${people} ${people === 1 ? 'person' : 'people'}`;
}

const COLUMNS = [
  ...['date', ...PAPER_COLUMNS],
  ...['presenter', 'rating', 'ratings', 'readers', 'present', 'notes', 'id'],
];

/** One line a session, the oldest first. */
export function historyAsCsv(all: readonly HeldWithPaper[]): string {
  const lines = all.map(({ session, paper, present, readers, rating, notes }) =>
    csvLine([
      session.date,
      ...paperCells(paper),
      session.presenter?.state === 'confirmed' ? session.presenter.userId : '',
      rating?.mean.toString() ?? '',
      (rating?.people ?? 0).toString(),
      readers.toString(),
      present.toString(),
      notes.length.toString(),
      paper.id,
    ]),
  );
  return [csvLine(COLUMNS), ...lines].join('');
}
