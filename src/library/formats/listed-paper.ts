import type { Paper } from '../../papers/paper.ts';

/** A paper as it stands in a reading list. Instants are ms since the epoch. */
export interface ListedPaper {
  paper: Paper;
  savedAt: number;
  readAt?: number;
  note?: string;
}
