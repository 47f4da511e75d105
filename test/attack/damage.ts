import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = 4096;

type Damage = (path: string, random: () => number) => string;

/** What happens to files on disks that fail, and in hands that mean well. */
export const DAMAGES: Record<string, Damage> = {
  'bits flipped'(path, random) {
    const bytes = readFileSync(path);
    const count = 1 + Math.floor(random() * 4);
    const places = Array.from({ length: count }, () => Math.floor(random() * bytes.length));
    for (const place of places) bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(random() * 8));
    writeFileSync(path, bytes);
    return `at ${places.join(', ')} of ${bytes.length}`;
  },
  'cut off'(path, random) {
    const length = Math.floor(random() * readFileSync(path).length);
    truncateSync(path, length);
    return `at ${length}`;
  },
  'blocks swapped'(path, random) {
    const bytes = readFileSync(path);
    const size = Math.min(PAGE, Math.floor(bytes.length / 2));
    const a = Math.floor(random() * (bytes.length - size));
    const b = Math.floor(random() * (bytes.length - size));
    const held = Buffer.from(bytes.subarray(a, a + size));
    bytes.copy(bytes, a, b, b + size);
    held.copy(bytes, b);
    writeFileSync(path, bytes);
    return `${a} and ${b}`;
  },
  'page zeroed'(path, random) {
    const bytes = readFileSync(path);
    const at = PAGE * Math.floor((random() * bytes.length) / PAGE);
    bytes.fill(0, at, Math.min(bytes.length, at + PAGE));
    writeFileSync(path, bytes);
    return `at ${at}`;
  },
  missing(path) {
    rmSync(path);
    return '';
  },
  'a digit changed'(path, random) {
    const bytes = readFileSync(path);
    const digits = [...bytes.keys()].filter(place => isDigit(bytes[place]));
    const place = digits[Math.floor(random() * digits.length)];
    if (place === undefined) return 'none';
    bytes[place] = 48 + (((bytes[place] ?? 48) - 48 + 1 + Math.floor(random() * 9)) % 10);
    writeFileSync(path, bytes);
    return `at ${place}`;
  },
};

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/** Damages one file of a folder, and tells what it did. The same for the same numbers. */
export function damage(folder: string, random: () => number): string {
  const kinds = Object.keys(DAMAGES);
  const kind = kinds[Math.floor(random() * kinds.length)] ?? '';
  const files = readdirSync(folder)
    .filter(name => name !== 'owner')
    .sort();
  // A manifest has digits that mean something.
  const file = kind === 'a digit changed' ? 'manifest.json' : (files[Math.floor(random() * files.length)] ?? '');
  return `${file}: ${kind} ${DAMAGES[kind]?.(join(folder, file), random) ?? ''}`.trim();
}
