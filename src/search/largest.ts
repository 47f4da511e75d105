/** The places of the `most` largest numbers above 0, the largest first, equals by place. */
export function largest(numbers: Float32Array | Float64Array, most: number): number[] {
  if (most <= 0) return [];
  /**
   * A heap: the place at i is of a number no larger than those at 2i + 1 and 2i + 2; of equals, the later place is the
   * lesser.
   */
  const heap: number[] = [];
  const lesser = (a: number, b: number) => {
    const one = numbers[a] ?? 0;
    const other = numbers[b] ?? 0;
    return one < other || (one === other && a > b);
  };
  let least = 0;
  for (let place = 0; place < numbers.length; place++) {
    const number = numbers[place] ?? 0;
    if (number <= least) continue;
    if (heap.length < most) {
      heap.push(place);
      rise(heap, lesser);
    } else {
      heap[0] = place;
      sink(heap, lesser);
    }
    // A later place with the same number as the least is lesser still.
    if (heap.length === most) least = numbers[heap[0] ?? 0] ?? 0;
  }
  return heap.sort((a, b) => (lesser(a, b) ? 1 : -1));
}

type Lesser = (a: number, b: number) => boolean;

function rise(heap: number[], lesser: Lesser): void {
  let i = heap.length - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!lesser(heap[i] ?? 0, heap[parent] ?? 0)) return;
    swap(heap, i, parent);
    i = parent;
  }
}

function sink(heap: number[], lesser: Lesser): void {
  let i = 0;
  for (;;) {
    const left = 2 * i + 1;
    if (left >= heap.length) return;
    const right = left + 1;
    const child = right < heap.length && lesser(heap[right] ?? 0, heap[left] ?? 0) ? right : left;
    if (!lesser(heap[child] ?? 0, heap[i] ?? 0)) return;
    swap(heap, i, child);
    i = child;
  }
}

function swap(heap: number[], i: number, j: number): void {
  const held = heap[i] ?? 0;
  heap[i] = heap[j] ?? 0;
  heap[j] = held;
}
