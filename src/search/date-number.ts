/** A date as a number that sorts as it does: 20230517 for `2023-05-17`, 20230500 for `2023-05`; 0 for none. */
export function dateNumber(date: string | undefined): number {
  return date === undefined ? 0 : Number(date.replaceAll('-', '').padEnd(8, '0'));
}
