import { entryOf } from '../../platform/entry-of.ts';

/** Discord's styles of timestamps. */
const FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

/** Seconds in each unit, largest first. */
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** The largest instant that a date holds, in ms from the epoch (ECMA-262, 21.4.1.1). */
const MAX_INSTANT = 8.64e15;

/** Says whether an instant, in ms since the epoch, is a date at all. */
export const isDate = (at: number): boolean => Math.abs(at) <= MAX_INSTANT;

/**
 * An instant as Discord's client writes it, in the reader's zone and language.
 * @param at In ms since the epoch, as is `now`.
 * @param style A letter of Discord's styles; `R` is relative to `now`. An unknown one stands for `f`.
 */
export function formatTime(at: number, style: string, now: number): string {
  if (!isDate(at)) return 'Invalid date';
  if (style !== 'R') return new Date(at).toLocaleString(undefined, entryOf(FORMATS, style) ?? FORMATS.f);
  const seconds = Math.round((at - now) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
