export type { Progress, RunReport } from './run.ts';
export { readSourcesFile } from './settings-file.ts';
export { createSources, type SetSource, type Sources } from './sources.ts';
