/** How the terminal shows emphasis. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
}

export const ANSI: Style = { bold: text => `\u001b[1m${text}\u001b[22m`, dim: text => `\u001b[2m${text}\u001b[22m` };
export const NO_STYLE: Style = { bold: text => text, dim: text => text };

/**
 * Text of others without what would steer the terminal: controls but for the line feed, and the invisible space after
 * `@`.
 */
export function safe(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
  return text.toWellFormed().replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/g, '');
}
