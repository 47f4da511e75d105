/** What an attack of one kind came to. */
export interface Outcome {
  /** Attacks that were made. */
  tried: number;
  /** What went wrong, each with what is needed to see it again. */
  findings: string[];
}

export type Suite = (seed: number, count: number) => Promise<Outcome>;

/** Longer than anything may take on a busy machine, in ms: what takes longer is taken for a hang. */
export const PATIENCE_MS = 120_000;
