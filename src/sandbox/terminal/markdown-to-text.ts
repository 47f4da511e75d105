/** How the terminal shows emphasis. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
}

export const ANSI: Style = { bold: text => `\u001b[1m${text}\u001b[22m`, dim: text => `\u001b[2m${text}\u001b[22m` };
export const NO_STYLE: Style = { bold: text => text, dim: text => text };

/**
 * Stands for escaped punctuation while markup is looked for: private-use code points, one for each ASCII character. A
 * text that has such characters of its own loses them, so that none can turn into a control character.
 */
const HIDDEN_BASE = 0xe000;
const HIDDEN = /[\ue000-\ue07f]/g;

/**
 * Discord's markdown as terminal text: bold is bold, escapes are gone, `[words](address)` shows both, `<t:…>` becomes a
 * date, and no control character of the text reaches the terminal.
 */
export function markdownToText(markdown: string, style: Style): string {
  return revealed(
    hidden(safe(markdown).replace(HIDDEN, '\ufffd'))
      .replace(
        /\[([^\]\n]*)\]\((?:<)?([^)\s>]+)>?\)/g,
        (_all, words: string, address: string) => `${words} (${address})`,
      )
      .replace(/<t:(\d+)(?::\w)?>/g, (_all, seconds: string) =>
        new Date(Number(seconds) * 1000).toISOString().replace('T', ' ').slice(0, 16),
      )
      .replace(/<\/([^:>]+):\d+>/g, '/$1')
      .replace(/<(https?:\/\/[^>\s]+)>/g, '$1')
      .replace(/```\w*\n([\s\S]*?)\n?```/g, '$1')
      .replace(/\*\*([\s\S]+?)\*\*/g, (_all, text: string) => style.bold(text))
      .replace(/(?<![*\w])\*([^*\n]+)\*(?![*\w])/g, '$1')
      .replace(/`([^`\n]+)`/g, '$1')
      .replace(/^-# (.*)$/gm, (_all, text: string) => style.dim(text))
      .replace(/^#{1,3} (.*)$/gm, (_all, text: string) => style.bold(text)),
  );
}

/**
 * Text of others without what would steer the terminal: controls but for the line feed, and the invisible space after
 * `@`.
 */
export function safe(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
  return text.toWellFormed().replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/g, '');
}

function hidden(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, (_all, character: string) =>
    String.fromCharCode(HIDDEN_BASE + character.charCodeAt(0)),
  );
}

function revealed(text: string): string {
  return text.replace(HIDDEN, character => String.fromCharCode(character.charCodeAt(0) - HIDDEN_BASE));
}
