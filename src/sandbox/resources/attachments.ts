import { extname } from 'node:path';
import { entryOf } from '../../platform/entry-of.ts';
import { DiscordError, invalidForm } from '../schema/errors.ts';
import type { MessageBody } from '../schema/message-body.ts';
import { newId, type State } from '../state/state.ts';
import type { Attachment } from '../world/world.ts';

/** Upload limit of Discord for a server without boosts. */
export const UPLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

/** A file of a multipart body; `field` is `files[0]` for the attachment with id 0. */
export interface UploadedFile {
  field: string;
  filename: string;
  contentType: string;
  content: Buffer;
}

const TEXT_TYPES: Record<string, string> = {
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.bib': 'text/plain; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.ris': 'text/plain; charset=utf-8',
};

/** The files that a message has after it was sent or edited: `kept` of before, and the new ones. */
export function attachFiles(state: State, body: MessageBody, files: UploadedFile[], kept: Attachment[]): Attachment[] {
  if (kept.length + files.length > 10) {
    throw invalidForm({
      path: ['attachments'],
      code: 'BASE_TYPE_MAX_LENGTH',
      message: 'Must be 10 or fewer in length.',
    });
  }
  if (files.some(({ content }) => content.length > state.uploadLimit)) throw new DiscordError('tooLarge');
  const known = new Map(kept.map(file => [file.id, file]));
  for (const [index, { id }] of (body.attachments ?? []).entries()) {
    if (known.has(id) || files.some(({ field }) => field === `files[${id}]`)) continue;
    const message = `No file "files[${id}]" came with the message.`;
    throw invalidForm({ path: ['attachments', index, 'id'], code: 'ATTACHMENT_NOT_FOUND', message });
  }
  const added = files.map(file => {
    const described = body.attachments?.find(({ id }) => file.field === `files[${id}]`);
    return storeFile(state, { ...file, filename: described?.filename ?? file.filename }, described?.description);
  });
  return [...kept, ...added];
}

/** Gives a file an id and an address from which the bot can load it. */
export function storeFile(
  state: State,
  { filename, contentType, content }: Omit<UploadedFile, 'field'>,
  description?: string | null,
): Attachment {
  const id = newId(state);
  return {
    id,
    filename,
    contentType: entryOf(TEXT_TYPES, extname(filename).toLowerCase()) ?? contentType,
    content,
    url: `${state.url}/files/${id}/${encodeURIComponent(filename)}`,
    ...(description !== null && description !== undefined && { description }),
  };
}
