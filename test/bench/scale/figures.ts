import { z } from 'zod';

const engineName = z.enum(['offprint', 'fts5']);
export type EngineName = z.infer<typeof engineName>;

const placeSchema = z.object({
  folder: z.string(),
  /** The papers, one a line. */
  file: z.string(),
  count: z.number(),
});
export type Place = z.infer<typeof placeSchema>;

export const taskSchema = z.object({
  engine: engineName,
  place: placeSchema,
  /** Whether to build, or to open and ask. */
  build: z.boolean(),
  /** Some papers of the collection, to make questions of. */
  samples: z.string(),
  /** Papers to add. */
  more: z.string(),
});
export type Task = z.infer<typeof taskSchema>;

export const builtSchema = z.object({
  seconds: z.number(),
  bytes: z.number(),
  /** The most memory that was resident meanwhile. */
  peakMb: z.number(),
});
export type Built = z.infer<typeof builtSchema>;

/** In ms. */
const percentilesSchema = z.object({ p50: z.number(), p99: z.number() });
export type Percentiles = z.infer<typeof percentilesSchema>;

export const measuredSchema = z.object({
  startMs: z.number(),
  typical: percentilesSchema,
  common: percentilesSchema,
  long: percentilesSchema,
  typing: percentilesSchema,
  /** Resident memory of the whole process, Node with it: after searching, and after adding. */
  residentMb: z.number(),
  residentAddingMb: z.number(),
  additionsPerSecond: z.number(),
  /** Searching while papers are added. */
  searchingMeanwhile: percentilesSchema,
  /** The longest that anything else had to wait meanwhile, in ms. */
  longestPauseMs: z.number(),
});
export type Measured = z.infer<typeof measuredSchema>;
