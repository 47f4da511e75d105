/** A day without signs between: 20190501. */
const COMPACT = /(?<!\d)([12]\d{3})(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)/;
const YEAR = /(?<!\d)([12]\d{3})(?!\d)/;

/**
 * The first year in the first of these texts that has one, in whatever form people write dates: "June 1980", "05/2019",
 * "c2001", "2019a", "2020-05/2021". Undefined for "in press" and the like.
 */
export function yearOf(...dates: readonly (string | undefined)[]): number | undefined {
  for (const date of dates) {
    const year = (COMPACT.exec(date ?? '') ?? YEAR.exec(date ?? ''))?.[1];
    if (year !== undefined) return Number(year);
  }
  return undefined;
}
