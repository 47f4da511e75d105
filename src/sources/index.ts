export { dueAt } from './due.ts';
export { readPapers } from './file/read-papers.ts';
export type { Addresses } from './open-source.ts';
export { createReadings, type Readings } from './readings.ts';
export type { Progress, RunReport } from './run.ts';
export type { SourceSettings } from './settings.ts';
export { readSourcesFile } from './settings-file.ts';
export { createSources, needContact, type SetSource, type Sources } from './sources.ts';
