/**
 * The bytes of an answer, read piece by piece; undefined, and the transfer ended, as soon as they are more, whatever
 * its sender said.
 */
export async function readLimited(response: Response, mostBytes: number): Promise<Uint8Array | undefined> {
  if (!response.body) return new Uint8Array();
  if (Number(response.headers.get('content-length') ?? 0) > mostBytes) {
    await response.body.cancel();
    return undefined;
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop ends the transfer.
  for await (const piece of response.body) {
    size += piece.length;
    if (size > mostBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
