import type { Club } from '../../../src/clubs/club.ts';
import { cutAtWord, cutEscaped } from '../../../src/interactions/cut.ts';
import { join, Markdown, md, oneLine, timestamp } from '../../../src/interactions/markdown.ts';
import { type Action, type Button, type Form, privately, type Reply } from '../../../src/interactions/reply.ts';
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
  return formFor(paper, does('noted', club.id, paper.id), `With your name, for ${club.name}`, before);
}

/** For a note that is there: its club may be elsewhere by now, or gone. */
export function changeForm(paper: Paper, channelId: string, before: string): Form {
  return formFor(paper, does('noteChanged', paper.id, channelId), 'With your name', before);
}

function formFor(paper: Paper, action: Action, label: string, before: string | undefined): Form {
  return {
    form: {
      title: cutAtWord(oneLine(paper.title), 45),
      does: action,
      inputs: [
        {
          name: 'note',
          label: cutAtWord(label, 45),
          long: true,
          required: true,
          maxLength: NOTE_CHARACTERS,
          ...(before !== undefined && { value: before }),
        },
      ],
    },
  };
}

function changeButtons(paper: Paper, channelId: string): [change: Button, remove: Button] {
  return [
    { label: 'Change it', does: does('changeNote', paper.id, channelId) },
    { label: 'Delete it', does: does('deleteOwnNote', paper.id, channelId) },
  ];
}

/** One of one's own. */
export function ownNote(paper: Paper, note: Note): Reply {
  return {
    private: true,
    embeds: [{ title: cutAtWord(`Your note on ${oneLine(paper.title)}`, 250), description: block(note) }],
    rows: [changeButtons(paper, note.channelId)],
  };
}

/** Who does not see its channel any more. */
export function onlyDeleted(paper: Paper, note: Note): Reply {
  return {
    ...privately(
      md`You do not see the channel of this note any more, and those who do would read what you change. You can delete it. Nothing was changed.`,
    ),
    rows: [[changeButtons(paper, note.channelId)[1]]],
  };
}

export function noteWritten(channelId: string, paper: Paper, outcome: 'written' | 'changed'): Reply {
  const place = new Markdown(`<#${channelId}>`);
  return {
    ...privately(
      outcome === 'written'
        ? md`Your note on ${titleLink(paper)} is kept. Whoever sees ${place} finds it with the paper, and by \`/search\` with \`notes:\`.`
        : md`Your note on ${titleLink(paper)} is changed.`,
    ),
    rows: [[...changeButtons(paper, channelId), { label: 'All notes', does: does('notes', paper.id) }]],
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

/** `club`: for which the asker may write; `own`: what they wrote, for it or in other channels. */
export function notesReply({
  paper,
  notes,
  asker,
  page,
  club,
  own = [],
}: {
  paper: Paper;
  notes: readonly Note[];
  asker: { canManage: boolean };
  page: number;
  club?: Club;
  own?: readonly Note[];
}): Reply {
  const pages = Math.max(1, Math.ceil(notes.length / NOTES_PER_PAGE));
  const at = Math.min(page, pages - 1);
  const shown = notes.slice(at * NOTES_PER_PAGE, (at + 1) * NOTES_PER_PAGE);
  const ofClub = own.find(({ channelId }) => channelId === club?.channelId);
  // Written where the club was before, for another club, or for one that is gone.
  const elsewhere = own.filter(note => note !== ofClub);
  const buttons: Button[] = [
    ...(club
      ? [
          {
            label: ofClub ? 'Change your note' : 'Write a note',
            style: 'primary' as const,
            does: does('writeNote', club.id, paper.id),
          },
        ]
      : []),
    ...(club && ofClub ? [{ label: 'Delete your note', does: does('deleteNote', club.id, paper.id) }] : []),
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
      ...(elsewhere.length > 0
        ? [
            {
              placeholder: 'Change or delete a note of yours…',
              does: does('ownNote', paper.id),
              choices: elsewhere.slice(0, CHOICES).map(({ channelId, text }) => ({
                label: cutAtWord(oneLine(text), 100),
                value: channelId,
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
