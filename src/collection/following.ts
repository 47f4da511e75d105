import type { Log } from '../platform/log.ts';
import type { IndexChange } from '../search/types.ts';
import type { Papers } from '../store/index.ts';

/** Changes read at a time: some 10 ms of work. */
const PAGE = 100;
/** How often a process asks for what others have changed, in ms. A paper is to be found within a second. */
const ASKED_EVERY_MS = 500;

export interface Following {
  /** Fulfilled when everything committed by now was reported, or could not be read. */
  caughtUp(): Promise<void>;
  stop(): void;
}

/**
 * Tells what changes in the collection after a revision, in order: at once what this process changes, soon after what
 * others do. While the database is out of reach it goes on trying. Does not keep the process alive.
 */
export function follow({
  papers,
  from,
  shared,
  onChanges,
  onKnown,
  log,
}: {
  papers: Papers;
  /** The revision that is known. */
  from: number;
  /** Whether other processes change the collection too. */
  shared: boolean;
  onChanges: (changes: readonly IndexChange[]) => Promise<void>;
  /** Everything up to this revision was reported. */
  onKnown: (revision: number) => void;
  log: Log;
}): Following {
  let known = from;
  let stopped = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;

  async function read(): Promise<void> {
    while (!stopped) {
      const changes = await papers.changes(known, PAGE);
      const newest = changes.at(-1);
      if (!newest || stopped) return;
      await onChanges(changes);
      known = newest.revision;
      onKnown(known);
    }
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    try {
      await read();
      if (failing) log.info('The collection is followed again');
      failing = false;
    } catch (err) {
      if (!failing && !stopped) log.warn({ err }, 'Changes of the collection cannot be read; it is tried again');
      failing = true;
    }
    if (!stopped && (shared || failing)) timer = setTimeout(caughtUp, ASKED_EVERY_MS).unref();
  }

  /** One look at a time; what is wanted meanwhile is one more. */
  function caughtUp(): Promise<void> {
    waiting ??= last.then(() => {
      waiting = undefined;
      return look();
    });
    last = waiting;
    return waiting;
  }

  const end = papers.onChange(() => void caughtUp());
  void caughtUp();
  return {
    caughtUp,
    stop() {
      stopped = true;
      clearTimeout(timer);
      end();
    },
  };
}
