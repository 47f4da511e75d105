import { basename } from 'node:path';
import { cutEscaped } from '../../src/interactions/cut.ts';
import { join, type Markdown, md, timestamp } from '../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../src/interactions/reply.ts';
import { UNDO_NOTE, undoButton } from '../../src/messages/undo.ts';
import { dueAt, type Progress, type RunReport, type SetSource } from '../../src/sources/index.ts';
import type { PassedOver } from '../../src/store/index.ts';

type Mention = (command: string) => Markdown;

const QUERY_CHARACTERS = 100;
const ERROR_CHARACTERS = 300;
/** Discord's limit of fields. */
const MOST_SHOWN = 25;
const NOTES_SHOWN = 5;
/** In an overview of all sources, which must fit one embed. */
const NOTES_OF_EACH = 2;
const NOTE_CHARACTERS = 200;
const BAR = 20;

export function notTheOwner(): Reply {
  return privately(
    md`Only whoever runs this bot can change where its papers come from. Ask them if you miss papers on something.`,
  );
}

/** What each source is asked for, and when. */
export function sourcesReply(sources: readonly SetSource[], mention: Mention): Reply {
  return overview('Where papers come from', sources, mention, ({ settings, inFile }) =>
    join(
      [
        ask(settings),
        ...(settings.keep ? [kept(settings.keep)] : []),
        md`every ${interval(settings.every)}, ${inFile ? 'set in the file of sources' : 'added here'}`,
      ],
      '\n',
    ),
  );
}

/** How it goes with each source. */
export function statusReply(
  sources: readonly (SetSource & { progress?: Progress | undefined })[],
  mention: Mention,
): Reply {
  return overview('How the sources are doing', sources, mention, source => {
    const { state, progress } = source;
    if (progress) return md`Being read now: ${numbers(progress)}.`;
    if (!state) return md`Not read yet; it is next.`;
    const lines = [
      state.finishedAt === undefined
        ? md`Not read to its end yet.`
        : md`Read ${timestamp(state.finishedAt, 'R')}: ${numbers(state.counts)}.`,
      ...(state.error === undefined ? [] : [md`The latest try failed: ${cutEscaped(state.error, ERROR_CHARACTERS)}`]),
      md`Next time ${timestamp(dueAt(source), 'R')}.`,
    ];
    return join([join(lines, '\n'), ...notesLines(state.passedOver, NOTES_OF_EACH)], '');
  });
}

export function sourceAdded(name: string, mention: Mention): Reply {
  return privately(md`**${name}** is added. I begin to read it; ${mention('sources status')} shows what came.`);
}

export function notAdded(why: string): Reply {
  return privately(md`I could not add it: ${cutEscaped(why, 1000)}. Nothing was changed.`);
}

export function sourceRemoved(name: string, step: string): Reply {
  return {
    ...privately(md`**${name}** is removed. The papers that it brought stay. ${UNDO_NOTE}`),
    rows: [[undoButton('sources', step)]],
  };
}

export function sourceBack(): Reply {
  return privately(md`The source is back, and is read from where it was.`);
}

export function notRemovable({ settings: { name } }: SetSource): Reply {
  return privately(
    md`**${name}** is set in the file of sources (\`SOURCES_PATH\`); take it out there and start me again. Nothing was changed.`,
  );
}

export function noSuchSource(name: string, mention: Mention): Reply {
  return privately(md`There is no source called “${cutEscaped(name, 100)}”. ${mention('sources list')} shows all.`);
}

export function noSuchDay(day: string): Reply {
  return privately(md`“${cutEscaped(day, 100)}” is not a day. Write it as 2024-01-31. Nothing was changed.`);
}

export function readingBegins(name: string): Reply {
  return privately(md`I am reading **${name}**…`);
}

export function readingGoesOn(name: string, progress: Progress): Reply {
  const { done } = progress;
  const bar = done === undefined ? [] : [md`\n\`${drawn(done)}\` ${Math.floor(Math.min(1, done) * 100)} %`];
  return privately(join([md`I am reading **${name}**: ${numbers(progress)}.`, ...bar], ''));
}

