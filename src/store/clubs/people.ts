import type { Kysely } from 'kysely';
import type { Session } from '../../clubs/club.ts';
import { type Member, swapped } from '../../clubs/rotation.ts';
import type { Database } from '../database.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { MOST_ATTENDANCE, MOST_MEMBERS } from '../quotas.ts';
import type { Tables } from '../schema.ts';
import { lookAgain } from './looking.ts';
import { putOnRecord } from './sessions.ts';

/** Two people who agreed to change their turns. */
export interface SwapAgreed {
  one: string;
  other: string;
  /** Since when each was waiting. */
  oneSince: number;
  otherSince: number;
}

/** What somebody says of a session: each part that is given is set, the others stay. */
export interface Attendance {
  going?: boolean;
  remind?: boolean;
  present?: boolean;
}

/** People in one statement: both databases bound the number of parameters. */
const ROWS = 200;

/** So many people of an event leave room for those who press our buttons. */
const MOST_FROM_EVENT = MOST_ATTENDANCE / 2;

/** Who presents in turn, and who comes. */
export interface ClubPeople {
  members(clubId: string): Promise<Member[]>;
  /** `there`: they were members already. `full`: the rotation has as many as it may. */
  join(clubId: string, userId: string, now: number): Promise<'joined' | 'there' | 'full'>;
  leave(clubId: string, userId: string): Promise<boolean>;
  /** Undefined: back. Whether this person is a member. */
  setAway(clubId: string, userId: string, until: string | undefined): Promise<boolean>;
  /** Who passed on a session. */
  passed(clubId: string, date: string): Promise<Set<string>>;
  /** As {@link passed}, of each session from a date on of which somebody passed. */
  passedFrom(clubId: string, date: string): Promise<Map<string, Set<string>>>;
  /** The presenter confirms. False where it is somebody else's turn. */
  confirm(clubId: string, date: string, userId: string, now: number): Promise<boolean>;
  /** The presenter passes on: nobody presents until the next one is asked. False where it is somebody else's turn. */
  pass(clubId: string, date: string, userId: string, now: number): Promise<boolean>;
  /**
   * Somebody does not present a session, and stays at the front for the next one; whoever is asked to present it passes
   * on.
   */
  skip(clubId: string, session: Session, userId: string, now: number): Promise<void>;
  /**
   * Two members change their turns; of a session to come that one of them is to present, the other one presents.
   * `gone`: one of them is no member any more; `changed`: their turns are not those that they agreed on.
   */
  swap(clubId: string, agreed: SwapAgreed, now: number): Promise<'swapped' | 'gone' | 'changed'>;
  /** Somebody presents of their own accord. False where another one has confirmed. */
  volunteer(clubId: string, session: Session, userId: string, now: number): Promise<boolean>;
  /** `full`: as many people as may have said something of this session. */
  attend(clubId: string, session: Session, userId: string, what: Attendance): Promise<'noted' | 'full'>;
  /**
   * People who press *Interested* on the session's event say that they come, unless they have said here whether they
   * do.
   */
  interested(clubId: string, session: Session, userIds: readonly string[]): Promise<void>;
  /** How many people said that they were there, of sessions of these dates; one of which nobody did is missing. */
  presentAt(clubId: string, dates: readonly string[]): Promise<Map<string, number>>;
  /** In the order of their ids. */
  attendance(clubId: string, date: string): Promise<{ going: string[]; remind: string[]; present: string[] }>;
}

