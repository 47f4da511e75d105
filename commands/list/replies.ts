import { cut, cutAtWord, cutEscaped } from '../../src/interactions/cut.ts';
import { bold, join, type Markdown, md, oneLine, timestamp, titleText } from '../../src/interactions/markdown.ts';
import { type Form, privately, type Reply, type Row } from '../../src/interactions/reply.ts';
import { openMenu } from '../../src/messages/open-menu.ts';
import { pageFooter, turnButtons } from '../../src/messages/paging.ts';
import { paperList } from '../../src/messages/paper-line.ts';
import { UNDO_NOTE, undoButton } from '../../src/messages/undo.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { ListEntry } from '../../src/store/index.ts';
import { LIST_CAPACITY, LIST_SHARE } from '../../src/store/index.ts';

export const ENTRIES_PER_PAGE = 5;
/** A note is a reminder, not a review: it fits a form, and five of them fit a page. */
export const NOTE_CHARACTERS = 1000;
const NOTE_EXCERPT = 200;

/** Whose list: the asker's own, or the one of the server. Components carry this word alone, never an id. */
export type Which = 'mine' | 'ours';

export const LIST_NAMES: Record<Which, string> = { mine: 'Your reading list', ours: 'This server’s reading list' };

interface ListPage {
  which: Which;
  /** Without a paper: it has left the collection. */
  entries: readonly { entry: ListEntry; paper: Paper | undefined }[];
  total: number;
  /** From 0. */
  page: number;
  mention(command: string): Markdown;
}

/** One page of a reading list. */
export function listReply({ which, entries, total, page, mention }: ListPage): Reply {
  const title = LIST_NAMES[which];
  if (total === 0) {
    return {
      private: true,
      embeds: [
        { title, description: md`Nothing is saved yet. Press *Save* below a paper, or use ${mention('list add')}.` },
      ],
    };
  }
  const first = page * ENTRIES_PER_PAGE + 1;
  const pages = Math.ceil(total / ENTRIES_PER_PAGE);
  const shown = entries.map(({ entry, paper }) => ({
    paper: paper ?? departed(entry.paperId),
    lines: linesOf(which, entry),
  }));
  const present = entries.flatMap(({ paper }) => (paper ? [paper] : []));
  return {
    private: true,
    embeds: [
      {
        title,
        description: paperList(shown, first),
        footer: pageFooter(total === 1 ? '1 paper' : `${total} papers`, page, pages),
      },
    ],
    rows: [
      ...turnButtons(page, pages, to => ({ command: 'list', action: 'page', args: [which, String(to)] })),
      ...(present.length > 0 ? [openMenu(present, first)] : []),
      changeMenu(which, shown, first),
    ],
  };
}

function changeMenu(which: Which, shown: readonly { paper: Paper }[], first: number): Row {
  return {
    placeholder: 'Mark as read, note, remove…',
    does: { command: 'list', action: 'entry', args: [which] },
    choices: shown.map(({ paper }, i) => ({
      label: cutAtWord(oneLine(`${first + i}. ${paper.title}`), 100),
      value: paper.id,
    })),
  };
}

function linesOf(which: Which, { savedAt, readAt, readers, note }: ListEntry): Markdown[] {
  const own = readAt === undefined ? md`saved ${timestamp(savedAt, 'R')}` : md`✓ read ${timestamp(readAt, 'R')}`;
  const people = which === 'ours' && readers > 0 ? [md`read by ${readers} ${readers === 1 ? 'person' : 'people'}`] : [];
  return [join([own, ...people], ' · '), ...(note ? [md`📝 ${cutEscaped(oneLine(note), NOTE_EXCERPT)}`] : [])];
}

/** Stands for a paper that is not in the collection any more, so that its entry can be seen and removed. */
function departed(id: string): Paper {
  return { id, title: 'A paper that has left the collection', abstract: '', links: [], authors: [] };
}

