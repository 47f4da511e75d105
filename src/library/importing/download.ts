/** Attachments that are imported: a thousand entries with abstracts take about 2 MB. */
export const MOST_BYTES = 4 * 2 ** 20;
const PATIENCE_MS = 10_000;

export type Download = { kind: 'bytes'; bytes: Uint8Array } | { kind: 'too-large' } | { kind: 'failed' };

/** Fetches a file piece by piece, and stops as soon as it is larger than it may be, whatever its sender said. */
export async function download(url: string): Promise<Download> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok || !response.body) return { kind: 'failed' };
    if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) {
      await response.body.cancel();
      return { kind: 'too-large' };
    }
    const pieces: Uint8Array[] = [];
    let size = 0;
    // Leaving the loop ends the transfer.
    for await (const piece of response.body) {
      size += piece.length;
      if (size > MOST_BYTES) return { kind: 'too-large' };
      pieces.push(piece);
    }
    return { kind: 'bytes', bytes: Buffer.concat(pieces) };
  } catch {
    // Not there any more, cut off, or too slow: for whoever sent it, it is the same.
    return { kind: 'failed' };
  }
}
