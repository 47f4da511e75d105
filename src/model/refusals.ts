import type { Delivery, Refusal } from './subscription.ts';

/** One refusal may be that paper's; so many in a row are reported. */
export const TOLD_AFTER = 2;
/** Deliveries that are looked at to count them. */
export const COUNTED = 10;

export interface Refused {
  times: number;
  note: Refusal;
}

/**
 * How often in a row Discord refused what was posted, by the latest deliveries, the newest first; undefined if it took
 * the last one.
 */
export function refusedInARow(latest: readonly Delivery[]): Refused | undefined {
  let found: Refused | undefined;
  for (const { state, note } of latest) {
    if (state === 'sent') break;
    if (isRefusal(note)) found = { times: (found?.times ?? 0) + 1, note: found?.note ?? note };
  }
  return found;
}

export function isRefusal(note: Delivery['note']): note is Refusal {
  return note === 'refused' || note === 'blocked' || note === 'link-blocked';
}