/** One entry, and what can be done with it. `alone`: outside of servers, which have a list too. */
export function entryReply(
  which: Which,
  entry: ListEntry,
  paper: Paper | undefined,
  { said, undo, alone }: { said?: Markdown; undo?: string; alone: boolean },
): Reply {
  const { paperId, readAt, note } = entry;
  const to = (action: string) => ({ command: 'list', action, args: [which, paperId] });
  const name = bold(cutAtWord((paper ?? departed(paperId)).title, 300));
  return {
    private: true,
    content: join(
      [
        ...(said ? [said] : []),
        md`${name} in ${LIST_NAMES[which].toLowerCase()}`,
        ...linesOf(which, entry).slice(0, 1),
      ],
      '\n',
    ),
    ...(note && { embeds: [{ title: 'Note', description: cutEscaped(note, 4000) }] }),
    rows: [
      [
        readAt === undefined
          ? { label: 'Mark as read', style: 'success', does: to('read') }
          : { label: 'Mark as unread', does: to('unread') },
        { label: note ? 'Change the note' : 'Add a note', does: to('note') },
        { label: 'Remove', style: 'danger', does: to('remove') },
        ...(which === 'mine' && !alone ? [{ label: 'Save for the server too', does: to('share') }] : []),
        ...(undo === undefined ? [] : [undoButton('list', undo)]),
      ],
    ],
  };
}

export function noteForm(which: Which, paperId: string, title: string, note: string | undefined): Form {
  return {
    form: {
      title: cutAtWord(`Note: ${titleText(title)}`, 45),
      does: { command: 'list', action: 'noted', args: [which, paperId] },
      inputs: [
        {
          name: 'note',
          label: 'Note (empty: none)',
          long: true,
          required: false,
          maxLength: NOTE_CHARACTERS,
          ...(note && { value: note }),
        },
      ],
    },
  };
}

/** Nothing that was written gets lost: it comes back as a file. */
export function noteTooLong(note: string): Reply {
  return {
    private: true,
    content: md`A note holds up to ${NOTE_CHARACTERS.toLocaleString('en')} characters; yours has ${note.length.toLocaleString('en')}. Nothing was changed. Here is your text, so that you can shorten it.`,
    files: [{ name: 'note.txt', content: cut(note, 100_000) }],
  };
}

export function listFull(which: Which): Reply {
  const holds = md`it holds ${LIST_CAPACITY.toLocaleString('en')} papers${which === 'ours' ? md`, at most ${LIST_SHARE.toLocaleString('en')} of them saved by one person` : md``}`;
  return privately(md`${LIST_NAMES[which]} has no room for it: ${holds}. Remove some that are read, then save again.`);
}

export function notOnList(which: Which): Reply {
  return privately(md`That paper is not in ${LIST_NAMES[which].toLowerCase()}.`);
}

export function removed(which: Which, step: string, title: string): Reply {
  return {
    ...privately(md`${bold(cutAtWord(title, 300))} is no longer in ${LIST_NAMES[which].toLowerCase()}. ${UNDO_NOTE}`),
    rows: [[undoButton('list', step)]],
  };
}

/** Asks before all is taken out. */
export function confirmClearing(which: Which, count: number): Reply {
  const papers = count === 1 ? '1 paper' : `${count.toLocaleString('en')} papers`;
  const marks = which === 'ours' ? md`the read marks of everyone` : md`your read marks`;
  return {
    private: true,
    content: md`This takes ${papers} out of ${LIST_NAMES[which].toLowerCase()}, with the notes and ${marks}. Export it first if you want to keep it.`,
    rows: [[{ label: 'Take all out', style: 'danger', does: { command: 'list', action: 'clear', args: [which] } }]],
  };
}

export function cleared(which: Which, count: number, step: string): Reply {
  return {
    ...privately(
      md`${LIST_NAMES[which]} is empty: ${count === 1 ? '1 paper was' : `${count.toLocaleString('en')} papers were`} taken out. ${UNDO_NOTE}`,
    ),
    rows: [[{ label: 'Undo', does: { command: 'list', action: 'restore', args: [which, step] } }]],
  };
}

export function notYours(): Reply {
  return privately(
    md`In the server’s list only whoever saved a paper, or someone who manages the server, can remove it or change its note.`,
  );
}

export function exported(which: Which, count: number, file: { name: string; content: string }): Reply {
  return {
    private: true,
    content: md`${LIST_NAMES[which]}: ${count === 1 ? '1 paper' : `${count} papers`}.`,
    files: [file],
  };
}
