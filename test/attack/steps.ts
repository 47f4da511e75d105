import { Session } from 'node:inspector/promises';

/** Counts what code does: how often each of its blocks runs, which is the same on every machine. */
export class StepCounter {
  readonly #session = new Session();
  readonly #counts: (url: string) => boolean;

  private constructor(counts: (url: string) => boolean) {
    this.#counts = counts;
  }

  /** @param counts Whether the code of a file counts. */
  static async start(counts: (url: string) => boolean): Promise<StepCounter> {
    const counter = new StepCounter(counts);
    counter.#session.connect();
    await counter.#session.post('Profiler.enable');
    await counter.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    return counter;
  }

  /** Steps since the last time. */
  async take(): Promise<number> {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    let steps = 0;
    for (const { url, functions } of result) {
      if (!this.#counts(url)) continue;
      for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    }
    return steps;
  }

  async stop(): Promise<void> {
    await this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }
}