export function clubPeople({ db, traits }: Pick<Database, 'db' | 'traits'>): ClubPeople {
  return {
    members: clubId => membersOf(db, clubId),

    join: (clubId, userId, now) =>
      db.transaction().execute(async trx => {
        const there = await membersOf(trx, clubId);
        if (there.some(member => member.userId === userId)) return 'there';
        if (there.length >= MOST_MEMBERS) return 'full';
        await trx
          .insertInto('club_member')
          .values({ club_id: clubId, user_id: userId, waiting_since: now, away_until: null })
          .onConflict(conflict => conflict.columns(['club_id', 'user_id']).doNothing())
          .execute();
        return 'joined';
      }),

    async leave(clubId, userId) {
      const gone = await db
        .deleteFrom('club_member')
        .where('club_id', '=', clubId)
        .where('user_id', '=', userId)
        .returning('user_id')
        .executeTakeFirst();
      return gone !== undefined;
    },

    async setAway(clubId, userId, until) {
      const set = await db
        .updateTable('club_member')
        .set({ away_until: until ?? null })
        .where('club_id', '=', clubId)
        .where('user_id', '=', userId)
        .returning('user_id')
        .executeTakeFirst();
      return set !== undefined;
    },

    async passed(clubId, date) {
      return passedOn(db, clubId, date);
    },

    async passedFrom(clubId, date) {
      const rows = await db
        .selectFrom('club_pass')
        .select(['date', 'user_id'])
        .where('club_id', '=', clubId)
        .where('date', '>=', date)
        .execute();
      const byDate = [...Map.groupBy(rows, row => row.date)];
      return new Map(byDate.map(([day, some]) => [day, new Set(some.map(row => row.user_id))]));
    },

    async confirm(clubId, date, userId, now) {
      const confirmed = await db
        .updateTable('club_session')
        .set({ presenter_state: 'confirmed' })
        .where('club_id', '=', clubId)
        .where('date', '=', date)
        .where('presenter_id', '=', userId)
        .returning('date')
        .executeTakeFirst();
      if (confirmed) await lookAgain(db, clubId, now);
      return confirmed !== undefined;
    },

    pass: (clubId, date, userId, now) =>
      db.transaction().execute(async trx => {
        await oneAtATime(trx, traits, 'planning');
        const freed = await trx
          .updateTable('club_session')
          .set({ presenter_id: null, presenter_state: null })
          .where('club_id', '=', clubId)
          .where('date', '=', date)
          .where('presenter_id', '=', userId)
          .returning('date')
          .executeTakeFirst();
        if (!freed) return false;
        await trx
          .insertInto('club_pass')
          .values({ club_id: clubId, date, user_id: userId, ahead: 0 })
          .onConflict(conflict => conflict.columns(['club_id', 'date', 'user_id']).doNothing())
          .execute();
        await lookAgain(trx, clubId, now);
        return true;
      }),

    skip: (clubId, session, userId, now) =>
      db.transaction().execute(async trx => {
        await oneAtATime(trx, traits, 'planning');
        await putOnRecord(trx, clubId, session);
        const freed = await trx
          .updateTable('club_session')
          .set({ presenter_id: null, presenter_state: null })
          .where('club_id', '=', clubId)
          .where('date', '=', session.date)
          .where('presenter_id', '=', userId)
          .returning('date')
          .executeTakeFirst();
        await trx
          .insertInto('club_pass')
          .values({ club_id: clubId, date: session.date, user_id: userId, ahead: freed ? 0 : 1 })
          .onConflict(conflict => conflict.columns(['club_id', 'date', 'user_id']).doNothing())
          .execute();
        await lookAgain(trx, clubId, now);
      }),

    swap: (clubId, { one, other, oneSince, otherSince }, now) =>
      db.transaction().execute(async trx => {
        await oneAtATime(trx, traits, 'planning');
        const members = await membersOf(trx, clubId);
        const since = (userId: string) => members.find(member => member.userId === userId)?.waitingSince;
        if (since(one) === undefined || since(other) === undefined) return 'gone';
        if (since(one) !== oneSince || since(other) !== otherSince) return 'changed';
        const theirs = await trx
          .selectFrom('club_session')
          .select(['date', 'presenter_id'])
          .where('club_id', '=', clubId)
          .where('at', '>', now)
          .where('presenter_id', 'in', [one, other])
          .execute();
        for (const { date, presenter_id } of theirs)
          await trx
            .updateTable('club_session')
            .set({ presenter_id: presenter_id === one ? other : one, presenter_state: 'confirmed' })
            .where('club_id', '=', clubId)
            .where('date', '=', date)
            .execute();
        await waitSince(
          trx,
          clubId,
          swapped(members, one, other).filter(({ userId }) => userId === one || userId === other),
        );
        await lookAgain(trx, clubId, now);
        return 'swapped';
      }),

    volunteer: (clubId, session, userId, now) =>
      db.transaction().execute(async trx => {
        await oneAtATime(trx, traits, 'planning');
        await putOnRecord(trx, clubId, session);
        const taken = await trx
          .updateTable('club_session')
          .set({ presenter_id: userId, presenter_state: 'confirmed' })
          .where('club_id', '=', clubId)
          .where('date', '=', session.date)
          .where(({ eb, or }) =>
            or([
              eb('presenter_state', 'is', null),
              eb('presenter_state', '!=', 'confirmed'),
              eb('presenter_id', '=', userId),
            ]),
          )
          .returning('date')
          .executeTakeFirst();
        if (taken) await lookAgain(trx, clubId, now);
        return taken !== undefined;
      }),

    attend: (clubId, session, userId, what) =>
      db.transaction().execute(async trx => {
        await putOnRecord(trx, clubId, session);
        const others = await trx
          .selectFrom('club_attendance')
          .select(({ fn }) => fn.countAll<number>().as('there'))
          .where('club_id', '=', clubId)
          .where('date', '=', session.date)
          .where('user_id', '!=', userId)
          .executeTakeFirstOrThrow();
        if (others.there >= MOST_ATTENDANCE) return 'full';
        const bit = (flag: boolean | undefined) => (flag === undefined ? undefined : flag ? 1 : 0);
        const { going = undefined, remind = undefined, present = undefined } = what;
        const set = Object.fromEntries(
          Object.entries({ going: bit(going), remind: bit(remind), present: bit(present) }).filter(
            ([, value]) => value !== undefined,
          ),
        );
        await trx
          .insertInto('club_attendance')
          .values({
            club_id: clubId,
            date: session.date,
            user_id: userId,
            going: bit(going) ?? 0,
            remind: bit(remind) ?? 0,
            present: bit(present) ?? 0,
          })
          .onConflict(conflict => conflict.columns(['club_id', 'date', 'user_id']).doUpdateSet(set))
          .execute();
        return 'noted';
      }),

    interested: (clubId, session, userIds) =>
      db.transaction().execute(async trx => {
        if (userIds.length === 0) return;
        await putOnRecord(trx, clubId, session);
        const { there } = await trx
          .selectFrom('club_attendance')
          .select(({ fn }) => fn.countAll<number>().as('there'))
          .where('club_id', '=', clubId)
          .where('date', '=', session.date)
          .executeTakeFirstOrThrow();
        const room = Math.max(0, MOST_FROM_EVENT - there);
        for (let first = 0; first < Math.min(room, userIds.length); first += ROWS)
          await trx
            .insertInto('club_attendance')
            .values(
              userIds.slice(first, Math.min(room, first + ROWS)).map(userId => ({
                club_id: clubId,
                date: session.date,
                user_id: userId,
                going: 1,
                remind: 0,
                present: 0,
              })),
            )
            .onConflict(conflict => conflict.columns(['club_id', 'date', 'user_id']).doNothing())
            .execute();
      }),
    async presentAt(clubId, dates) {
      if (dates.length === 0) return new Map();
      const rows = await db
        .selectFrom('club_attendance')
        .select(({ fn }) => ['date', fn.countAll<number>().as('people')])
        .where('club_id', '=', clubId)
        .where('date', 'in', dates)
        .where('present', '=', 1)
        .groupBy('date')
        .execute();
      return new Map(rows.map(row => [row.date, row.people]));
    },

    async attendance(clubId, date) {
      const rows = await db
        .selectFrom('club_attendance')
        .selectAll()
        .where('club_id', '=', clubId)
        .where('date', '=', date)
        .orderBy('user_id')
        .execute();
      const those = (which: 'going' | 'remind' | 'present') =>
        rows.filter(row => row[which] === 1).map(row => row.user_id);
      return { going: those('going'), remind: those('remind'), present: those('present') };
    },
  };
}

export async function membersOf(db: Kysely<Tables>, clubId: string): Promise<Member[]> {
  const rows = await db.selectFrom('club_member').selectAll().where('club_id', '=', clubId).execute();
  return rows.map(row => ({
    userId: row.user_id,
    waitingSince: row.waiting_since,
    ...(row.away_until !== null && { awayUntil: row.away_until }),
  }));
}

export async function passedOn(db: Kysely<Tables>, clubId: string, date: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('club_pass')
    .select('user_id')
    .where('club_id', '=', clubId)
    .where('date', '=', date)
    .execute();
  return new Set(rows.map(row => row.user_id));
}

/** Writes since when each member waits. */
export async function waitSince(trx: Kysely<Tables>, clubId: string, members: readonly Member[]): Promise<void> {
  for (const { userId, waitingSince } of members)
    await trx
      .updateTable('club_member')
      .set({ waiting_since: waitingSince })
      .where('club_id', '=', clubId)
      .where('user_id', '=', userId)
      .execute();
}
