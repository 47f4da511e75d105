import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const PAGE = 4096;

type Damage = (path: string, random: () => number) => string;

/** What happens to one file on disks that fail, and in hands that mean well. */
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
    if (bytes.length === 0) return 'of none';
    const at = PAGE * Math.floor((random() * bytes.length) / PAGE);
    bytes.fill(0, at, Math.min(bytes.length, at + PAGE));
    writeFileSync(path, bytes);
    return `at ${at}`;
  },
  'file zeroed'(path) {
    const { length } = readFileSync(path);
    writeFileSync(path, new Uint8Array(length));
    return `of ${length}`;
  },
  emptied(path) {
    truncateSync(path, 0);
    return '';
  },
  'noise after its end'(path, random) {
    appendFileSync(
      path,
      Uint8Array.from({ length: 1 + Math.floor(random() * PAGE) }, () => Math.floor(random() * 256)),
    );
    return '';
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

/** Damages a folder in one to three places, and says what it did. The same for the same numbers. */
export function damage(folder: string, otherBuild: string, random: () => number): string {
  const places = random() < 0.7 ? 1 : 2 + Math.floor(random() * 2);
  return Array.from({ length: places }, () => damageOnce(folder, otherBuild, random)).join(' and ');
}

function damageOnce(folder: string, otherBuild: string, random: () => number): string {
  const kinds = [...Object.keys(DAMAGES), ...Object.keys(CONFUSIONS)];
  const kind = kinds[Math.floor(random() * kinds.length)] ?? '';
  const confuse = CONFUSIONS[kind];
  if (confuse) return `${kind}: ${confuse(folder, otherBuild, random)}`;
  // A manifest has digits that mean something.
  const file = kind === 'a digit changed' ? 'manifest.json' : pick(filesOf(folder), random);
  if (file === undefined || !filesOf(folder).includes(file)) return `${kind}: there is no such file any more`;
  return `${file}: ${kind} ${DAMAGES[kind]?.(join(folder, file), random) ?? ''}`.trim();
}

/** What happens to several files: a backup is put back by halves, names are mixed up. */
const CONFUSIONS: Record<string, (folder: string, otherBuild: string, random: () => number) => string> = {
  'files exchanged'(folder, _, random) {
    const files = filesOf(folder);
    const one = pick(files, random);
    const other = pick(
      files.filter(file => file !== one),
      random,
    );
    if (one === undefined || other === undefined) return 'there are too few';
    renameSync(join(folder, one), join(folder, 'held'));
    renameSync(join(folder, other), join(folder, one));
    renameSync(join(folder, 'held'), join(folder, other));
    return `${one} and ${other}`;
  },
  'file of another build'(folder, otherBuild, random) {
    const file = pick(filesOf(otherBuild), random);
    if (file === undefined) return 'there is none';
    copyFileSync(join(otherBuild, file), join(folder, file));
    return file;
  },
  'manifest of another build'(folder, otherBuild) {
    copyFileSync(join(otherBuild, 'manifest.json'), join(folder, 'manifest.json'));
    return '';
  },
};

function filesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => name !== 'owner')
    .sort();
}

function pick<T>(list: readonly T[], random: () => number): T | undefined {
  return list[Math.floor(random() * list.length)];
}
