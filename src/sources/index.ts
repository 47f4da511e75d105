export type { Progress, RunReport } from './run.ts';
export { readSourcesFile } from './settings-file.ts';
export { SourceError } from './source-error.ts';
export { createSources, type SetSource, type Sources } from './sources.ts';
