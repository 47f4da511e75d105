import type { ImportReport } from '../papers/import.ts';
import { keptApartInWords } from '../papers/kept-apart.ts';
import type { Paper } from '../papers/paper.ts';

/** What came of an import, for people at a terminal. */
export function describeImport(report: ImportReport, collection: string, dryRun: boolean): string[] {
  const { sources, unplaced, repeated, keptApart, changes, added, updated, unchanged, removed, written } = report;
  const size = added.length + updated.length + unchanged.length;
  return [
    ...sources.flatMap(({ file, format, read, rejected, passedOver }) => [
      `${file}: ${papers(read)} (${format})${rejected.length > 0 ? `, ${rejected.length} that cannot be read` : ''}`,
      ...some(rejected.map(({ line, excerpt, why }) => `line ${line}: ${why}: ${shortened(excerpt)}`)),
      ...some(passedOver.map(({ line, text }) => `passed over line ${line}: ${shortened(text)}`)),
    ]),
    ...(unplaced.length > 0
      ? [
          `Passed over, having no abstract and naming no paper of the collection: ${papers(unplaced.length)}`,
          `("--abstracts optional" takes ${unplaced.length === 1 ? 'it' : 'them'} in)`,
        ]
      : []),
    ...some(unplaced.map(shortened)),
    ...(repeated.length > 0 ? [`Listed more than once, and taken as one paper each: ${entries(repeated.length)}`] : []),
    ...some(repeated.map(shortened)),
    ...(keptApart.length > 0 ? ['Kept apart:'] : []),
    ...some(keptApart.map(keptApartInWords)),
    ...(changes.size > 0 ? ['Cleaned:'] : []),
    ...[...changes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, times]) => `  ${rule}: ${times}`),
    `Added ${added.length}, updated ${updated.length}, unchanged ${unchanged.length}, removed ${removed.length}.`,
    ...some(removed.map(paper => `removed ${named(paper)}`)),
    dryRun
      ? `A dry run: nothing was changed. ${collection} would hold ${papers(size)}.`
      : written
        ? `${collection} now holds ${papers(size)}.`
        : `Nothing new: ${collection} stays as it is, with ${papers(size)}.`,
  ];
}

/** At most this many lines of one kind are shown. */
const SHOWN = 10;

function some(lines: readonly string[]): string[] {
  const shown = lines.slice(0, SHOWN).map(line => `  ${line}`);
  return lines.length > SHOWN ? [...shown, `  … and ${lines.length - SHOWN} more`] : shown;
}

function papers(number: number): string {
  return number === 1 ? '1 paper' : `${number} papers`;
}

function entries(number: number): string {
  return number === 1 ? '1 entry' : `${number} entries`;
}

function named(paper: Paper): string {
  return `${paper.id} ${shortened(paper.title)}`;
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
