import { readLimited } from '../../platform/read-limited.ts';

/** Attachments that are imported: a thousand entries with abstracts take about 2 MB. */
export const MOST_BYTES = 4 * 2 ** 20;
const PATIENCE_MS = 10_000;

export type Download = { kind: 'bytes'; bytes: Uint8Array } | { kind: 'too-large' } | { kind: 'failed' };

/** Fetches a file, and stops as soon as it is larger than it may be, whatever its sender said. */
export async function download(url: string): Promise<Download> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok || !response.body) return { kind: 'failed' };
    const bytes = await readLimited(response, MOST_BYTES);
    return bytes === undefined ? { kind: 'too-large' } : { kind: 'bytes', bytes };
  } catch {
    // Not there any more, cut off, or too slow: for whoever sent it, it is the same.
    return { kind: 'failed' };
  }
}
