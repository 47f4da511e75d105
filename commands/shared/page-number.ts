/** A page's number, from 0, as it comes back from a button. */
export function readPage(text: string | undefined): number {
  return /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0;
}
