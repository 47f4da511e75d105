export type { Rejected } from '../../papers/references/index.ts';
export { download, MOST_BYTES } from './download.ts';
export { matchEntries, type NotFound } from './match.ts';
export { type InTurn, oneAtATime } from './one-at-a-time.ts';
export { MOST_ENTRIES, readFile } from './read-file.ts';
