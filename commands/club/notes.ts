import type { Club } from '../../src/clubs/club.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Press } from '../../src/interactions/command.ts';
import { plain } from '../../src/interactions/markdown.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import { needsServer } from '../../src/messages/settings.ts';
import { notUndone } from '../../src/messages/undo.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { MOST_NOTES, MOST_NOTES_OF_ONE, type Note } from '../../src/store/index.ts';
import { withPaper } from '../paper/index.ts';
import type { App } from '../services.ts';
import { byAsker } from '../shared/by.ts';
import { sees } from '../shared/guild-activity.ts';
import { readPage } from '../shared/page-number.ts';
import { clubsFor, pressedClub } from './find.ts';
import {
  changeForm,
  NOTE_CHARACTERS,
  noteBack,
  noteDeleted,
  noteForm,
  noteGone,
  notesFile,
  notesFull,
  notesReply,
  noteWritten,
  nothingWritten,
  onlyDeleted,
  ownNote,
} from './replies/notes.ts';

const keyOf = ({ guildId, channelId }: Club, paperId: string, userId: string) => ({
  guildId,
  channelId,
  paperId,
  userId,
});

/** What is written on a paper in the asker's server, in channels that they see; the oldest first. */
async function notesFor(app: App, asker: Asker, paper: Paper): Promise<Note[]> {
  const all = (await app.store.notes.among(asker.guildId ?? '', [paper.id])).get(paper.id) ?? [];
  return all.filter(sees(app, asker, 'asker'));
}

/**
 * What a person has written on a paper, also in channels that no club is in any more, or that they do not see any more.
 */
async function ownNotes(app: App, { guildId = '', userId }: Asker, paperId: string): Promise<Note[]> {
  const all = (await app.store.notes.among(guildId, [paperId])).get(paperId) ?? [];
  return all.filter(note => note.userId === userId);
}

/** For which club somebody writes: one that reads the paper, else the oldest that they see. */
async function clubToWriteFor(app: App, asker: Asker, paper: Paper): Promise<Club | undefined> {
  const clubs = await clubsFor(app, asker);
  for (const club of clubs) if (await app.store.clubs.sessions.reads(club.id, paper.id)) return club;
  return clubs[0];
}

/** All that the asker may see of a paper's notes. */
export function showNotes(
  app: App,
  { asker, mention, args: [paperId, page], message }: Press,
): Outcome | Promise<Outcome> {
  if (asker.guildId === undefined || !asker.botIsMember) return needsServer({ asker, mention });
  return withPaper(app, paperId, async paper => {
    const club = await clubToWriteFor(app, asker, paper);
    const notes = await notesFor(app, asker, paper);
    const own = await ownNotes(app, asker, paper.id);
    const reply = notesReply({ paper, notes, asker, page: readPage(page), own, ...(club && { club }) });
    return { ...reply, ...(page !== undefined && message?.private && { update: true }) };
  });
}

/** The form, with what this person has written already. */
export function writeNote(app: App, press: Press): Promise<Outcome> {
  const { asker, args } = press;
  return pressedClub(app, press, async club => {
    const paper = app.index().get(args[1] ?? '');
    if (!paper) return noteGone();
    const own = await app.store.notes.get(keyOf(club, paper.id, asker.userId));
    return noteForm(club, paper, own?.text);
  });
}

/** The note of one's own that a button or a menu names by its channel. */
async function withOwnNote(
  app: App,
  { asker, args: [paperId = '', channelId], values }: Press,
  answer: (note: Note, paper: Paper) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const paper = app.index().get(paperId);
  const here = asker.botIsMember ? await ownNotes(app, asker, paperId) : [];
  const note = here.find(one => one.channelId === (channelId ?? values[0]));
  return paper && note ? answer(note, paper) : noteGone();
}

/** One of one's own, with what can be done about it. */
export function showOwnNote(app: App, press: Press): Promise<Outcome> {
  return withOwnNote(app, press, (note, paper) => ownNote(paper, note));
}

