/**
 * Discord's markdown as a tree. The rules and their order follow Discord's client, whose grammar is that of
 * simple-markdown (https://github.com/ariabuckles/simple-markdown) with additions. Nothing here becomes HTML: the tree
 * holds text.
 */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'underline' | 'struck' | 'spoiler'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; children: Inline[] }
  | { kind: 'user' | 'role' | 'channel'; id: string }
  | { kind: 'command'; name: string }
  | { kind: 'everyone'; text: string }
  | { kind: 'emoji'; name: string }
  /** `at` in milliseconds since the epoch; styles as in Discord's documentation, `R` relative. */
  | { kind: 'time'; at: number; style: string };

export type Block =
  | { kind: 'paragraph' | 'quote-line'; children: Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { kind: 'subtext'; children: Inline[] }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'code-block'; language: string; text: string };

/** Where inline markdown stands: the words of a link and the titles of embeds know no escapes and no links. */
export type Setting = 'text' | 'title';

/** Parses what stands within a part. */
type Inner = (text: string, setting?: Setting) => Inline[];

type Rule = [pattern: RegExp, make: (match: RegExpExecArray, setting: Setting, inner: Inner) => Inline | undefined];

/** How deep parts are parsed within parts: more than anyone writes, and little enough for any stack. */
const MAX_DEPTH = 20;

/** Tried in this order at each place; sticky, so that nothing before the place is looked at. */
const RULES: Rule[] = [
  [
    /\\([^0-9A-Za-z\s])/y,
    ([, character = ''], setting) => (setting === 'text' ? { kind: 'text', text: character } : undefined),
  ],
  [
    /<t:(-?\d{1,17})(?::([tTdDfFRsS]))?>/y,
    ([, seconds, style = 'f']) => ({ kind: 'time', at: Number(seconds) * 1000, style }),
  ],
  [/<@!?(\d{1,20})>/y, ([, id = '']) => ({ kind: 'user', id })],
  [/<@&(\d{1,20})>/y, ([, id = '']) => ({ kind: 'role', id })],
  [/<#(\d{1,20})>/y, ([, id = '']) => ({ kind: 'channel', id })],
  [/<\/([^:>\n]{1,100}):\d{1,20}>/y, ([, name = '']) => ({ kind: 'command', name })],
  [/<a?:(\w{2,32}):\d{1,20}>/y, ([, name = '']) => ({ kind: 'emoji', name })],
  [/@(?:everyone|here)/y, ([text = '']) => ({ kind: 'everyone', text })],
  [/<(https?:\/\/[^\s<>]+)>/y, ([, url = ''], setting) => addressLink(url, setting)],
  [/https?:\/\/[^\s<]+[^<.,:;"'\]\s)]/y, ([url], setting) => addressLink(url, setting)],
  [
    /\[((?:\\.|[^[\]\\]|\[[^[\]]*\])+)\]\(<?(https?:\/\/[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+"[^"\n]*")?\)/y,
    ([, words = '', url = ''], setting, inner) =>
      setting === 'text' ? { kind: 'link', url, children: inner(words, 'title') } : undefined,
  ],
  [/(`+)([\s\S]*?[^`])\1(?!`)/y, ([, , text = '']) => ({ kind: 'code', text: text.replace(/^ (.*`.*) $/s, '$1') })],
  [
    /\*\*\*((?:\\[\s\S]|[^\\*])+)\*\*\*(?!\*)/y,
    ([, text = ''], _, inner) => nested('bold', [nested('italic', inner(text))]),
  ],
  [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, ([, text = ''], _, inner) => nested('bold', inner(text))],
  [/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, ([, text = ''], _, inner) => nested('underline', inner(text))],
  [
    /\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^*\s\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y,
    ([, text = ''], _, inner) => nested('italic', inner(text)),
  ],
  [/(?<!\w)_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)/y, ([, text = ''], _, inner) => nested('italic', inner(text))],
  [/~~((?:\\[\s\S]|[^\\])+?)~~(?!~)/y, ([, text = ''], _, inner) => nested('struck', inner(text))],
  [/\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, ([, text = ''], _, inner) => nested('spoiler', inner(text))],
];

/** Characters at which a rule may begin. */
const BEGINNING = /[\\<@h[`*_~|]/g;

export function parseInline(text: string, setting: Setting = 'text', depth = 0): Inline[] {
  if (depth > MAX_DEPTH) return [{ kind: 'text', text }];
  const inner: Inner = (within, its = setting) => parseInline(within, its, depth + 1);
  const parts: Inline[] = [];
  const add = (part: Inline) => {
    const last = parts.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') last.text += part.text;
    else parts.push(part.kind === 'text' ? { ...part } : part);
  };
  let place = 0;
  while (place < text.length) {
    const found = ruleAt(text, place, setting, inner);
    if (found) {
      add(found.part);
      place = found.end;
      continue;
    }
    BEGINNING.lastIndex = place + 1;
    const next = BEGINNING.exec(text)?.index ?? text.length;
    add({ kind: 'text', text: text.slice(place, next) });
    place = next;
  }
  return parts;
}

function ruleAt(
  text: string,
  place: number,
  setting: Setting,
  inner: Inner,
): { part: Inline; end: number } | undefined {
  for (const [pattern, make] of RULES) {
    pattern.lastIndex = place;
    const match = pattern.exec(text);
    // Making a part parses what is within, with the same patterns: the end is taken before.
    const end = pattern.lastIndex;
    const part = match && make(match, setting, inner);
    if (part) return { part, end };
  }
  return undefined;
}

function nested(kind: 'bold' | 'italic' | 'underline' | 'struck' | 'spoiler', children: Inline[]): Inline {
  return { kind, children };
}

function addressLink(url: string, setting: Setting): Inline | undefined {
  return setting === 'text' ? { kind: 'link', url, children: [{ kind: 'text', text: url }] } : undefined;
}
