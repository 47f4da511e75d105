import { type Kysely, sql } from 'kysely';
import type { Decision, Presenting, Rhythm } from '../../clubs/club.ts';

/**
 * Tables of journal clubs. A club is delivered by a subscription of its own, which has its channel, its time and its
 * time zone. Instants are ms since the epoch, dates are `2026-03-29` in the club's zone; a session's date is its name,
 * also after it was moved.
 */
export interface ClubTables {
  club: {
    /** Of its subscription. */
    id: string;
    name: string;
    rhythm: Rhythm;
    weekday: number;
    anchor: string;
    /** Dates of its rule on which it does not meet, with commas. */
    left_out: string;
    minutes: number;
    opens_days: number;
    closes_days: number;
    presenting: Presenting;
    live: number;
    /** 1: people vote in a poll of Discord's. */
    poll: number;
    /** Whether questions may be asked without a name. */
    anonymous: number;
    quorum: number;
    fill_from: 'list' | 'votes' | 'query' | null;
    fill_query: string | null;
    /** Switches that are off, with commas. */
    off: string;
    place: string | null;
    since: number;
    /** How often its rule, the length of its sessions or its holidays were changed. */
    changes: number;
    /** Sessions to come that its rule has no more, as JSON. */
    given_up: string;
    /** 0: people have still to hear of a new rule. */
    rule_told: number;
  };
  club_organiser: { club_id: string; user_id: string };
  club_holiday: { club_id: string; from_date: string; to_date: string };
  club_nomination: {
    club_id: string;
    paper_id: string;
    user_id: string;
    why: string | null;
    nominated_at: number;
  };
  club_session: {
    club_id: string;
    date: string;
    at: number;
    moves: number;
    cancelled: number;
    ballot: 'open' | 'closed' | null;
    /** 1: its ballot is a poll of Discord's. */
    poll: number;
    paper_id: string | null;
    decided_by: Decision | null;
    votes: number;
    voters: number;
    nominator_id: string | null;
    presenter_id: string | null;
    presenter_state: 'asked' | 'confirmed' | null;
    /** How often it was moved, cancelled or restored; and of how many of these people have heard. */
    changes: number;
    told: number;
    /** 1: its last change let it take place again. */
    restored: number;
    /** When it was last moved or restored; null: never. */
    since: number | null;
    /** When its ballot closes, as people were told; null: nothing was said yet. */
    closes_at: number | null;
  };
  /** The papers of a ballot, in the order in which they stand there. */
  club_candidate: {
    club_id: string;
    date: string;
    paper_id: string;
    position: number;
    voices: number;
    nominated_at: number;
  };
  club_vote: { club_id: string; date: string; user_id: string; paper_id: string };
  /** Who presents in turn. */
  club_member: { club_id: string; user_id: string; waiting_since: number; away_until: string | null };
  /** Who passed on one session. */
  club_pass: {
    club_id: string;
    date: string;
    user_id: string;
    /** 1: before they were asked. */
    ahead: number;
  };
  /** What was done about a session's event in Discord. */
  club_event: {
    club_id: string;
    date: string;
    /** Null until Discord has said it, and where it could not be made. */
    event_id: string | null;
    /** What it was last to show, and when the session begins by that. */
    facts: string;
    at: number;
    /** 1: somebody took it away, and it is not made again. */
    gone: number;
  };
  /** Events in Discord whose session is gone, until they are cancelled there. */
  club_event_left: {
    guild_id: string;
    mark: string;
    /** Null where Discord may have made it and has not said so. */
    event_id: string | null;
    try_at: number;
    tries: number;
  };
  club_attendance: {
    club_id: string;
    date: string;
    user_id: string;
    going: number;
    /** Wants to be reminded in direct messages. */
    remind: number;
    present: number;
  };
}

