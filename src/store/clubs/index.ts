import type { Database } from '../database.ts';
import { type ClubBallots, clubBallots } from './ballots.ts';
import { type Clubs, clubs } from './clubs.ts';
import { type ClubEvents, clubEvents } from './events.ts';
import { type LeftEvents, leftEvents } from './left-events.ts';
import { type ClubPeople, clubPeople } from './people.ts';
import { type ClubQuestions, clubQuestions } from './questions.ts';
import { type ClubReadings, clubReadings } from './readings.ts';
import { type ClubSessions, clubSessions } from './sessions.ts';

export type { Nomination } from './ballots.ts';
export { NO_EVENT } from './events.ts';
export type { LeftEvent, TakenUp } from './left-events.ts';
export type { Attendance } from './people.ts';
export type { Question } from './questions.ts';
export type { OwnReading } from './readings.ts';

/** Journal clubs: what they are, when they meet, what they vote for and who comes, and what they make of it. */
export interface ClubStore extends Clubs {
  sessions: ClubSessions;
  ballots: ClubBallots;
  people: ClubPeople;
  events: ClubEvents;
  leftEvents: LeftEvents;
  questions: ClubQuestions;
  readings: ClubReadings;
}

export function clubStore(database: Pick<Database, 'db' | 'traits'>): ClubStore {
  return {
    ...clubs(database),
    sessions: clubSessions(database),
    ballots: clubBallots(database),
    people: clubPeople(database),
    events: clubEvents(database),
    leftEvents: leftEvents(database),
    questions: clubQuestions(database),
    readings: clubReadings(database),
  };
}
