import type { Topic } from '../topics.ts';
import type { Kind } from './manifest.ts';
import type { Changes, Commit } from './writer.ts';

/** What the writing thread is begun with. */
export interface Begin extends Kind {
  topics: readonly Topic[];
}

/** What it is told. */
export type Order =
  | { kind: 'apply'; changes: Changes }
  /** The last commit has been taken up. */
  | { kind: 'adopted' }
  /** To leave everything as the last commit has it, and to end. */
  | { kind: 'end' };

/** What it tells. */
export type Report =
  /** Something is on the disk; it waits until that has been taken up. */
  | { kind: 'commit'; commit: Commit }
  /** The changes of the earliest order that was not reported yet are taken in. */
  | { kind: 'applied' }
  /** Nothing is left to be merged. */
  | { kind: 'merged' };
