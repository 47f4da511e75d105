import type { IncomingMessage } from 'node:http';
import type { UploadedFile } from '../resources/attachments.ts';
import { DiscordError } from '../schema/errors.ts';

/** Largest request of all, files included (documentation, resources/message, Create Message). */
const REQUEST_LIMIT_BYTES = 25 * 1024 * 1024;

export interface RequestBody {
  body: unknown;
  files: UploadedFile[];
}

/** JSON, or a form with the JSON in `payload_json` next to files. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= REQUEST_LIMIT_BYTES) chunks.push(chunk);
  }
  if (size > REQUEST_LIMIT_BYTES) throw new DiscordError('tooLarge');
  if (size === 0) return { body: undefined, files: [] };
  const whole = Buffer.concat(chunks);
  const contentType = request.headers['content-type'] ?? '';
  return contentType.startsWith('multipart/form-data')
    ? readForm(whole, contentType)
    : { body: parseJson(whole.toString('utf8')), files: [] };
}

async function readForm(whole: Buffer, contentType: string): Promise<RequestBody> {
  const form = await new Response(new Uint8Array(whole), { headers: { 'content-type': contentType } }).formData();
  const files: UploadedFile[] = [];
  let body: unknown;
  for (const [field, value] of form) {
    if (field === 'payload_json' && typeof value === 'string') body = parseJson(value);
    if (typeof value === 'string') continue;
    const content = Buffer.from(await value.arrayBuffer());
    files.push({ field, filename: value.name, contentType: value.type || 'application/octet-stream', content });
  }
  return { body, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DiscordError('invalidJson');
  }
}
