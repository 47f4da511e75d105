import type { Visitor } from '../../src/discussions/index.ts';

/** Somebody who may see and do everything, and asks in no channel in particular. */
export const ANYONE: Visitor = { sees: () => true, mayOpen: () => true, mayWake: () => true, channelId: '' };
