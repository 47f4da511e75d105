import { z } from 'zod';
import data from '../../data/time-zones.json' with { type: 'json' };
import { isKnownZone } from './calendar.ts';

/** Today's names, with their old aliases and with cities that people look for. From the IANA database, which is in the public domain. */
const { zones } = z
  .object({
    zones: z.record(
      z.string(),
      z.object({ aliases: z.array(z.string()).optional(), cities: z.array(z.string()).optional() }),
    ),
  })
  .parse(data);

interface Entry {
  /** As it is searched for: see {@link fold}. */
  key: string;
  /** The zone as it is kept. */
  zone: string;
  shown: string;
}

const names: Entry[] = Object.keys(zones).map(zone => ({ key: fold(zone), zone, shown: zone }));
/** An old alias is another name of the same zone, and the zone is kept under today's. */
const aliases: Entry[] = Object.entries(zones).flatMap(([zone, { aliases: old = [] }]) =>
  old.map(alias => ({ key: fold(alias), zone, shown: `${alias} (today ${zone})` })),
);
const cities: Entry[] = Object.entries(zones).flatMap(([zone, { cities: named = [] }]) => [
  { key: fold(zone.slice(zone.lastIndexOf('/') + 1)), zone, shown: zone },
  ...named.map(city => ({ key: fold(city), zone, shown: `${zone} (${city})` })),
]);

const exact = new Map([...cities, ...aliases, ...names].map(entry => [entry.key, entry.zone]));

/** The time zone that a text names: today's name, an old alias or a city, in any case; undefined where there is none. */
export function findZone(text: string): string | undefined {
  const zone = exact.get(fold(withoutRemark(text)));
  return zone !== undefined && isKnownZone(zone) ? zone : undefined;
}

/** Time zones for what was typed so far: names and cities that start so first, then those in which it stands. */
export function suggestZones(typed: string, limit: number): { name: string; zone: string }[] {
  const key = fold(typed);
  const all = [...names, ...cities, ...aliases];
  const starts = all.filter(entry => entry.key.startsWith(key) || fold(lastPart(entry)).startsWith(key));
  const contains = all.filter(entry => entry.key.includes(key));
  const byZone = new Map<string, string>();
  for (const { zone, shown } of [...starts, ...contains]) if (!byZone.has(zone)) byZone.set(zone, shown);
  return [...byZone].slice(0, limit).map(([zone, name]) => ({ name, zone }));
}

function lastPart({ key }: Entry): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** Suggestions carry a remark in brackets; some clients send the shown text instead of its value. */
function withoutRemark(text: string): string {
  return text.replace(/\s*\(.*\)\s*$/, '');
}

/** Case, accents, underscores and apostrophes aside. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’.]/gu, '')
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase();
}
