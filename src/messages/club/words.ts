import { Temporal } from 'temporal-polyfill';
import type { Club, Decision, MeetingRule, PlannedSession, Rhythm } from '../../clubs/club.ts';
import { cutAtWord } from '../../interactions/cut.ts';
import { link, Markdown, md, oneLine } from '../../interactions/markdown.ts';
import type { Action } from '../../interactions/reply.ts';
import { type Paper, paperUrl } from '../../papers/paper.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const TITLE_CHARACTERS = 160;
const URL_CHARACTERS = 180;

const RHYTHMS: Readonly<Record<Rhythm, (day: string) => string>> = {
  weekly: day => `every ${day}`,
  'two-weeks': day => `every two weeks on ${day}`,
  'four-weeks': day => `every four weeks on ${day}`,
  first: day => `on the first ${day} of the month`,
  second: day => `on the second ${day} of the month`,
  third: day => `on the third ${day} of the month`,
  fourth: day => `on the fourth ${day} of the month`,
  last: day => `on the last ${day} of the month`,
};

/** `every Thursday at 18:00 (Europe/Berlin)` */
export function ruleWords({ rhythm, weekday, time, timeZone }: MeetingRule): string {
  return `${RHYTHMS[rhythm](WEEKDAYS[weekday - 1] ?? '')} at ${time} (${timeZone})`;
}

/** `Thursday, 26 March 2026` of a session's date. */
export function dateWords(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return `${WEEKDAYS[day.dayOfWeek - 1]}, ${day.day} ${MONTHS[day.month - 1]} ${day.year}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A mention, which never notifies: mentions are off in everything that the bot sends. */
export function person(userId: string): Markdown {
  return new Markdown(`<@${userId}>`);
}

export function titleLink(paper: Paper): Markdown {
  const url = paperUrl(paper);
  const short = url && url.length <= URL_CHARACTERS ? url : undefined;
  return link(cutAtWord(oneLine(paper.title), TITLE_CHARACTERS), short);
}

/** `1 person`, `3 people` */
export function people(count: number): string {
  return `${count} ${count === 1 ? 'person' : 'people'}`;
}

/** What a component of a club does. */
export function does(action: string, ...args: string[]): Action {
  return { command: 'club', action, args };
}

/** Why a paper is read, as the end of a sentence. */
export function decisionWords(
  decidedBy: Decision,
  { votes, voters, quorum }: { votes: number; voters: number; quorum: number },
): string {
  switch (decidedBy) {
    case 'votes':
      return `${votes} of ${people(voters)} who voted would read it`;
    case 'tie':
      return `${votes} of ${people(voters)} who voted would read it; of those with as many votes it was nominated first`;
    case 'no-quorum':
      return `only ${people(voters)} voted, and the club asks for ${quorum}, so the nominations decide`;
    case 'nobody-voted':
      return 'nobody voted, so the nominations decide';
    case 'nominations':
      return 'there was no ballot, so the nominations decide';
    case 'unread':
      return 'the poll could not be read, so the nominations decide';
    case 'filled':
      return 'nothing was nominated, so it comes from where the club fills up its ballots';
    case 'guest':
      return 'the organisers chose it';
  }
}

/** Who presents, in words; `askedToo`: also somebody who has not answered yet. */
export function presenterWords(
  presenting: Club['presenting'],
  presenter: PlannedSession['presenter'],
): Markdown | undefined {
  if (presenting === 'none') return undefined;
  if (!presenter) return md`nobody yet`;
  return presenter.state === 'confirmed'
    ? person(presenter.userId)
    : md`${person(presenter.userId)} (asked, no answer yet)`;
}
