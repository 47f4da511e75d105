import { namedEncoding } from './named-encoding.ts';

/** Where a mark or a name of the encoding stands, if there is one. */
const HEAD_BYTES = 4096;
const WINDOWS = new TextDecoder('windows-1252');

/**
 * The text of a file. A mark at its start decides, then UTF-8, where the whole file is that, then what the file itself
 * says; else each line that is no UTF-8 is of an older program of Windows, since libraries are put together from
 * several files. Undefined for what is no text.
 */
export function decode(bytes: Uint8Array): string | undefined {
  const text = decodeAs(markedEncoding(bytes) ?? 'utf-8', bytes) ?? decodeNamed(bytes) ?? decodeByLine(bytes);
  return text.includes('\0') ? undefined : text;
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Without a mark, UTF-16 shows in the zeros of its first letters.
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? 'utf-16be' : undefined;
}

function decodeNamed(bytes: Uint8Array): string | undefined {
  const encoding = namedEncoding(WINDOWS.decode(bytes.subarray(0, HEAD_BYTES)));
  return encoding === undefined ? undefined : decodeAs(encoding, bytes);
}

function decodeByLine(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, from);
    const end = feed < 0 ? bytes.length : feed + 1;
    const line = bytes.subarray(from, end);
    lines.push(decodeAs('utf-8', line) ?? WINDOWS.decode(line));
    from = end;
  }
  return lines.join('');
}

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
