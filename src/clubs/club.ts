/** How often a club meets: every so many weeks, or on one weekday of each month. */
export const RHYTHMS = ['weekly', 'two-weeks', 'four-weeks', 'first', 'second', 'third', 'fourth', 'last'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** When a club meets, in its own time zone. */
export interface MeetingRule {
  rhythm: Rhythm;
  /** 1 is Monday, 7 Sunday. */
  weekday: number;
  /** `18:00`, of a 24-hour clock. */
  time: string;
  /** A name of the IANA database, `Europe/Berlin`. */
  timeZone: string;
  /**
   * A date of the club's first meeting or before it, `2026-01-15`: from it weeks are counted, and nothing is before it.
   */
  anchor: string;
  /** Of its dates, those on which the club does not meet: a session that was planned before takes their place. */
  leftOut?: readonly string[];
}

/** Dates on which a club does not meet, both ends included. */
export interface Holiday {
  from: string;
  to: string;
}

/** Who presents. `nominator`: whoever nominated the paper that is read. */
export const PRESENTING = ['rotation', 'nominator', 'none'] as const;
export type Presenting = (typeof PRESENTING)[number];

/** Where papers come from when too few are nominated: the server's list, what was voted up there, or a query. */
export type Fill = { from: 'list' } | { from: 'votes' } | { from: 'query'; query: string };

/** The timed steps of a session, in the order in which they happen where two fall on the same time. */
export const STEPS = [
  'event',
  'ballot-opens',
  'ballot-closes',
  'presenter-asked',
  'presenter-late',
  'reminder-day',
  'reminder-hour',
  'session-opens',
  'summary',
] as const;
export type StepKind = (typeof STEPS)[number];

/**
 * What is said when something happens, not at a time. `changed`: a session is moved, cancelled or restored; `rule`: the
 * club meets at other times from now on; `unread`: to the organisers, a poll could not be read.
 */
export const NOTICES = ['changed', 'rule', 'unread'] as const;
export type NoticeKind = (typeof NOTICES)[number];

/** What can be switched off, by what people call it, and the steps that go with it. */
export const SWITCHES = {
  event: ['event'],
  ballot: ['ballot-opens'],
  presenter: ['presenter-asked', 'presenter-late'],
  'day-before': ['reminder-day'],
  'hour-before': ['reminder-hour'],
  opening: ['session-opens'],
  summary: ['summary'],
  changes: ['changed', 'rule'],
} as const satisfies Record<string, readonly (StepKind | NoticeKind)[]>;
export type Switch = keyof typeof SWITCHES;

/** What a club's organisers decide. Its channel, time zone and time are those of its subscription. */
export interface ClubSpec {
  name: string;
  rule: MeetingRule;
  /** Of a session. */
  minutes: number;
  /** How many days before a session its ballot opens, and closes. */
  opensDays: number;
  closesDays: number;
  presenting: Presenting;
  /** Whether people vote in a poll of Discord's, where that can be; else by a menu of ours. */
  poll: boolean;
  /** Whether results can be seen while the ballot is open. */
  live: boolean;
  /** Whether questions may be asked without a name. */
  anonymous: boolean;
  /** With fewer voters the ballot does not decide; 0: any number does. */
  quorum: number;
  fill?: Fill;
  off: readonly Switch[];
  /** Where it meets, in the organisers' words: a room, a link. */
  where?: string;
}

/** A session as the rule gives it, or as organisers have changed it. */
export interface Session {
  /** Its name: the date that the rule gives it, `2026-03-26`. It stays when the session is moved. */
  date: string;
  /** Ms since the epoch. */
  at: number;
  /** How often it was moved: what was said of an earlier time is said again. */
  moves: number;
  cancelled: boolean;
  /** How often it was moved, cancelled or restored; missing: never. It never falls. */
  changes?: number;
  /** Its last change let it take place again; it may have been moved before. */
  restored?: true;
  /** When it was last moved or restored (ms since the epoch): what should have happened before is not made up for. */
  since?: number;
  /**
   * When its ballot closes, or has closed (ms since the epoch), as people were told; missing: nothing of it was said
   * yet.
   */
  closesAt?: number;
}

/**
 * A session to come that an earlier rule had and the club's rule does not: calendars may have it from an older file.
 */
export interface GivenUp {
  date: string;
  /** When it was to begin, ms since the epoch. */
  at: number;
}

export interface Club extends ClubSpec {
  /** Of the subscription by which its messages are delivered. */
  id: string;
  guildId: string;
  channelId: string;
  setUpBy: string;
  organisers: readonly string[];
  holidays: readonly Holiday[];
  /** Ms since the epoch: what should have happened before is not made up for, since the club or its rule is younger. */
  since: number;
  /** How often its rule, the length of its sessions or its holidays were changed; missing: never. It never falls. */
  changes?: number;
  /** Missing: none. */
  givenUp?: readonly GivenUp[];
}

/** How a session's paper was found. */
export const DECISIONS = [
  'votes',
  'tie',
  'no-quorum',
  'nobody-voted',
  'nominations',
  'guest',
  'unread',
  'filled',
] as const;
export type Decision = (typeof DECISIONS)[number];

/** A session that is on record: its ballot has opened, or organisers have changed something. */
export interface PlannedSession extends Session {
  ballot?: 'open' | 'closed';
  /** Its ballot is a poll of Discord's. */
  poll?: true;
  paper?: {
    id: string;
    decidedBy: Decision;
    /** Of its ballot: approvals of this paper, and people who voted. */
    votes: number;
    voters: number;
    /** Missing when that person had their data deleted, and of a paper that nobody nominated. */
    nominatorId?: string;
  };
  presenter?: { userId: string; state: 'asked' | 'confirmed' };
}
