/**
 * Text as it comes in from people and files: U+0000, which PostgreSQL cannot hold, is left out, and a lone half of a
 * surrogate pair, which UTF-8 cannot hold, becomes U+FFFD.
 */
export function outsideText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}
