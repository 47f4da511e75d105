/** Where a field begins that has a line to itself. */
const FIELD_LINE = /^[ \t,]*([\p{L}_][\p{L}\p{N}_:.+*/-]{0,80})[ \t]*=[ \t]*/gmu;

/** The fields of an entry whose braces do not close: each begins on a line and goes to the next one that does. */
export function fieldsOfLines(chunk: string, strings: ReadonlyMap<string, string>): Map<string, string> {
  const fields = new Map<string, string>();
  const starts = [...chunk.matchAll(FIELD_LINE)];
  for (const [i, start] of starts.entries()) {
    const name = (start[1] ?? '').toLowerCase();
    const value = chunk
      .slice(start.index + start[0].length, starts[i + 1]?.index)
      .trim()
      .replace(/,$/, '')
      .trim();
    const bare = strings.get(value.toLowerCase()) ?? value;
    if (!fields.has(name)) fields.set(name, withoutDelimiters(bare));
  }
  return fields;
}

/**
 * Whether a text stops before its last value does: a file that was cut off, or is being written at this moment. Half a
 * title or half an abstract would pass for the whole one for good.
 */
export function endsWithinValue(body: string): boolean {
  const last = [...body.matchAll(FIELD_LINE)].at(-1);
  const value = last ? body.slice(last.index + last[0].length).trim() : '';
  if (value.startsWith('"')) return !/"[\s,})]*$/.test(value.slice(1));
  return value.startsWith('{') && value.split('{').length > value.split('}').length;
}

export function swallowsField(value: string): boolean {
  return /\n[ \t]*[\p{L}_][\p{L}\p{N}_-]{0,40}[ \t]*=[ \t]*[{"\d]/u.test(value);
}

/** Without the marks around a value, of which one may be missing. */
function withoutDelimiters(value: string): string {
  const excess = value.split('}').length - value.split('{').length;
  // The brace of the entry itself.
  const own = excess > 0 ? value.replace(/\}\s*$/, '').replace(/[\s,]+$/, '') : value;
  if (own.startsWith('"')) return own.slice(1).replace(/"$/, '');
  return own.startsWith('{') ? own.slice(1).replace(/\}$/, '') : own;
}
