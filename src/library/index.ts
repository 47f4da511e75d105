export { csvLine, PAPER_COLUMNS, paperCells } from './formats/csv.ts';
export { type Citation, cite, FORMATS, type Format, type ListedPaper, writeList } from './formats/index.ts';
export {
  download,
  type InTurn,
  MOST_BYTES,
  MOST_ENTRIES,
  matchEntries,
  type NotFound,
  oneAtATime,
  type Rejected,
  readFile,
} from './importing/index.ts';
export { type RateLimits, rateLimits } from './rate-limits.ts';
export { PERIODS, type PeriodName, type Trend, trends } from './trending.ts';
