import { type Block, parseInline } from './inline.ts';

/** The lines of Discord's markdown: what they begin with says what they are. */

const CODE_BLOCK = /```(?:([\w+#.-]+)\n)?\n*([\s\S]*?[^\n`]?)\n*```/;
const LIST_ITEM = /^(\s*)([-*]|\d{1,9}\.)\s+(.*)$/;

export function parseMarkdown(text: string): Block[] {
  const fence = CODE_BLOCK.exec(text);
  if (!fence) return parseLines(text.split('\n'));
  const [whole, language = '', code = ''] = fence;
  const before = text.slice(0, fence.index).replace(/\n$/, '');
  const after = text.slice(fence.index + whole.length).replace(/^\n/, '');
  return [
    ...(before ? parseLines(before.split('\n')) : []),
    { kind: 'code-block', language, text: code },
    ...(after ? parseMarkdown(after) : []),
  ];
}

/** What the lines stand in. As in Discord, quotes know no quotes, and lists go so deep. */
interface Within {
  quote: boolean;
  lists: number;
}

const TOP: Within = { quote: false, lists: 0 };
const MAX_LISTS = 11;

function parseLines(lines: string[], within = TOP): Block[] {
  const blocks: Block[] = [];
  let plain: string[] = [];
  const endParagraph = () => {
    if (plain.length > 0) blocks.push({ kind: 'paragraph', children: parseInline(plain.join('\n')) });
    plain = [];
  };
  for (let at = 0; at < lines.length; ) {
    const found = blockAt(lines, at, within);
    if (found) {
      endParagraph();
      blocks.push(found.block);
      at = found.end;
    } else {
      plain.push(lines[at] ?? '');
      at += 1;
    }
  }
  endParagraph();
  return blocks;
}

function blockAt(lines: string[], at: number, within: Within): { block: Block; end: number } | undefined {
  const line = lines[at] ?? '';
  const quoted = { ...within, quote: true };
  if (!within.quote && /^>>> \S/.test(line)) {
    const rest = [line.slice(4), ...lines.slice(at + 1)];
    return { block: { kind: 'quote', children: parseLines(rest, quoted) }, end: lines.length };
  }
  if (!within.quote && /^> /.test(line)) {
    const end = endOf(lines, at, other => /^> /.test(other));
    const inner = lines.slice(at, end).map(it => it.slice(2));
    return { block: { kind: 'quote', children: parseLines(inner, quoted) }, end };
  }
  const heading = /^(#{1,3})\s+(.+?)\s*$/.exec(line);
  if (heading) {
    const [, marks = '', words = ''] = heading;
    const level = marks.length === 1 ? 1 : marks.length === 2 ? 2 : 3;
    return { block: { kind: 'heading', level, children: parseInline(words) }, end: at + 1 };
  }
  const subtext = /^-#\s+(.+)$/.exec(line);
  if (subtext) return { block: { kind: 'subtext', children: parseInline(subtext[1] ?? '') }, end: at + 1 };
  if (within.lists < MAX_LISTS && LIST_ITEM.test(line)) {
    const end = endOf(lines, at, other => LIST_ITEM.test(other) || /^\s{2,}\S/.test(other));
    return { block: list(lines.slice(at, end), { ...within, lists: within.lists + 1 }), end };
  }
  return undefined;
}

function endOf(lines: string[], start: number, belongs: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index > start && !belongs(line));
  return end < 0 ? lines.length : end;
}

/** Lines that are indented further than the first belong to the item before them. */
function list(lines: string[], within: Within): Block {
  const [first = ''] = lines;
  const [, indent = '', marker = ''] = LIST_ITEM.exec(first) ?? [];
  const items: string[][] = [];
  for (const line of lines) {
    const [, depth = '', , words = ''] = LIST_ITEM.exec(line) ?? [];
    const ofThisList = LIST_ITEM.test(line) && depth.length <= indent.length;
    if (ofThisList) items.push([words]);
    else items.at(-1)?.push(line.slice(Math.min(line.search(/\S/), indent.length + 2)));
  }
  const ordered = /\d/.test(marker);
  return {
    kind: 'list',
    ordered,
    start: ordered ? Number.parseInt(marker, 10) : 1,
    items: items.map(item => parseLines(item, within)),
  };
}
