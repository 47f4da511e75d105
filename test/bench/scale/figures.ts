import type { ENGINES, Place } from './engines.ts';

export type EngineName = keyof typeof ENGINES;

export interface Task {
  engine: EngineName;
  place: Place;
  /** Whether to build, or to open and ask. */
  build: boolean;
  /** Some papers of the collection, to make questions of. */
  samples: string;
  /** Papers to add. */
  more: string;
}

export interface Built {
  seconds: number;
  bytes: number;
  peakMb: number;
}

/** In ms. */
export interface Percentiles {
  p50: number;
  p99: number;
}

export interface Measured {
  startMs: number;
  typical: Percentiles;
  common: Percentiles;
  long: Percentiles;
  typing: Percentiles;
  /** Resident memory of the whole process, Node with it: after searching, and after adding. */
  residentMb: number;
  residentAddingMb: number;
  additionsPerSecond: number;
  /** Searching while papers are added. */
  searchingMeanwhile: Percentiles;
  /** The longest that anything else had to wait meanwhile, in ms. */
  longestPauseMs: number;
}
