import { entryOf } from '../platform/entry-of.ts';

const WORDS: Readonly<Record<string, string>> = { midnight: '00:00', noon: '12:00', midday: '12:00' };

/**
 * Reads `08:30`, `8.30`, `8:30 am`, `8pm`, `0830`, `noon` as `08:30`, of a 24-hour clock; undefined for anything else.
 */
export function parseTime(text: string): string | undefined {
  const words = text.trim().toLowerCase();
  const named = entryOf(WORDS, words);
  if (named) return named;
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:h|(a|p)\.?m\.?)?$/.exec(words);
  if (!match) return undefined;
  const [, hours = '', minutes = '00', half] = match;
  const hour = half ? halfDayHour(Number(hours), half) : Number(hours);
  if (hour === undefined || hour > 23 || Number(minutes) > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

/** 12 am is midnight, 12 pm is noon. */
function halfDayHour(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}