/** As {@link withOwnNote}, where its writer sees the channel still: those there would read the new words. */
function withNoteToChange(
  app: App,
  press: Press,
  answer: (note: Note, paper: Paper) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  return withOwnNote(app, press, (note, paper) =>
    sees(app, press.asker, 'asker')(note) ? answer(note, paper) : onlyDeleted(paper, note),
  );
}

/** The form for a note that is there already, whatever has become of its club. */
export function changeNote(app: App, press: Press): Promise<Outcome> {
  return withNoteToChange(app, press, ({ channelId, text }, paper) => changeForm(paper, channelId, text));
}

export function noteChanged(app: App, press: Press): Promise<Outcome> {
  return withNoteToChange(app, press, async ({ channelId }, paper) => {
    const text = cleaned(press.inputs.get('note'));
    if (text === '') return nothingWritten();
    const { userId, guildId = '' } = press.asker;
    const turn = app.limits.take('save', userId);
    if (!turn.allowed) return tryAgainAt(turn.againAt);
    const key = { guildId, channelId, paperId: paper.id, userId };
    const outcome = await app.store.notes.write(key, text, app.clock.now());
    return outcome === 'full' ? notesFull(MOST_NOTES_OF_ONE, MOST_NOTES) : noteWritten(channelId, paper, outcome);
  });
}

export function deleteOwnNote(app: App, press: Press): Promise<Outcome> {
  return withOwnNote(app, press, async ({ channelId }, paper) => {
    const { userId, guildId = '' } = press.asker;
    const key = { guildId, channelId, paperId: paper.id, userId };
    const step = await app.store.notes.remove(key, byAsker(app, press.asker));
    return step === undefined ? noteGone() : noteDeleted(step);
  });
}

function cleaned(typed = ''): string {
  return plain(typed).trim().slice(0, NOTE_CHARACTERS);
}

export function noteTyped(app: App, press: Press): Promise<Outcome> {
  const { asker, args, inputs } = press;
  return pressedClub(app, press, club =>
    withPaper(app, args[1], async (paper): Promise<Reply> => {
      const text = cleaned(inputs.get('note'));
      if (text === '') return nothingWritten();
      const turn = app.limits.take('save', asker.userId);
      if (!turn.allowed) return tryAgainAt(turn.againAt);
      const outcome = await app.store.notes.write(keyOf(club, paper.id, asker.userId), text, app.clock.now());
      return outcome === 'full'
        ? notesFull(MOST_NOTES_OF_ONE, MOST_NOTES)
        : noteWritten(club.channelId, paper, outcome);
    }),
  );
}

/** One's own, of a club. */
export function deleteNote(app: App, press: Press): Promise<Outcome> {
  const { asker, args } = press;
  return pressedClub(app, press, async club => {
    const step = await app.store.notes.remove(keyOf(club, args[1] ?? '', asker.userId), byAsker(app, asker));
    return step === undefined ? noteGone() : noteDeleted(step);
  });
}

/** Anybody's, for people who manage the server. */
export async function deleteAnyNote(app: App, { asker, args: [paperId = ''], values }: Press): Promise<Reply> {
  const [channelId = '', userId = ''] = (values[0] ?? '').split(' ');
  const { guildId } = asker;
  const may = guildId !== undefined && asker.botIsMember && asker.canManage;
  if (!may || !sees(app, asker, 'asker')({ channelId })) return noteGone();
  const step = await app.store.notes.remove({ guildId, channelId, paperId, userId }, byAsker(app, asker));
  return step === undefined ? noteGone() : noteDeleted(step);
}

export async function restoreNote(app: App, { asker, args: [step = ''] }: Press): Promise<Reply> {
  const outcome = await app.store.notes.bringBack(step, byAsker(app, asker));
  return outcome === 'done' ? noteBack() : notUndone(outcome);
}

/** All that the asker may see, as Markdown. */
export function exportNotes(app: App, { asker, mention, args: [paperId] }: Press): Outcome | Promise<Outcome> {
  if (asker.guildId === undefined || !asker.botIsMember) return needsServer({ asker, mention });
  return withPaper(app, paperId, async paper => {
    const turn = app.limits.take('export', asker.userId);
    return turn.allowed ? notesFile(paper, await notesFor(app, asker, paper)) : tryAgainAt(turn.againAt);
  });
}
