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
    const own = club && (await app.store.notes.get(keyOf(club, paper.id, asker.userId)));
    const reply = notesReply({ paper, notes, asker, page: readPage(page), ...(club && { club }), ...(own && { own }) });
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

export function noteTyped(app: App, press: Press): Promise<Outcome> {
  const { asker, args, inputs } = press;
  return pressedClub(app, press, club =>
    withPaper(app, args[1], async (paper): Promise<Reply> => {
      const text = plain(inputs.get('note') ?? '')
        .trim()
        .slice(0, NOTE_CHARACTERS);
      if (text === '') return nothingWritten();
      const turn = app.limits.take('save', asker.userId);
      if (!turn.allowed) return tryAgainAt(turn.againAt);
      const outcome = await app.store.notes.write(keyOf(club, paper.id, asker.userId), text, app.clock.now());
      return outcome === 'full' ? notesFull(MOST_NOTES_OF_ONE, MOST_NOTES) : noteWritten(club, paper, outcome);
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
