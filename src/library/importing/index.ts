export { download, MOST_BYTES } from './download.ts';
export type { BrokenEntry, FileEntry } from './entry.ts';
export { matchEntries } from './match.ts';
export { MOST_ENTRIES, readFile } from './read-file.ts';
