import type { Act } from '../asks.ts';

/** A value of a command's option, as the page sends it. */
export type GivenOption = Extract<Act, { kind: 'slash' }>['options'][string];
