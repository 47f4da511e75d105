/**
 * How much one person, or one server, may have. Far more than anyone uses; a bound keeps the database and every answer
 * small.
 */

/** Papers in a list; and how many of a server's list may be one person's, so that nobody fills it alone. */
export const LIST_CAPACITY = 2000;
export const LIST_SHARE = 1000;
/** Votes of one person, in all servers. */
export const MOST_VOTES = 10_000;
/**
 * Clubs of one server; and of one club its organisers, holidays, people who present in turn, nominations, and those of
 * one person.
 */
export const MOST_CLUBS = 10;
export const MOST_ORGANISERS = 20;
export const MOST_HOLIDAYS = 50;
export const MOST_MEMBERS = 500;
export const MOST_NOMINATIONS = 500;
export const MOST_NOMINATIONS_OF_ONE = 25;
/** Questions for one session, and of one person. */
export const MOST_QUESTIONS = 100;
export const MOST_QUESTIONS_OF_ONE = 10;
/** Notes on papers in one server, and of one person there. */
export const MOST_NOTES = 10_000;
export const MOST_NOTES_OF_ONE = 1000;
/**
 * People who say of one session whether they come, each of whom may be sent two reminders; and people who rate one
 * paper.
 */
export const MOST_ATTENDANCE = 1000;
/** What one person can undo within ten minutes. Of more, the oldest step goes. */
export const MOST_UNDO_STEPS = 200;
/** Long searches of one person; a search has up to 6,000 characters. Of more, the one used longest ago goes. */
export const MOST_KEPT_TEXTS = 100;
