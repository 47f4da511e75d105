import { entryOf } from '../platform/entry-of.ts';
import { normalised } from '../platform/normalised.ts';

/**
 * Abbreviations that people write for the clock of a place, and the zone that keeps it. A winter or summer name means
 * that clock all year, as people use them: "CET" in July is what Brussels' clocks say. The IANA database has the
 * European ones as links to the same zones.
 */
const CLOCKS: Readonly<Record<string, string>> = {
  'Europe/Lisbon': 'WET WEST',
  'Europe/Brussels': 'CET CEST MET MEST',
  'Europe/Athens': 'EET EEST',
  'Europe/Moscow': 'MSK',
  'America/New_York': 'EST EDT ET',
  'America/Chicago': 'CDT CT',
  'America/Denver': 'MST MDT MT',
  'America/Los_Angeles': 'PST PDT PT',
  'America/Anchorage': 'AKST AKDT',
  'Pacific/Honolulu': 'HST',
  'America/Sao_Paulo': 'BRT',
  'America/Argentina/Buenos_Aires': 'ART',
  'Africa/Johannesburg': 'SAST',
  'Africa/Lagos': 'WAT',
  'Africa/Nairobi': 'EAT',
  'Asia/Karachi': 'PKT',
  'Asia/Kathmandu': 'NPT',
  'Asia/Jakarta': 'WIB',
  'Asia/Singapore': 'SGT',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Tokyo': 'JST',
  'Asia/Seoul': 'KST',
  'Australia/Perth': 'AWST',
  'Australia/Sydney': 'AEST AEDT',
  'Pacific/Auckland': 'NZST NZDT',
  UTC: 'Z',
};

const PHRASES: Readonly<Record<string, string>> = {
  'eastern time': 'America/New_York',
  'central time': 'America/Chicago',
  'mountain time': 'America/Denver',
  'pacific time': 'America/Los_Angeles',
  'central european time': 'Europe/Brussels',
};

/** Abbreviations of several clocks; nobody can know which one is meant. */
const AMBIGUOUS: Readonly<Record<string, readonly string[]>> = {
  ist: ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'],
  cst: ['America/Chicago', 'Asia/Shanghai', 'America/Havana'],
  bst: ['Europe/London', 'Asia/Dhaka'],
  ast: ['America/Halifax', 'Asia/Riyadh'],
  gst: ['Asia/Dubai', 'Atlantic/South_Georgia'],
  acst: ['Australia/Adelaide', 'Australia/Darwin'],
};

const abbreviations = new Map([
  ...Object.entries(CLOCKS).flatMap(([zone, words]) =>
    words.split(' ').map(word => [word.toLowerCase(), zone] as const),
  ),
  ...Object.entries(PHRASES),
]);

/** The zone of an abbreviation that has one meaning; `key` is in lower case. */
export function abbreviatedZone(key: string): string | undefined {
  return abbreviations.get(key);
}

/** The zones of an abbreviation that has several meanings; else empty. */
export function ambiguousZones(key: string): readonly string[] {
  return entryOf(AMBIGUOUS, key) ?? [];
}

/**
 * `UTC+1`, `GMT-03:30`, `+0530`: the same all year, as `+01:00`. No place is further than 14 hours ahead or 12 behind.
 */
export function fixedOffset(text: string): string | undefined {
  const match = /^(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})(?::?([0-5]\d))?$/i.exec(text.trim());
  if (!match) return undefined;
  const [, sign, hours = '', minutes = '00'] = match;
  const ahead = sign === '+';
  const total = Number(hours) * 60 + Number(minutes);
  if (total > (ahead ? 14 : 12) * 60) return undefined;
  return total === 0 ? 'UTC' : `${ahead ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`;
}

/** A name as it is compared: case, accents, underscores and apostrophes aside. */
export function foldName(text: string): string {
  return normalised(text, 'NFKD')
    .replace(/[\p{M}'’.]/gu, '')
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase();
}
