import { randomBytes } from 'node:crypto';
import type { Session } from '../../clubs/club.ts';
import type { Database } from '../database.ts';
import { MOST_QUESTIONS, MOST_QUESTIONS_OF_ONE } from '../quotas.ts';
import { putOnRecord } from './sessions.ts';

/** 40 bits: enough among the questions of one session. */
const ID_BYTES = 5;

export interface Question {
  id: string;
  userId: string;
  text: string;
  /** To be shown without a name. */
  anonymous: boolean;
}

/** What people want to talk about in a session. */
export interface ClubQuestions {
  /** `full`: the session, or this person, has as many as one may have. */
  ask(
    clubId: string,
    session: Session,
    question: { userId: string; text: string; anonymous: boolean; now: number },
  ): Promise<'asked' | 'full'>;
  /** In the order in which they were asked. */
  of(clubId: string, date: string): Promise<Question[]>;
  /** Whether there was such a one; with a person, one of theirs. */
  withdraw(clubId: string, question: { date: string; id: string; userId?: string }): Promise<boolean>;
}

export function clubQuestions({ db }: Pick<Database, 'db'>): ClubQuestions {
  const of: ClubQuestions['of'] = async (clubId, date) => {
    const rows = await db
      .selectFrom('club_question')
      .selectAll()
      .where('club_id', '=', clubId)
      .where('date', '=', date)
      .orderBy('asked_at')
      .orderBy('id')
      .execute();
    return rows.map(({ id, user_id, text, anonymous }) => ({ id, userId: user_id, text, anonymous: anonymous === 1 }));
  };

  return {
    of,

    ask: (clubId, session, { userId, text, anonymous, now }) =>
      db.transaction().execute(async trx => {
        await putOnRecord(trx, clubId, session);
        const there = await trx
          .selectFrom('club_question')
          .select('user_id')
          .where('club_id', '=', clubId)
          .where('date', '=', session.date)
          .execute();
        const own = there.filter(row => row.user_id === userId).length;
        if (there.length >= MOST_QUESTIONS || own >= MOST_QUESTIONS_OF_ONE) return 'full';
        await trx
          .insertInto('club_question')
          .values({
            club_id: clubId,
            date: session.date,
            id: randomBytes(ID_BYTES).toString('hex'),
            user_id: userId,
            text,
            anonymous: anonymous ? 1 : 0,
            asked_at: now,
          })
          .execute();
        return 'asked';
      }),

    async withdraw(clubId, { date, id, userId }) {
      const gone = await db
        .deleteFrom('club_question')
        .where('club_id', '=', clubId)
        .where('date', '=', date)
        .where('id', '=', id)
        .$if(userId !== undefined, query => query.where('user_id', '=', userId ?? ''))
        .returning('id')
        .executeTakeFirst();
      return gone !== undefined;
    },
  };
}
