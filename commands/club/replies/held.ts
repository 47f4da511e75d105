import type { PlannedSession } from '../../../src/clubs/club.ts';
import type { Rating } from '../../../src/clubs/reception.ts';
import type { Paper } from '../../../src/papers/paper.ts';
import type { Note } from '../../../src/store/index.ts';

/** A session that was held, and what became of it. */
export interface Held {
  session: PlannedSession;
  /** Missing where it has left the collection. */
  paper?: Paper;
  present: number;
  readers: number;
  rating?: Rating;
  /** Those that the asker may see. */
  notes: readonly Note[];
  thread?: { guildId: string; threadId: string };
}
