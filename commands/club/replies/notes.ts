import type { Club } from '../../../src/clubs/club.ts';
import { cutAtWord, cutEscaped } from '../../../src/interactions/cut.ts';
import { join, Markdown, md, oneLine, timestamp } from '../../../src/interactions/markdown.ts';
import { type Button, type Form, privately, type Reply } from '../../../src/interactions/reply.ts';
import { does, person, titleLink } from '../../../src/messages/club/words.ts';
import { pageFooter, turnButtons } from '../../../src/messages/paging.ts';
import { UNDO_NOTE } from '../../../src/messages/undo.ts';
import type { Paper } from '../../../src/papers/paper.ts';
import type { Note } from '../../../src/store/index.ts';
import { paperWithNotes } from './notes-markdown.ts';

export const NOTE_CHARACTERS = 1000;
/** So that three, escaped, stay below the 4,096 of a description. */
const SHOWN_CHARACTERS = 1250;
const NOTES_PER_PAGE = 3;
const CHOICES = 25;

export function noteForm(club: Club, paper: Paper, before: string | undefined): Form {
  return {
    form: {
      title: cutAtWord(oneLine(paper.title), 45),
      does: does('noted', club.id, paper.id),
      inputs: [
        {
          name: 'note',
          label: cutAtWord(`With your name, for ${club.name}`, 45),
          long: true,
          required: true,
          maxLength: NOTE_CHARACTERS,
          ...(before !== undefined && { value: before }),
        },
      ],
    },
  };
}

export function noteWritten(club: Club, paper: Paper, outcome: 'written' | 'changed'): Reply {
  const place = new Markdown(`<#${club.channelId}>`);
  return {
    ...privately(
      outcome === 'written'
        ? md`Your note on ${titleLink(paper)} is kept. Whoever sees ${place} finds it with the paper, and by \`/search\` with \`notes:\`.`
        : md`Your note on ${titleLink(paper)} is changed.`,
    ),
    rows: [
      [
        { label: 'Change it', does: does('writeNote', club.id, paper.id) },
        { label: 'Delete it', does: does('deleteNote', club.id, paper.id) },
        { label: 'All notes', does: does('notes', paper.id) },
      ],
    ],
  };
}

export function noteDeleted(step: string): Reply {
  return {
    ...privately(md`The note is deleted. ${UNDO_NOTE}`),
    rows: [[{ label: 'Undo', does: does('restoreNote', step) }]],
  };
}

export function noteBack(): Reply {
  return privately(md`The note is back.`);
}

export function noteGone(): Reply {
  return privately(md`That note is not there any more, or you may not change it. Nothing was changed.`);
}

export function nothingWritten(): Reply {
  return privately(md`There are no words in that note. Nothing was changed.`);
}

export function notesFull(ofOne: number, most: number): Reply {
  return privately(
    md`There is no room for this note: a person may have ${ofOne} in a server, and all together ${most}. Delete one that is not needed any more. Nothing was changed.`,
  );
}

/** `club`: for which the asker may write; `own`: what they wrote for it. */
export function notesReply({
  paper,
  notes,
  asker,
  page,
  club,
  own,
}: {
  paper: Paper;
  notes: readonly Note[];
  asker: { canManage: boolean };
  page: number;
  club?: Club;
  own?: Note;
}): Reply {
  const pages = Math.max(1, Math.ceil(notes.length / NOTES_PER_PAGE));
  const at = Math.min(page, pages - 1);
  const shown = notes.slice(at * NOTES_PER_PAGE, (at + 1) * NOTES_PER_PAGE);
  const buttons: Button[] = [
    ...(club
      ? [
          {
            label: own ? 'Change your note' : 'Write a note',
            style: 'primary' as const,
            does: does('writeNote', club.id, paper.id),
          },
        ]
      : []),
    ...(club && own ? [{ label: 'Delete your note', does: does('deleteNote', club.id, paper.id) }] : []),
    ...(notes.length > 0 ? [{ label: 'Get as a file', does: does('exportNotes', paper.id) }] : []),
  ];
  const count = `${notes.length} ${notes.length === 1 ? 'note' : 'notes'}`;
  return {
    private: true,
    embeds: [
      {
        title: cutAtWord(`Notes on ${oneLine(paper.title)}`, 250),
        description:
          shown.length === 0 ? md`Nobody has written a note on this paper yet.` : join(shown.map(block), '\n\n'),
        footer: pageFooter(count, at, pages),
      },
    ],
    rows: [
      ...turnButtons(at, pages, to => does('notes', paper.id, String(to))),
      ...(asker.canManage && shown.length > 0
        ? [
            {
              placeholder: 'Delete a note…',
              does: does('deleteAnyNote', paper.id),
              choices: shown.slice(0, CHOICES).map(({ channelId, userId, text }) => ({
                label: cutAtWord(oneLine(text), 100),
                value: `${channelId} ${userId}`,
              })),
            },
          ]
        : []),
      ...(buttons.length > 0 ? [buttons] : []),
    ],
  };
}

function block({ userId, text, writtenAt }: Note): Markdown {
  const quoted = cutEscaped(text, SHOWN_CHARACTERS - text.split('\n').length * 2).source.replaceAll('\n', '\n> ');
  return md`**${person(userId)}** · ${timestamp(writtenAt, 'D')}\n> ${new Markdown(quoted)}`;
}

export function notesFile(paper: Paper, notes: readonly Note[]): Reply {
  return {
    ...privately(md`The notes on ${titleLink(paper)} that you can see here, as Markdown.`),
    files: [{ name: 'notes.md', content: `${paperWithNotes(paper, notes, '#')}\n` }],
  };
}
