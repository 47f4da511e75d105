/** Days of the week as the bits of a number: bit 0 is Monday, bit 6 Sunday. */
const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const ALL_DAYS = 0b1111111;
const WEEKDAYS = 0b0011111;
const WEEKEND = 0b1100000;

const GROUPS: readonly [RegExp, number][] = [
  [/\b(every ?day|daily|all days|all|(?:7|seven) days a week)\b/, ALL_DAYS],
  [/\b(weekdays?|working days|workdays?|business days)\b/, WEEKDAYS],
  [/\bweekends?\b/, WEEKEND],
];
/** Words that add nothing to a day. */
const AROUND = /^(?:(?:on|at|every|each|from)(?: |$))*(?:the(?: |$))?/;

export const EVERY_DAY = ALL_DAYS;

/**
 * Reads `every day`, `weekdays`, `mon,thu`, `every Monday and Thursday`, `tue-fri`, `Monday to Friday`; undefined for
 * anything else.
 */
export function parseDays(text: string): number | undefined {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const parts = words
    .replace(/\s*[-–—]\s*| (?:to|through|until|till) /g, '-')
    .split(/,| and |&|;/)
    .map(part => part.trim())
    .filter(part => part !== '');
  const sets = parts.flatMap(parseGroup);
  if (sets.length === 0 || sets.includes(undefined)) return undefined;
  return sets.reduce<number>((days, set) => days | (set ?? 0), 0);
}

/** A name of several days, or days with spaces between. */
function parseGroup(part: string): (number | undefined)[] {
  const bare = part.replace(AROUND, '');
  const group = GROUPS.find(([pattern]) => [part, bare].some(words => pattern.exec(words)?.[0] === words));
  return group ? [group[1]] : bare.split(' ').map(parsePart);
}

/** A day, or a stretch of days that may run over the end of the week: `fri-mon`. */
function parsePart(part: string): number | undefined {
  const [from, to, ...rest] = part.split('-').map(dayIndex);
  if (from === undefined || rest.length > 0) return undefined;
  if (!part.includes('-')) return 1 << from;
  if (to === undefined) return undefined;
  let days = 0;
  for (let day = from; ; day = (day + 1) % 7) {
    days |= 1 << day;
    if (day === to) return days;
  }
}

/** `th`, `thu`, `thurs`, `thursday`, `thursdays`; a single letter could be two days. */
function dayIndex(word: string): number | undefined {
  const name = word.replace(/\.$/, '').replace(/(?<=day)s$/, '');
  if (name.length < 2) return undefined;
  const index = NAMES.findIndex(day => day.toLowerCase().startsWith(name));
  return index < 0 ? undefined : index;
}

/** `every day`, `on weekdays`, `on Monday and Thursday`. */
export function daysInWords(days: number): string {
  if (days === ALL_DAYS) return 'every day';
  if (days === WEEKDAYS) return 'on weekdays';
  if (days === WEEKEND) return 'at the weekend';
  const names = NAMES.filter((_, day) => days & (1 << day));
  const last = names.pop() ?? '';
  return names.length === 0 ? `every ${last}` : `on ${names.join(', ')} and ${last}`;
}
