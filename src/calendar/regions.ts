import { foldName } from './zone-words.ts';

/** What people write after a city: a country by name or code, or a state. */

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Names that the system has not. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  uae: 'AE',
  turkey: 'TR',
  korea: 'KR',
  holland: 'NL',
  'czech republic': 'CZ',
};

const US_STATES =
  'Alabama AL,Alaska AK,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,Delaware DE,Florida FL,Georgia GA,Hawaii HI,' +
  'Idaho ID,Illinois IL,Indiana IN,Iowa IA,Kansas KS,Kentucky KY,Louisiana LA,Maine ME,Maryland MD,Massachusetts MA,Michigan MI,' +
  'Minnesota MN,Mississippi MS,Missouri MO,Montana MT,Nebraska NE,Nevada NV,New Hampshire NH,New Jersey NJ,New Mexico NM,New York NY,' +
  'North Carolina NC,North Dakota ND,Ohio OH,Oklahoma OK,Oregon OR,Pennsylvania PA,Rhode Island RI,South Carolina SC,South Dakota SD,' +
  'Tennessee TN,Texas TX,Utah UT,Vermont VT,Virginia VA,Washington WA,West Virginia WV,Wisconsin WI,Wyoming WY,District of Columbia DC';

/**
 * The zones of what stands after a city; of all that it may be: `CA` is Canada and California, Georgia a country and a
 * state.
 */
export function zonesOfRegion(text: string): string[] {
  known ??= regions();
  return [...(known.get(foldName(text)) ?? [])].flatMap(
    code => new Intl.Locale('und', { region: code }).getTimeZones() ?? [],
  );
}

/** Made when it is first needed. */
let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;

function regions(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, code: string) => {
    const key = foldName(name);
    found.set(key, (found.get(key) ?? new Set()).add(code));
  };
  for (const code of LETTERS.flatMap(a => LETTERS.map(b => a + b))) {
    const name = names.of(code);
    if (name === undefined) continue;
    add(name, code);
    add(code, code);
  }
  for (const [name, code] of Object.entries(OTHER_NAMES)) add(name, code);
  for (const state of US_STATES.split(',')) {
    add(state.slice(0, -3), 'US');
    add(state.slice(-2), 'US');
  }
  return found;
}