/** Discord lets an answer be changed for a quarter of an hour. */
export function readingTakesLong(name: string, mention: Mention): Reply {
  return privately(md`**${name}** is large; I go on reading. ${mention('sources status')} shows how far I am.`);
}

export function readingDone(name: string, report: RunReport): Reply {
  return privately(join([md`**${name}** is read: ${numbers(report)}.`, ...notesLines(report, NOTES_SHOWN)], ''));
}

function notesLines(passedOver: PassedOver | undefined, most: number): Markdown[] {
  if (!passedOver || passedOver.noted === 0) return [];
  const notes = passedOver.notes.slice(0, most).map(note => md`\n- ${cutEscaped(note, NOTE_CHARACTERS)}`);
  const more = passedOver.noted - notes.length;
  return [md`\nNotes:`, ...notes, ...(more > 0 ? [md`\n… and ${more} more`] : [])];
}

export function readingElsewhere(name: string): Reply {
  return privately(
    md`Another process is reading **${name}**, or was until a moment ago. What it reads comes here all the same.`,
  );
}

export function readingFailed(name: string, why: string): Reply {
  return privately(md`**${name}** could not be read to its end. ${cutEscaped(why, 1000)} What came before is kept.`);
}

function overview<S extends SetSource>(
  title: string,
  sources: readonly S[],
  mention: Mention,
  describe: (source: S) => Markdown,
): Reply {
  if (sources.length === 0) {
    return {
      private: true,
      embeds: [{ title, description: md`No sources yet. ${mention('sources add')} adds one: arXiv, or Hugging Face.` }],
    };
  }
  const left = sources.length - MOST_SHOWN;
  return {
    private: true,
    embeds: [
      {
        title,
        fields: sources.slice(0, MOST_SHOWN).map(source => ({ name: source.settings.name, value: describe(source) })),
        ...(left > 0 && { footer: `and ${left} more` }),
      },
    ],
  };
}

type Settings = SetSource['settings'];

function ask(settings: Settings): Markdown {
  switch (settings.kind) {
    case 'arxiv-query':
      return md`arXiv, a search${settings.query === undefined ? '' : md`: “${cutEscaped(settings.query, QUERY_CHARACTERS)}”`}${within(settings.categories)}`;
    case 'arxiv-feed':
      return md`arXiv, new each day${within(settings.categories)}`;
    case 'arxiv-oai':
      return settings.set === undefined ? md`all of arXiv` : md`all of arXiv’s set ${settings.set}`;
    case 'hugging-face':
      return md`featured on Hugging Face`;
    case 'file':
      return md`the file ${basename(settings.path)}`;
  }
}

function kept({ query, categories, from, upvotes }: NonNullable<Settings['keep']>): Markdown {
  const conditions = [
    ...(query === undefined ? [] : [md`with “${cutEscaped(query, QUERY_CHARACTERS)}”`]),
    ...(categories === undefined ? [] : [md`in ${categories.join(', ')}`]),
    ...(from === undefined ? [] : [md`since ${from}`]),
    ...(upvotes === undefined ? [] : [md`with ${upvotes} upvotes or more`]),
  ];
  return md`kept are papers ${join(conditions, ', ')}`;
}

function within(categories: readonly string[] | undefined): Markdown {
  return categories === undefined ? md`` : md`, in ${categories.join(', ')}`;
}

function numbers({ seen, added, changed }: { seen: number; added: number; changed: number }): Markdown {
  return md`${seen} ${seen === 1 ? 'paper' : 'papers'} seen, ${added} new, ${changed} changed`;
}

function drawn(done: number): string {
  const full = Math.round(Math.min(1, done) * BAR);
  return '█'.repeat(full) + '░'.repeat(BAR - full);
}

/** `6 hours` */
function interval(ms: number): string {
  const [unit, length] =
    ms % 86_400_000 === 0 ? ['day', 86_400_000] : ms % 3_600_000 === 0 ? ['hour', 3_600_000] : ['minute', 60_000];
  const count = ms / Number(length);
  return count === 1 ? `${unit}` : `${count} ${unit}s`;
}