export async function createClubTables(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('delivery').addColumn('recipient_id', 'text').execute();
  await db.schema
    .createTable('club')
    .addColumn('id', 'text', column => column.primaryKey().references('subscription.id').onDelete('cascade'))
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('rhythm', 'text', column => column.notNull())
    .addColumn('weekday', 'integer', column => column.notNull())
    .addColumn('anchor', 'text', column => column.notNull())
    .addColumn('minutes', 'integer', column => column.notNull())
    .addColumn('opens_days', 'integer', column => column.notNull())
    .addColumn('closes_days', 'integer', column => column.notNull())
    .addColumn('presenting', 'text', column => column.notNull())
    .addColumn('live', 'integer', column => column.notNull())
    .addColumn('quorum', 'integer', column => column.notNull())
    .addColumn('fill_from', 'text')
    .addColumn('fill_query', 'text')
    .addColumn('off', 'text', column => column.notNull())
    .addColumn('place', 'text')
    .addColumn('since', 'bigint', column => column.notNull())
    .execute();
  await ofClub(db, 'club_organiser')
    .addColumn('user_id', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('club_organiser_key', ['club_id', 'user_id'])
    .execute();
  await ofClub(db, 'club_holiday')
    .addColumn('from_date', 'text', column => column.notNull())
    .addColumn('to_date', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('club_holiday_key', ['club_id', 'from_date'])
    .execute();
  await ofClub(db, 'club_nomination')
    .addColumn('paper_id', 'text', column => column.notNull())
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('why', 'text')
    .addColumn('nominated_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('club_nomination_key', ['club_id', 'paper_id', 'user_id'])
    .execute();
  await ofSession(db, 'club_session')
    .addColumn('at', 'bigint', column => column.notNull())
    .addColumn('moves', 'integer', column => column.notNull())
    .addColumn('cancelled', 'integer', column => column.notNull())
    .addColumn('ballot', 'text')
    .addColumn('paper_id', 'text')
    .addColumn('decided_by', 'text')
    .addColumn('votes', 'integer', column => column.notNull())
    .addColumn('voters', 'integer', column => column.notNull())
    .addColumn('nominator_id', 'text')
    .addColumn('presenter_id', 'text')
    .addColumn('presenter_state', 'text')
    .addPrimaryKeyConstraint('club_session_key', ['club_id', 'date'])
    .execute();
  await ofSession(db, 'club_candidate')
    .addColumn('paper_id', 'text', column => column.notNull())
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('voices', 'integer', column => column.notNull())
    .addColumn('nominated_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('club_candidate_key', ['club_id', 'date', 'paper_id'])
    .execute();
  await ofSession(db, 'club_vote')
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('paper_id', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('club_vote_key', ['club_id', 'date', 'user_id', 'paper_id'])
    .execute();
  await ofClub(db, 'club_member')
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('waiting_since', 'bigint', column => column.notNull())
    .addColumn('away_until', 'text')
    .addPrimaryKeyConstraint('club_member_key', ['club_id', 'user_id'])
    .execute();
  await ofSession(db, 'club_pass')
    .addColumn('user_id', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('club_pass_key', ['club_id', 'date', 'user_id'])
    .execute();
  await ofSession(db, 'club_attendance')
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('going', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('remind', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('present', 'integer', column => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('club_attendance_key', ['club_id', 'date', 'user_id'])
    .execute();
  for (const table of PERSONAL)
    await sql`create index ${sql.ref(`${table}_person`)} on ${sql.table(table)} (user_id)`.execute(db);
}

export async function createClubEvents(db: Kysely<unknown>): Promise<void> {
  await ofSession(db, 'club_event')
    .addColumn('event_id', 'text')
    .addColumn('facts', 'text', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addColumn('gone', 'integer', column => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('club_event_key', ['club_id', 'date'])
    .execute();
}

export async function addPolls(db: Kysely<unknown>): Promise<void> {
  for (const table of ['club', 'club_session'])
    await db.schema
      .alterTable(table)
      .addColumn('poll', 'integer', column => column.notNull().defaultTo(0))
      .execute();
}

export async function addSkips(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('club_pass')
    .addColumn('ahead', 'integer', column => column.notNull().defaultTo(0))
    .execute();
}

/** What was changed before is known by now. */
export async function addChanges(db: Kysely<unknown>): Promise<void> {
  for (const [table, name, usual] of [
    ['club', 'changes', 0],
    ['club', 'rule_told', 1],
    ['club_session', 'changes', 0],
    ['club_session', 'told', 0],
  ] as const)
    await db.schema
      .alterTable(table)
      .addColumn(name, 'integer', column => column.notNull().defaultTo(usual))
      .execute();
  await db.schema.alterTable('club_session').addColumn('since', 'bigint').execute();
  await sql`update club_session set changes = moves + cancelled, told = moves + cancelled`.execute(db);
}

export async function addLeftOut(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('club')
    .addColumn('left_out', 'text', column => column.notNull().defaultTo(''))
    .execute();
}

export async function addClosings(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('club_session').addColumn('closes_at', 'bigint').execute();
}

/** What was restored before and is not said yet is said as it was then. */
export async function addRestored(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('club_session')
    .addColumn('restored', 'integer', column => column.notNull().defaultTo(0))
    .execute();
}

export async function addGivenUp(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('club')
    .addColumn('given_up', 'text', column => column.notNull().defaultTo('[]'))
    .execute();
}

export async function createLeftEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('club_event_left')
    .addColumn('guild_id', 'text', column => column.notNull())
    .addColumn('mark', 'text', column => column.notNull())
    .addColumn('event_id', 'text')
    .addColumn('try_at', 'bigint', column => column.notNull())
    .addColumn('tries', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('club_event_left_key', ['guild_id', 'mark'])
    .execute();
}

/** Whose rows are looked up, and deleted, by person. */
const PERSONAL = [
  'club_organiser',
  'club_nomination',
  'club_vote',
  'club_member',
  'club_pass',
  'club_attendance',
] as const;

function ofClub(db: Kysely<unknown>, table: string) {
  return db.schema
    .createTable(table)
    .addColumn('club_id', 'text', column => column.notNull().references('club.id').onDelete('cascade'));
}

function ofSession(db: Kysely<unknown>, table: string) {
  return ofClub(db, table).addColumn('date', 'text', column => column.notNull());
}
