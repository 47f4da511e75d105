/**
 * Numbers that grow at the end, in memory that several threads see. One thread writes; the others are given the array
 * again when it has grown.
 */
export class SharedNumbers {
  array: Uint32Array<SharedArrayBuffer>;
  length: number;

  constructor(array = new Uint32Array(new SharedArrayBuffer(4096)), length = 0) {
    this.array = array;
    this.length = length;
  }

  push(value: number): void {
    this.reserve(1);
    this.array[this.length++] = value;
  }

  at(place: number): number {
    return this.array[place] ?? 0;
  }

  reserve(more: number): void {
    if (this.length + more <= this.array.length) return;
    const larger = new Uint32Array(new SharedArrayBuffer(4 * grown(this.array.length, this.length + more)));
    larger.set(this.array.subarray(0, this.length));
    this.array = larger;
  }
}

/** By halves rather than by doubling: tables of a million entries are what the memory goes to. */
export function grown(present: number, wanted: number): number {
  return Math.max(Math.ceil(1.5 * present), wanted);
}
