import type { Asker } from '../../src/interactions/asker.ts';
import type { Press } from '../../src/interactions/command.ts';
import { type Markdown, md } from '../../src/interactions/markdown.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import { paperGone } from '../../src/messages/paper-not-found.ts';
import { notUndone } from '../../src/messages/undo.ts';
import type { App } from '../services.ts';
import { byAsker } from '../shared/by.ts';
import { needIndex } from '../shared/need-index.ts';
import { mayChange, type Owned, withList } from './owner.ts';
import {
  ENTRIES_PER_PAGE,
  entryReply,
  LIST_NAMES,
  listFull,
  listReply,
  NOTE_CHARACTERS,
  noteForm,
  noteTooLong,
  notOnList,
  notYours,
  removed,
} from './replies.ts';

/** What can be done with the entries of a list. */
export function listEntries(app: App) {
  const titleOf = (paperId: string) => app.index().get(paperId)?.title ?? 'The paper';

  async function page(
    { which, owner }: Owned,
    wanted: number,
    asker: Asker,
    mention: (command: string) => Markdown,
  ): Promise<Reply> {
    const reader = asker.userId;
    let shown = wanted;
    let found = await app.store.lists.page(owner, {
      offset: shown * ENTRIES_PER_PAGE,
      limit: ENTRIES_PER_PAGE,
      reader,
    });
    const lastPage = Math.max(0, Math.ceil(found.total / ENTRIES_PER_PAGE) - 1);
    if (shown > lastPage) {
      shown = lastPage;
      found = await app.store.lists.page(owner, { offset: shown * ENTRIES_PER_PAGE, limit: ENTRIES_PER_PAGE, reader });
    }
    const entries = found.entries.map(entry => ({ entry, paper: app.index().get(entry.paperId) }));
    return listReply({ which, entries, total: found.total, page: shown, mention });
  }

  async function show(
    { which, owner }: Owned,
    paperId: string,
    { userId, guildId }: Asker,
    more?: { said?: Markdown; undo?: string },
  ): Promise<Reply> {
    const entry = await app.store.lists.get(owner, paperId, userId);
    if (!entry) return notOnList(which);
    return entryReply(which, entry, app.index().get(paperId), { ...more, alone: guildId === undefined });
  }

  async function add(list: Owned, paperId: string, asker: Asker): Promise<Reply> {
    const { userId, guildId } = asker;
    if (!app.index().get(paperId)) return { private: true, content: paperGone() };
    const turn = app.limits.take('save', userId);
    if (!turn.allowed) return tryAgainAt(turn.againAt);
    const saver = { userId, now: app.clock.now(), ...(guildId !== undefined && { guildId }) };
    const { added, noRoom } = await app.store.lists.add(list.owner, [paperId], saver);
    if (noRoom > 0) return listFull(list.which);
    return show(list, paperId, asker, { said: added > 0 ? md`Saved.` : md`It was already saved.` });
  }

  async function mark(list: Owned, paperId: string, asker: Asker, read: boolean): Promise<Reply> {
    needIndex(app);
    const there = await app.store.lists.mark(list.owner, paperId, {
      userId: asker.userId,
      readAt: read ? app.clock.now() : null,
    });
    return there ? show(list, paperId, asker) : notOnList(list.which);
  }

  async function askForNote(list: Owned, paperId: string, asker: Asker): Promise<Outcome> {
    const entry = await app.store.lists.get(list.owner, paperId, asker.userId);
    if (!entry) return notOnList(list.which);
    if (!mayChange(asker, list, entry)) return notYours();
    return noteForm(list.which, paperId, titleOf(paperId), entry.note);
  }

  async function note(list: Owned, paperId: string, asker: Asker, written: string): Promise<Reply> {
    needIndex(app);
    const text = written.trim();
    if (text.length > NOTE_CHARACTERS) return noteTooLong(text);
    const entry = await app.store.lists.get(list.owner, paperId, asker.userId);
    if (!entry) return notOnList(list.which);
    if (!mayChange(asker, list, entry)) return notYours();
    const undo = await app.store.lists.annotate(list.owner, paperId, text === '' ? null : text, byAsker(app, asker));
    return show(list, paperId, asker, {
      said: text === '' ? md`The note is gone.` : md`Noted in ${LIST_NAMES[list.which].toLowerCase()}.`,
      ...(undo !== undefined && { undo }),
    });
  }

  async function remove(list: Owned, paperId: string, asker: Asker): Promise<Reply> {
    needIndex(app);
    const entry = await app.store.lists.get(list.owner, paperId, asker.userId);
    if (!entry) return notOnList(list.which);
    if (!mayChange(asker, list, entry)) return notYours();
    const step = await app.store.lists.remove(list.owner, paperId, byAsker(app, asker));
    return step === undefined ? notOnList(list.which) : removed(list.which, step, titleOf(paperId));
  }

  /** A step belongs to one person and, for a server's list, to that server: the store checks both. */
  async function undo(step: string, press: Press): Promise<Reply> {
    needIndex(app);
    const { outcome, paperId = '', shared } = await app.store.lists.bringBack(step, byAsker(app, press.asker));
    if (outcome !== 'done') return notUndone(outcome);
    return withList(press, shared ? 'ours' : 'mine', list =>
      show(list, paperId, press.asker, { said: md`It is back.` }),
    );
  }

  return { page, show, add, mark, askForNote, note, remove, undo };
}
