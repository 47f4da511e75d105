import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { seeded } from '../chaos/seeded.ts';

type Random = () => number;

const at = (random: Random, length: number) => Math.floor(random() * length);

function change(file: string, work: (fd: number, size: number) => void): void {
  const fd = openSync(file, 'r+');
  try {
    work(fd, statSync(file).size);
  } finally {
    closeSync(fd);
  }
}

function write(file: string, random: Random, from: number, to: number, length: number): void {
  const bytes = Uint8Array.from({ length }, () => at(random, 256));
  change(file, fd => void writeSync(fd, bytes, 0, length, from + at(random, Math.max(1, to - from - length))));
}

/** Ways in which the file of a database, or the log beside it, is hurt. */
export const DAMAGES: Record<string, (file: string, random: Random) => void> = {
  'a byte of the header': (file, random) => write(file, random, 0, 100, 1),
  'some bytes of the header': (file, random) => write(file, random, 0, 100, 16),
  'a byte anywhere': (file, random) => write(file, random, 100, statSync(file).size, 1),
  'many bytes anywhere': (file, random) => write(file, random, 100, statSync(file).size, 300),
  'a page of noise': (file, random) => {
    const page = 4096 * at(random, statSync(file).size / 4096);
    write(file, random, page, page + 4096, 4096);
  },
  'a page of zeros': (file, random) => {
    const page = 4096 * at(random, statSync(file).size / 4096);
    change(file, fd => void writeSync(fd, new Uint8Array(4096), 0, 4096, page));
  },
  'two pages swapped': (file, random) => {
    const pages = statSync(file).size / 4096;
    const bytes = readFileSync(file);
    const [one, two] = [at(random, pages) * 4096, at(random, pages) * 4096];
    const first = Uint8Array.from(bytes.subarray(one, one + 4096));
    bytes.copyWithin(one, two, two + 4096);
    bytes.set(first, two);
    writeFileSync(file, bytes);
  },
  'cut off': (file, random) => change(file, (fd, size) => ftruncateSync(fd, 1 + at(random, size - 1))),
  'cut off at a page': (file, random) =>
    change(file, (fd, size) => ftruncateSync(fd, 4096 * (1 + at(random, size / 4096 - 1)))),
  'of no length': file => change(file, fd => ftruncateSync(fd, 0)),
  'no database': file => writeFileSync(file, '{"papers": "are not here"}\n'.repeat(400)),
  'noise after its end': (file, random) =>
    appendFileSync(
      file,
      Uint8Array.from({ length: 5000 }, () => at(random, 256)),
    ),
  'a log of noise': (file, random) =>
    writeFileSync(
      `${file}-wal`,
      Uint8Array.from({ length: 9000 }, () => at(random, 256)),
    ),
  'a folder': file => {
    rmSync(file);
    mkdirSync(file);
  },
};

/** The damage of a seed, one kind after the other. */
export function damageDatabase(file: string, seed: number): string {
  const kinds = Object.keys(DAMAGES);
  const kind = kinds[seed % kinds.length] ?? '';
  DAMAGES[kind]?.(file, seeded(seed));
  return kind;
}
