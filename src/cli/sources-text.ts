import type { RunReport, SetSource } from '../sources/index.ts';
import type { PassedOver } from '../store/index.ts';

/** What a run brought, for people at a terminal. */
export function describeReport(name: string, { seen, added, changed, notes, noted }: RunReport): string {
  const lines = [`${name}: ${seen} read, ${added} new, ${changed} changed.`, ...notesLines({ notes, noted })];
  return `${lines.join('\n')}\n`;
}

function notesLines({ notes, noted }: PassedOver): string[] {
  return [
    ...(noted > 0 ? ['Notes:', ...notes.map(note => `  ${note}`)] : []),
    ...(noted > notes.length ? [`  … and ${noted - notes.length} more`] : []),
  ];
}

/** The sources there are, for people at a terminal. */
export function describeSources(sources: readonly SetSource[], now: number): string {
  if (sources.length === 0)
    return 'No sources are set. SOURCES_PATH names the file of sources; docs/sources.md tells how.\n';
  return sources.map(source => `${entry(source, now)}\n`).join('');
}

function entry({ settings: { name, kind }, state }: SetSource, now: number): string {
  const head = `${name} (${kind})`;
  if (!state) return `${head}: never read`;
  const read =
    state.finishedAt === undefined
      ? 'not read to its end yet'
      : `read ${ago(now - state.finishedAt)}: ${state.counts.seen} papers, ${state.counts.added} new, ${state.counts.changed} changed`;
  return [
    `${head}: ${read}`,
    ...(state.error === undefined ? [] : [`  The latest run failed: ${state.error}`]),
    ...(state.passedOver ? notesLines(state.passedOver).map(line => `  ${line}`) : []),
  ].join('\n');
}

function ago(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 120) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`;
}
