import { stat } from 'node:fs/promises';
import { loadCollection } from './collection.ts';
import type { Paper } from './paper.ts';

export interface WatchOptions {
  /** The collection has changed and is sound. */
  onChange: (papers: Paper[]) => void | Promise<void>;
  /** The changed collection cannot be used (a CollectionError), or `onChange` failed. Told once for each change. */
  onError: (error: unknown) => void;
  /** How often the file is looked at, in ms. */
  everyMs?: number;
}

export interface Watch {
  /** Done when the file was looked at for the first time: what changes from then on is noticed. */
  ready: Promise<void>;
  /** Reads the collection now, whether its file looks changed or not. */
  reload(): void;
  stop(): void;
}

/**
 * Looks at a collection file again and again and reads it when it has changed and then rests for one turn: programs that write in
 * several steps are left to finish. Looking, rather than waiting to be told, also works for renamed files, network disks and containers.
 * Does not keep the process alive.
 */
export function watchCollection(path: string, { onChange, onError, everyMs = 500 }: WatchOptions): Watch {
  let stopped = false;
  let read: string | undefined;
  let seen: string | undefined;
  let turn: Promise<void> = Promise.resolve();

  const readAnew = async () => {
    read = seen = await stateOf(path);
    try {
      const papers = await loadCollection(path);
      if (!stopped) await onChange(papers);
    } catch (error) {
      if (!stopped) onError(error);
    }
  };
  const look = async () => {
    const state = await stateOf(path);
    if (read === undefined) read = state;
    else if (state !== read && state === seen) await readAnew();
    seen = state;
  };
  const queue = (step: () => Promise<void>) => {
    turn = turn.then(() => (stopped ? undefined : step()));
    return turn;
  };
  const timer = setInterval(() => queue(look), everyMs);
  timer.unref();
  return {
    ready: queue(look),
    reload: () => void queue(readAnew),
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

/** Differs whenever the file was written or replaced; of a missing file, a word. */
async function stateOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return 'missing';
  }
}
