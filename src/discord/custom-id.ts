import type { Action } from '../interactions/reply.ts';

/** Discord's limit for a `custom_id`. */
export const CUSTOM_ID_CHARACTERS = 100;

/**
 * The forms of the ids that this program writes: everything in the id, or long arguments as references to a kept row.
 */
const VERSION = '1';
const VERSION_REFERRING = '2';
/** A form that older messages have: all arguments in a kept row. */
const VERSION_KEPT = '1k';
/** `~`, the key of 16 characters, `.` and two digits. */
const REFERENCE_CHARACTERS = 20;
const REFERENCE = /^~([\w-]+)\.(\d+)$/;

/** Keeps a text that does not fit into an id, and answers the key to find it by. */
export type Keep = (text: string) => Promise<string>;

/**
 * The ids of all components of one answer: `1;search;page;0;calibration`, or, where an argument is too long,
 * `2;search;page;0;~<key>.0`. What is too long in any of them is kept in one row, each text once.
 */
export async function customIds(actions: readonly Action[], keep: Keep): Promise<(action: Action) => string> {
  const shorts = new Map(actions.map(action => [action, whole(action)]));
  const tooLongs = actions.filter(action => (shorts.get(action)?.length ?? 0) > CUSTOM_ID_CHARACTERS);
  const long = [...new Set(tooLongs.flatMap(tooLong))];
  const key = long.length === 0 ? '' : await keep(JSON.stringify(long));
  return action => {
    const short = shorts.get(action) ?? whole(action);
    if (short.length <= CUSTOM_ID_CHARACTERS) return short;
    const kept = new Set(tooLong(action));
    const args = action.args.map(arg => (kept.has(arg) ? `~${key}.${long.indexOf(arg)}` : encoded(arg)));
    return [VERSION_REFERRING, action.command, action.action, ...args].join(';');
  };
}

function whole({ command, action, args }: Action): string {
  return [VERSION, command, action, ...args.map(encoded)].join(';');
}

/** The arguments that must be kept so that the others fit: the longest first. */
function tooLong(action: Action): string[] {
  const kept: string[] = [];
  let length = whole(action).length;
  if (length <= CUSTOM_ID_CHARACTERS) return kept;
  for (const arg of action.args.toSorted((a, b) => encoded(b).length - encoded(a).length)) {
    if (length <= CUSTOM_ID_CHARACTERS) break;
    if (!kept.includes(arg)) kept.push(arg);
    length -= encoded(arg).length - REFERENCE_CHARACTERS;
  }
  return kept;
}

export type DecodedId =
  | { kind: 'whole'; action: Action }
  /** `args`: those of the id; a number is the place of an argument in the kept row. */
  | { kind: 'referring'; command: string; action: string; key: string; args: (string | number)[] }
  | { kind: 'kept'; command: string; action: string; key: string }
  | { kind: 'foreign' };

/** Reads any string: ids come from the client and may be of another version, of another bot, or forged. */
export function decodeCustomId(id: string): DecodedId {
  const [version, command, action, ...rest] = id.split(';');
  if (command === undefined || action === undefined) return { kind: 'foreign' };
  if (version === VERSION) return { kind: 'whole', action: { command, action, args: rest.map(decoded) } };
  if (version === VERSION_KEPT && rest[0] !== undefined) return { kind: 'kept', command, action, key: rest[0] };
  const key = rest.flatMap(arg => REFERENCE.exec(arg)?.[1] ?? [])[0];
  if (version !== VERSION_REFERRING || key === undefined) return { kind: 'foreign' };
  const args = rest.map(arg => {
    const place = REFERENCE.exec(arg)?.[2];
    return place === undefined ? decoded(arg) : Number(place);
  });
  return { kind: 'referring', command, action, key, args };
}

/** What separates arguments, what begins a code, and what begins a reference. */
function encoded(arg: string): string {
  if (!/[%;~]/.test(arg)) return arg;
  return arg.replaceAll('%', '%25').replaceAll(';', '%3B').replace(/^~/, '%7E');
}

function decoded(arg: string): string {
  return arg.replace(/^%7E/, '~').replaceAll('%3B', ';').replaceAll('%25', '%');
}
