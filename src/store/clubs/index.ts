import type { Database } from '../database.ts';
import { type ClubBallots, clubBallots } from './ballots.ts';
import { type Clubs, clubs } from './clubs.ts';
import { type ClubPeople, clubPeople } from './people.ts';
import { type ClubSessions, clubSessions } from './sessions.ts';

export type { Nomination } from './ballots.ts';
export type { Attendance } from './people.ts';

/** Journal clubs: what they are, when they meet, what they vote for and who comes. */
export interface ClubStore extends Clubs {
  sessions: ClubSessions;
  ballots: ClubBallots;
  people: ClubPeople;
}

export function clubStore(database: Pick<Database, 'db' | 'traits'>): ClubStore {
  return {
    ...clubs(database),
    sessions: clubSessions(database),
    ballots: clubBallots(database),
    people: clubPeople(database),
  };
}
