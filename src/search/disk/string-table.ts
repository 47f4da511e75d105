import { grown, SharedNumbers } from './shared.ts';

/** All that makes up a table, to be handed to another thread. */
export interface StringTableParts {
  bytes: Uint8Array<SharedArrayBuffer>;
  starts: Uint32Array<SharedArrayBuffer>;
  slots: Uint32Array<SharedArrayBuffer>;
  count: number;
}

const SMALLEST = 1024;
/** From this share of filled slots on, runs of filled slots get long. */
const FULLEST = 0.6;

/**
 * Strings and their numbers, from 0 in the order in which they came; number 0 is the empty string. Some 20 bytes each
 * beside the text itself: a `Map` of a million strings would take 100 MB. Lives in shared memory: one thread adds,
 * others look up what they were told of.
 */
export class StringTable {
  #bytes: Uint8Array<SharedArrayBuffer>;
  #text: Buffer<SharedArrayBuffer>;
  readonly #starts: SharedNumbers;
  /** Open addressing: the number of a string, 0 for none. */
  #slots: Uint32Array<SharedArrayBuffer>;
  #scratch = Buffer.alloc(256);

  constructor(parts?: StringTableParts) {
    this.#bytes = parts?.bytes ?? new Uint8Array(new SharedArrayBuffer(SMALLEST));
    this.#text = Buffer.from(this.#bytes.buffer);
    this.#starts = parts ? new SharedNumbers(parts.starts, parts.count + 1) : new SharedNumbers();
    this.#slots = parts?.slots ?? new Uint32Array(new SharedArrayBuffer(4 * SMALLEST));
    if (!parts) for (const start of [0, 0]) this.#starts.push(start);
  }

  get parts(): StringTableParts {
    return { bytes: this.#bytes, starts: this.#starts.array, slots: this.#slots, count: this.count };
  }

  /** The same without what is kept free for more. */
  get used(): StringTableParts {
    const bytes = this.#bytes.subarray(0, this.endOf(this.count - 1));
    return { ...this.parts, bytes, starts: this.#starts.array.subarray(0, this.count + 1) };
  }

  /** Numbers are 0 to one less than this. */
  get count(): number {
    return this.#starts.length - 1;
  }

  stringOf(number: number): string {
    return this.#text.toString('utf8', this.#starts.at(number), this.#starts.at(number + 1));
  }

  /** The bytes of a string (UTF-8) stand in {@link text} from the one to the other. */
  startOf(number: number): number {
    return this.#starts.at(number);
  }

  endOf(number: number): number {
    return this.#starts.at(number + 1);
  }

  /** In bytes. */
  lengthOf(number: number): number {
    return this.endOf(number) - this.startOf(number);
  }

  get text(): Uint8Array {
    return this.#bytes;
  }

  find(text: string): number | undefined {
    if (text === '') return 0;
    const length = this.#encode(text);
    const number = this.#slots[this.#slotOf(length)] ?? 0;
    // A number that this thread has not been told of yet is as good as none.
    return number === 0 || number >= this.count ? undefined : number;
  }

  /** The number of a string, a new one when it is new. */
  add(text: string): number {
    if (text === '') return 0;
    const length = this.#encode(text);
    const slot = this.#slotOf(length);
    const known = this.#slots[slot] ?? 0;
    if (known !== 0) return known;
    const number = this.count;
    this.#append(this.#scratch.subarray(0, length));
    this.#slots[slot] = number;
    if (this.count > FULLEST * this.#slots.length) this.#rehash();
    return number;
  }

  /** Negative, 0 or positive as one string stands before, at or after the other by its bytes. */
  compare(a: number, b: number): number {
    return this.#text.compare(this.#text, this.startOf(b), this.endOf(b), this.startOf(a), this.endOf(a));
  }

  #append(encoded: Uint8Array): void {
    const end = this.#starts.at(this.count);
    if (end + encoded.length > this.#bytes.length) {
      const larger = new Uint8Array(new SharedArrayBuffer(grown(this.#bytes.length, end + encoded.length)));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#text = Buffer.from(larger.buffer);
    }
    this.#bytes.set(encoded, end);
    this.#starts.push(end + encoded.length);
  }

  /** Into the scratch; returns how many bytes. */
  #encode(text: string): number {
    if (3 * text.length > this.#scratch.length) this.#scratch = Buffer.alloc(6 * text.length);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return this.#scratch.write(text, 0, 'utf8');
      this.#scratch[i] = code;
    }
    return text.length;
  }

  /** The slot of the string in the scratch, or the free one where it belongs. */
  #slotOf(length: number): number {
    let slot = this.#home(hash(this.#scratch, 0, length));
    for (;;) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0 || this.#holds(number, length)) return slot;
      slot = slot + 1 === this.#slots.length ? 0 : slot + 1;
    }
  }

  #holds(number: number, length: number): boolean {
    const start = this.startOf(number);
    if (this.endOf(number) - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[start + i] !== this.#scratch[i]) return false;
    return true;
  }

  #rehash(): void {
    this.#slots = new Uint32Array(new SharedArrayBuffer(4 * 2 * this.#slots.length));
    for (let number = 1; number < this.count; number++) {
      let slot = this.#home(hash(this.#bytes, this.startOf(number), this.endOf(number)));
      while (this.#slots[slot] !== 0) slot = slot + 1 === this.#slots.length ? 0 : slot + 1;
      this.#slots[slot] = number;
    }
  }

  /** Where a string of this hash is looked for first. */
  #home(hashed: number): number {
    return Math.floor((hashed / 2 ** 32) * this.#slots.length);
  }
}

/** FNV-1a, mixed once more so that its high bits are good, too (finaliser of MurmurHash3). */
export function hash(bytes: Uint8Array, from: number, to: number): number {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) h = Math.imul(h ^ (bytes[i] ?? 0), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
