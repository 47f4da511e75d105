import { z } from 'zod';
import data from '../../data/time-zones.json' with { type: 'json' };
import { isKnownZone } from './occurrences.ts';
import { zonesOfRegion } from './regions.ts';
import { abbreviatedZone, ambiguousZones, fixedOffset, foldName } from './zone-words.ts';

/**
 * Today's names, with their old aliases and with cities that people look for. From the IANA database, which is in the
 * public domain.
 */
const { zones } = z
  .object({
    zones: z.record(
      z.string(),
      z.object({ aliases: z.array(z.string()).optional(), cities: z.array(z.string()).optional() }),
    ),
  })
  .parse(data);

interface ZoneEntry {
  /** As it is searched for: see {@link foldName}. */
  key: string;
  /** The zone as it is kept. */
  zone: string;
  shown: string;
}

const names: ZoneEntry[] = Object.keys(zones).map(zone => ({ key: foldName(zone), zone, shown: zone }));
/** An old alias is another name of the same zone, and the zone is kept under today's. */
const aliases: ZoneEntry[] = Object.entries(zones).flatMap(([zone, { aliases: old = [] }]) =>
  old.map(alias => ({ key: foldName(alias), zone, shown: `${alias} (today ${zone})` })),
);
const cities: ZoneEntry[] = Object.entries(zones).flatMap(([zone, { cities: named = [] }]) => [
  { key: foldName(zone.slice(zone.lastIndexOf('/') + 1)), zone, shown: zone },
  ...named.map(city => ({ key: foldName(city), zone, shown: `${zone} (${city})` })),
]);

const exact = new Map([...cities, ...aliases, ...names].map(entry => [entry.key, entry.zone]));

/**
 * The time zone that a text names: today's name, an old alias, a city (perhaps with its country), an abbreviation such
 * as CET, or an offset such as UTC+1, in any case; undefined where there is none, or where it may be several: see
 * {@link meaningsOf}.
 */
export function findZone(text: string): string | undefined {
  const typed = withoutRemark(text);
  const key = foldName(typed);
  const zone = exact.get(key) ?? abbreviatedZone(key) ?? fixedOffset(typed) ?? cityIn(typed);
  return zone !== undefined && isKnownZone(zone) ? zone : undefined;
}

/** The zones of an abbreviation that has several meanings (IST, CST); empty for anything else. */
export function meaningsOf(text: string): readonly string[] {
  return ambiguousZones(foldName(withoutRemark(text)));
}

/** `Berlin, Germany`: the city, if it lies there. What stands between (`Munich, Bavaria, Germany`) is passed over. */
function cityIn(text: string): string | undefined {
  const [city = '', ...rest] = text.split(',');
  const region = rest.at(-1);
  const zone = exact.get(foldName(city));
  if (zone === undefined || region === undefined) return undefined;
  return zonesOfRegion(region).some(name => exact.get(foldName(name)) === zone) ? zone : undefined;
}

/**
 * Time zones for what was typed so far: what it names as it stands, then names and cities that start so, then those in
 * which it stands.
 */
export function suggestZones(typed: string, limit: number): { name: string; zone: string }[] {
  const named = findZone(typed);
  const meant = [...(named === undefined ? [] : [named]), ...meaningsOf(typed)];
  // `Berlin, Ger` is on its way to `Berlin, Germany`.
  const key = foldName(typed.split(',')[0] ?? '');
  const all = [...names, ...cities, ...aliases];
  const starts = all.filter(entry => entry.key.startsWith(key) || foldName(lastPart(entry)).startsWith(key));
  const contains = all.filter(entry => entry.key.includes(key));
  const byZone = new Map(meant.map(zone => [zone, zone]));
  for (const { zone, shown } of [...starts, ...contains]) if (!byZone.has(zone)) byZone.set(zone, shown);
  return [...byZone].slice(0, limit).map(([zone, name]) => ({ name, zone }));
}

function lastPart({ key }: ZoneEntry): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** Suggestions carry a remark in brackets; some clients send the shown text instead of its value. */
function withoutRemark(text: string): string {
  return text.replace(/\s*\(.*\)\s*$/, '');
}
