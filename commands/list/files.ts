import type { Asker } from '../../src/interactions/asker.ts';
import type { AttachmentValue } from '../../src/interactions/option.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import {
  download,
  FORMATS,
  type Format,
  type InTurn,
  type ListedPaper,
  MOST_BYTES,
  matchEntries,
  readFile,
  writeList,
} from '../../src/library/index.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { LIST_CAPACITY } from '../../src/store/index.ts';
import type { App } from '../services.ts';
import {
  fileTooLarge,
  fileUnreachable,
  imported,
  noReferences,
  tooManyEntries,
  tooManyImports,
  tooSlowToRead,
} from './imported.ts';
import type { Owned } from './owner.ts';
import { exported, listReply } from './replies.ts';

/** The whole list as a file; papers that have left the collection are left out. */
export async function exportList(
  app: App,
  { which, owner }: Owned,
  { asker, format, mention }: { asker: Asker; format: Format; mention: Parameters<typeof listReply>[0]['mention'] },
): Promise<Reply> {
  const turn = app.limits.take('export', asker.userId);
  if (!turn.allowed) return tryAgainAt(turn.againAt);
  const { entries } = await app.store.lists.page(owner, { offset: 0, limit: LIST_CAPACITY, reader: asker.userId });
  const listed = entries.flatMap(({ paperId, savedAt, readAt, note }): ListedPaper[] => {
    const paper = app.index().get(paperId);
    if (!paper) return [];
    return [{ paper, savedAt, ...(readAt !== undefined && { readAt }), ...(note !== undefined && { note }) }];
  });
  if (listed.length === 0) return listReply({ which, entries: [], total: 0, page: 0, mention });
  const content = await writeList(listed, format);
  return exported(which, listed.length, { name: `reading-list.${FORMATS[format]}`, content });
}

/**
 * Saves the papers that a BibTeX, RIS or CSL-JSON file names. What is not found is listed, with what comes closest;
 * nothing is saved of a file that is refused.
 */
export async function importList(
  app: App,
  { which, owner }: Owned,
  { userId, guildId }: Asker,
  file: AttachmentValue | undefined,
  inTurn: InTurn,
): Promise<Reply> {
  if (!file) return noReferences();
  // The size that the sender's client names: saves the download where it is honest; the download keeps to it where it
  // is not.
  if (file.size > MOST_BYTES) return fileTooLarge();
  const turn = app.limits.take('import', userId);
  if (!turn.allowed) return tryAgainAt(turn.againAt);
  const content = await inTurn(() => fileAt(file.url));
  if (content === undefined) return tooManyImports();
  if (content.kind === 'too-large') return fileTooLarge();
  if (content.kind === 'failed') return fileUnreachable();
  if (content.kind === 'too-slow') return tooSlowToRead();
  if (content.kind === 'too-many') return tooManyEntries(content.count);
  if (content.kind === 'no-references') return noReferences();
  const collection = {
    named: (text: string) => app.index().named(text),
    closest: (text: string) => closest(app, text),
  };
  const { matched, notFound } = await matchEntries(collection, content.entries);
  const saver = { userId, now: app.clock.now(), ...(guildId !== undefined && { guildId }) };
  const saved = await app.store.lists.add(
    owner,
    matched.map(paper => paper.id),
    saver,
  );
  return imported({ ...saved, which, notFound, rejected: content.rejected });
}

/** A title is the name of a paper, never a link in it. */
function closest(app: App, title: string): readonly Paper[] {
  const resolution = app.index().resolve(title);
  if (resolution.kind === 'exact') return [resolution.paper];
  return resolution.kind === 'guess' ? resolution.papers : [];
}

/** What a file holds, or why it could not be had. A file takes up to 256 MB of memory while it is read. */
async function fileAt(url: string) {
  const downloaded = await download(url);
  return downloaded.kind === 'bytes' ? readFile(downloaded.bytes) : downloaded;
}
