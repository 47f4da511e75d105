import { entryOf } from '../platform/entry-of.ts';
/**
 * Text for Discord. A plain `string` is text from outside and is always escaped; only `Markdown` is shown with its
 * formatting, and it comes only from the functions here. So no view can forget to escape.
 */
export class Markdown {
  /** As Discord receives it. */
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

export type Text = string | number | Markdown;

/**
 * md`**${title}** ${year}`: the literal parts are markdown, what is put in is escaped unless it is `Markdown` itself.
 */
export function md(parts: TemplateStringsArray, ...values: Text[]): Markdown {
  return new Markdown(parts.reduce((whole, part, i) => whole + source(values[i - 1] ?? '') + part));
}

export function join(pieces: readonly Text[], separator: string): Markdown {
  return new Markdown(pieces.map(source).join(separator));
}

export function source(text: Text): string {
  return text instanceof Markdown ? text.source : escapeMarkdown(String(text));
}

/**
 * C0 and C1 controls but for the line feed, and the marks that turn the direction of the text around them (U+202A–202E,
 * U+2066–2069).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
const UNSHOWABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * What may be shown anywhere as plain text: well-formed, without control characters or direction overrides, one kind of
 * line end.
 */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSHOWABLE, '');
}

const ONE_LINE = /^[!-~]+(?: [!-~]+)*$/;

/** One line of plain text, for labels, titles and footers. */
export function oneLine(text: string): string {
  if (ONE_LINE.test(text)) return text;
  return plain(text).replace(/\s+/g, ' ').trim();
}

/** Most pieces of text: they are spared the search for each kind of markup. */
const NOTHING_TO_ESCAPE = /^ ?[A-Za-z(,;][A-Za-z0-9 ,;.'"’“”()!?%&=$/–-]*$/;

/**
 * Discord takes a backslash before any character that is no letter, digit or space. Everything that could start markup
 * is escaped, also the colon of an address, so that text never becomes a link by itself. A zero-width space after `@`
 * keeps `@everyone` and `@here` from being drawn as a mention.
 */
function escapeMarkdown(text: string): string {
  if (NOTHING_TO_ESCAPE.test(text)) return text;
  return plain(text)
    .replace(/[\\*_~`|<[\]]/g, '\\$&')
    .replace(/:(?=\/\/|[A-Za-z]\w+:)/g, '\\:')
    .replace(/^(\s*)([#>+-])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2')
    .replace(/@(?=everyone|here)/gi, '@\u200b');
}

/** Look-alikes for characters that would be markup, for the places where Discord shows backslashes as they are. */
const LOOK_ALIKES: Record<string, string> = {
  '*': '∗',
  _: '＿',
  '`': 'ˋ',
  '~': '∼',
  '|': '∣',
  '[': '［',
  ']': '］',
  '\\': '＼',
};

/** Mentions of people, channels, commands and ways into the server; emoji, times, sounds, addresses. */
const MARKUP_IN_BRACKETS = /<(?=[@#:/+]|(?:a|t|id|sound):|https?:|mailto:|tel:)/gi;

/**
 * Text for an embed's title and for the words of a link. Discord shows escapes there as they are
 * (discord-api-docs#6185, autobrr/tqm#59) but still draws some markup, so characters that would pair up to markup give
 * way to look-alikes; a lone `_` or `*` (`l_0`, `C*-algebra`) stays.
 */
export function titleText(text: string): string {
  let shown = oneLine(text).replace(/@(?=everyone|here)/gi, '@\u200b');
  for (const marker of ['*', '_', '`', '~', '|']) {
    if (shown.split(marker).length > 2) shown = shown.replaceAll(marker, entryOf(LOOK_ALIKES, marker) ?? marker);
  }
  return shown
    .replace(/[[\]\\]/g, character => entryOf(LOOK_ALIKES, character) ?? character)
    .replace(MARKUP_IN_BRACKETS, '‹')
    .replace(/:\/\//g, ':⁄⁄');
}

/** `[words](url)`; without an address (or with one that is not http or https) just the words in bold. */
export function link(words: string, url: string | undefined): Markdown {
  const target = url === undefined ? undefined : httpUrl(url);
  if (!target) return md`**${oneLine(words)}**`;
  return new Markdown(`[${titleText(words)}](${target.replace(/[()*_~|`\\]/g, percentEncoded)})`);
}

export function bold(text: string): Markdown {
  return text.trim() === '' ? md`${text}` : md`**${text}**`;
}

/** The address if it is one of http or https that Discord would take, else undefined. */
export function httpUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : undefined;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** An instant, drawn by Discord in the reader's own zone. Styles: `R` relative, `f` date and time, `D` date … */
export function timestamp(epochMs: number, style: 'R' | 'f' | 'F' | 'D' | 't'): Markdown {
  return new Markdown(`<t:${Math.floor(epochMs / 1000)}:${style}>`);
}
