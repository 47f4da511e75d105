/** How much room for more rows is made at a time: this share of those there are, and so many at least. */
const MORE = 1 / 8;
const MORE_AT_LEAST = 64;

/** Vectors of one width that come and go. Their numbers stay; that of one that went is given to the next. */
export class RowStore {
  readonly #width: number;
  readonly #free: number[] = [];
  #values: Float32Array;
  #count: number;

  /** @param values rows of `width` numbers, one after the other */
  constructor(values: Float32Array, width: number) {
    this.#values = values;
    this.#width = width;
    this.#count = width === 0 ? 0 : values.length / width;
  }

  add(row: Float64Array): number {
    const number = this.#free.pop() ?? this.#count++;
    if (this.#count * this.#width > this.#values.length) this.#grow();
    this.#values.set(row, number * this.#width);
    return number;
  }

  free(row: number): void {
    this.#free.push(row);
  }

  at(row: number): Float32Array {
    return this.#values.subarray(row * this.#width, (row + 1) * this.#width);
  }

  /** The scalar product of each of the rows with a vector. */
  products(rows: readonly number[], vector: Float32Array): Float32Array {
    const values = this.#values;
    const width = this.#width;
    const out = new Float32Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const from = (rows[i] ?? 0) * width;
      let sum = 0;
      for (let k = 0; k < width; k++) sum += (values[from + k] ?? 0) * (vector[k] ?? 0);
      out[i] = sum;
    }
    return out;
  }

  #grow(): void {
    const values = new Float32Array((this.#count + Math.max(MORE_AT_LEAST, this.#count * MORE)) * this.#width);
    values.set(this.#values);
    this.#values = values;
  }
}
