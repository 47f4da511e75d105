import { type Metrics, NO_METRICS, secondsSince } from '../monitoring/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { dueAt } from './due.ts';
import type { Progress, RunReport } from './run.ts';
import type { Sources } from './sources.ts';

/** A moment after the start, when the bot has answered its first people, in ms. */
const FIRST_LOOK_MS = 20_000;
/** Between two looks at what is due, at least; a source that another process reads is due all the while. */
const SHORTEST_MS = 60_000;

/** A source being read by this process. */
export interface SourceRun {
  /** Undefined: another process is reading it. Rejected when it does not come to its end. */
  done: Promise<RunReport | undefined>;
  /** How far it is; missing before the first page. */
  progress?: Progress;
}

/** What this process reads: when a source is due, and when a person asks for it. */
export interface Readings {
  /** Reads each source when it is due, from now on. */
  start(): void;
  /** A source was added: it is due. */
  wake(): void;
  /** Reads a source now; if it is being read here already, that reading. */
  read(name: string, since?: string): SourceRun;
  /** The reading that goes on here. */
  of(name: string): SourceRun | undefined;
  /** Stops all readings; the next start goes on with them. */
  stop(): Promise<void>;
}

export function createReadings({
  sources,
  clock,
  metrics = NO_METRICS,
  log,
}: {
  sources: Sources;
  clock: Clock;
  metrics?: Metrics | undefined;
  log: Log;
}): Readings {
  const running = new Map<string, SourceRun>();
  const stopping = new AbortController();
  let cancel = () => {};
  let looking: Promise<void> | undefined;
  /** A source was added while it was looked for the others. */
  let woken = false;

  function read(name: string, since?: string): SourceRun {
    const known = running.get(name);
    if (known) return known;
    const begun = performance.now();
    const reading: SourceRun = {
      done: sources
        .run(name, {
          since,
          signal: stopping.signal,
          onProgress: progress => {
            reading.progress = progress;
          },
        })
        .finally(() => running.delete(name)),
    };
    running.set(name, reading);
    // The one who asked gets the error; here it only must not end the process.
    reading.done.then(
      report => {
        if (!report) return;
        const seconds = secondsSince(begun);
        log.info({ source: name, seconds, ...report, notes: report.notes.length }, 'A source was read');
        metrics.sourceRun({ source: name, outcome: 'read', seconds, added: report.added, changed: report.changed });
      },
      err => {
        if (stopping.signal.aborted) return;
        log.warn({ err, source: name }, 'A source could not be read to its end');
        const { added = 0, changed = 0 } = reading.progress ?? {};
        metrics.sourceRun({ source: name, outcome: 'failed', seconds: secondsSince(begun), added, changed });
      },
    );
    return reading;
  }

  /** Reads what is due, and looks again when the next source is. Without sources there is nothing to look for. */
  async function look(): Promise<void> {
    let next = Number.POSITIVE_INFINITY;
    woken = false;
    try {
      for (const source of await sources.all()) {
        const due = dueAt(source);
        if (stopping.signal.aborted) return;
        if (due > clock.now()) next = Math.min(next, due);
        else {
          read(source.settings.name);
          next = clock.now();
        }
      }
    } catch (err) {
      log.warn({ err }, 'It could not be seen which sources are due; it is tried again');
      next = clock.now();
    }
    lookIn(woken ? 0 : Math.max(SHORTEST_MS, next - clock.now()));
  }

  function lookIn(ms: number): void {
    cancel();
    if (!stopping.signal.aborted && ms !== Number.POSITIVE_INFINITY) cancel = clock.after(ms, () => (looking = look()));
  }

  return {
    start: () => lookIn(FIRST_LOOK_MS),
    wake() {
      woken = true;
      lookIn(0);
    },
    read,
    of: name => running.get(name),
    async stop() {
      cancel();
      stopping.abort(new OperatorError('I am being shut down, and go on from there when I am back.'));
      await looking;
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
}
