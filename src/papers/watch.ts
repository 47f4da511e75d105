import { open, stat } from 'node:fs/promises';
import { acceptedPath } from './accepted.ts';
import { loadCollection } from './collection.ts';
import type { Paper } from './paper.ts';

export interface WatchOptions {
  /** The collection has changed and is sound. Where it throws, it is called again later. */
  onChange: (papers: Paper[]) => void | Promise<void>;
  /**
   * The changed collection cannot be used (a CollectionError), or `onChange` failed. Said once for each change and
   * reason, however often it is tried.
   */
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

/** Turns for which a file has to rest when its last line has no end: a copy may be pausing there. */
const UNFINISHED_TURNS = 10;
/**
 * Turns until what failed is tried again; each time twice as many, up to the most: the database may be away, the disk
 * full.
 */
const RETRY_TURNS = 10;
const MOST_RETRY_TURNS = 120;

/**
 * Looks at a collection file again and again and reads it when it has changed and then rests for one turn: programs
 * that write in several steps are left to finish. What failed is tried again. Looking, rather than waiting to be told,
 * also works for renamed files, network disks and containers. Does not keep the process alive.
 */
export function watchCollection(path: string, { onChange, onError, everyMs = 500 }: WatchOptions): Watch {
  let stopped = false;
  let read: string | undefined;
  let seen: string | undefined;
  let rested = 0;
  let failure: { reason: string; waited: number; turns: number } | undefined;
  let turn: Promise<void> = Promise.resolve();

  const failed = (error: unknown, state: string) => {
    const reason = `${state} ${error}`;
    const same = failure?.reason === reason;
    const turns = failure && same ? Math.min(2 * failure.turns, MOST_RETRY_TURNS) : RETRY_TURNS;
    failure = { reason, waited: 0, turns };
    if (!same) onError(error);
  };
  const readAnew = async () => {
    const state = await stateOf(path);
    read = seen = state;
    try {
      const papers = await loadCollection(path);
      if (!stopped) await onChange(papers);
      failure = undefined;
    } catch (error) {
      if (!stopped) failed(error, state);
    }
  };
  const look = async () => {
    const state = await stateOf(path);
    rested = state === seen ? rested + 1 : 0;
    seen = state;
    if (read === undefined) read = state;
    else if (state !== read) {
      if (rested >= UNFINISHED_TURNS || (rested > 0 && (await isFinished(path)))) await readAnew();
    } else if (failure && ++failure.waited >= failure.turns) await readAnew();
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

/** Whether the last line has its end. One that is not there is as it will be. */
async function isFinished(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return true;
  try {
    const { size } = await file.stat();
    const { bytesRead, buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    return bytesRead === 1 && buffer[0] === 0x0a;
  } finally {
    await file.close();
  }
}

/** Differs whenever the file was written or replaced, may be read now, or was accepted. */
async function stateOf(path: string): Promise<string> {
  return `${await fileState(path)}, ${await fileState(acceptedPath(path))}`;
}

/** Of a missing file, a word. */
async function fileState(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch {
    return 'missing';
  }
}
