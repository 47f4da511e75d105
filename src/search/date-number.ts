import type { Paper } from '../papers/paper.ts';

/**
 * When a paper came out as a number that sorts as it does: 20230517 for `2023-05-17`, 20230500 for `2023-05`, 20230000
 * where only the year of publication is known; 0 for none.
 */
export function dateNumber({ date, year = 0 }: Pick<Paper, 'date' | 'year'>): number {
  return date === undefined ? 10_000 * year : Number(date.replaceAll('-', '').padEnd(8, '0'));
}

/** The year of publication, else that of submission; 0 where neither is known. */
export function yearOf({ date, year }: Pick<Paper, 'date' | 'year'>): number {
  return year ?? Math.floor(dateNumber({ date }) / 10_000);
}
