import type { Action } from '../reply.ts';

/** Discord's limit for a `custom_id`. */
export const CUSTOM_ID_CHARACTERS = 100;

/** The form of the ids that this program writes. A later form gets a later number, and this one stays readable. */
const VERSION = '1';
const VERSION_KEPT = '1k';

/** Keeps a text that does not fit into an id, and answers the key to find it by. */
export type Keep = (text: string) => Promise<string>;

/** `1;search;page;0;calibration`, or, where that is too long, `1k;search;page;<key of the kept arguments>`. */
export async function encodeCustomId({ command, action, args }: Action, keep: Keep): Promise<string> {
  const whole = [VERSION, command, action, ...args.map(encoded)].join(';');
  if (whole.length <= CUSTOM_ID_CHARACTERS) return whole;
  return [VERSION_KEPT, command, action, await keep(JSON.stringify(args))].join(';');
}

export type DecodedId =
  | { kind: 'whole'; action: Action }
  | { kind: 'kept'; command: string; action: string; key: string }
  | { kind: 'foreign' };

/** Reads any string: ids come from the client and may be of another version, of another bot, or forged. */
export function decodeCustomId(id: string): DecodedId {
  const [version, command, action, ...rest] = id.split(';');
  if (command === undefined || action === undefined) return { kind: 'foreign' };
  if (version === VERSION) return { kind: 'whole', action: { command, action, args: rest.map(decoded) } };
  if (version === VERSION_KEPT && rest[0] !== undefined) return { kind: 'kept', command, action, key: rest[0] };
  return { kind: 'foreign' };
}

function encoded(arg: string): string {
  return arg.replace(/[%;]/g, character => (character === '%' ? '%25' : '%3B'));
}

function decoded(arg: string): string {
  return arg.replace(/%25|%3B/g, code => (code === '%25' ? '%' : ';'));
}
