export interface Numbered<T> {
  number: number;
  option: T;
  /** Whether the number is part of the label: `7. A title`. */
  own: boolean;
}

/** The numbers by which a person names the options of a menu: those that their labels begin with, else 1, 2, 3… */
export function numbered<T extends { label: string }>(options: readonly T[]): Numbered<T>[] {
  const own = options.map(({ label }) => /^(\d+)\. /.exec(label)?.[1]);
  const allOwn = own.every(number => number !== undefined);
  return options.map((option, index) => ({ option, number: allOwn ? Number(own[index]) : index + 1, own: allOwn }));
}
