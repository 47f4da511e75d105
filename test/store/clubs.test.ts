import { expect, it } from 'vitest';
import { sessionsAfter } from '../../src/clubs/calendar.ts';
import { notes } from '../../src/store/notes.ts';
import { pauses } from '../../src/store/pauses.ts';
import { personal } from '../../src/store/personal.ts';
import { planning } from '../../src/store/planning.ts';
import { MOST_ATTENDANCE } from '../../src/store/quotas.ts';
import { createSpeech } from '../../src/subscriptions/clubs/speech.ts';
import { eachStore, type TestStore } from './each-store.ts';
import { WEEKLY, WEEKLY_WISH, weeklyClub } from './weekly-club.ts';

const DAY_MS = 24 * 60 * 60_000;
const SESSION = { date: '1970-01-08', at: 1_000_000, moves: 0, cancelled: false };
const PEOPLE = Array.from({ length: 60 }, (_, i) => `${1000 + i}`);

eachStore('journal clubs', openFresh => {
  async function club(store: TestStore) {
    const made = await weeklyClub(store);
    const candidates = ['a', 'b'].map((paperId, i) => ({ paperId, voices: 1, nominatedAt: i }));
    await planning(store)(into => into.clubs.openBallot(made.id, SESSION, candidates, { poll: false }));
    return made;
  }

  it('lose no vote that was accepted, however many come at once and while the ballot closes', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const vote = async (userId: string) => ({
      userId,
      first: await clubs.ballots.vote(id, SESSION.date, { userId, paperIds: ['a', 'b'] }),
      second: await clubs.ballots.vote(id, SESSION.date, { userId, paperIds: ['b'] }),
    });
    const closing = planning(store)(into => into.clubs.closeBallot(id, SESSION.date));
    const votes = await Promise.all(PEOPLE.map(vote));
    const { approvals } = await closing;
    const counted = new Map(approvals.map(({ userId, paperIds }) => [userId, [...paperIds].sort()]));
    for (const { userId, first, second } of votes) {
      const expected = second === 'voted' ? ['b'] : first === 'voted' ? ['a', 'b'] : undefined;
      expect([userId, counted.get(userId)]).toEqual([userId, expected]);
    }
    expect(await clubs.ballots.vote(id, SESSION.date, { userId: '1', paperIds: ['a'] })).toBe('closed');
  });

  it('keep what 300 people say at once: their last votes, that they present, that they were there', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const people = Array.from({ length: 300 }, (_, i) => `${1000 + i}`);
    const all = people.map(async userId => {
      const vote = (...paperIds: string[]) =>
        patiently(() => clubs.ballots.vote(id, SESSION.date, { userId, paperIds }));
      const join = (now: number) => patiently(() => clubs.people.join(id, userId, now));
      const attend = (how: { going?: boolean; present?: boolean }) =>
        patiently(() => clubs.people.attend(id, SESSION, userId, how));
      await Promise.all([vote('a', 'b'), join(5)]);
      await Promise.all([join(6), attend({ going: true }), attend({ present: true })]);
      await vote(Number(userId) % 3 === 0 ? 'a' : 'b');
    });
    const moving = [2, 3].map(to => patiently(() => clubs.sessions.move(id, SESSION, to * 1_000_000, 0)));
    await Promise.all([...all, ...moving]);
    const { approvals } = await clubs.ballots.ballot(id, SESSION.date);
    const votes = Object.fromEntries(approvals.map(({ userId, paperIds }) => [userId, paperIds]));
    expect(votes).toEqual(Object.fromEntries(people.map(userId => [userId, [Number(userId) % 3 === 0 ? 'a' : 'b']])));
    const members = await clubs.people.members(id);
    expect(members.map(({ userId }) => userId).sort()).toEqual(people);
    const { going, present } = await clubs.people.attendance(id, SESSION.date);
    expect([going, present]).toEqual([people, people]);
    expect((await clubs.sessions.get(id, SESSION.date))?.moves).toBe(1);
  });

  it('name nobody again whose data is deleted while somebody plans', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    await clubs.people.join(id, '7', 1);
    let forgetting: Promise<void> | undefined;
    await planning(store)(async into => {
      const [member] = await into.clubs.members(id);
      forgetting = personal(store).forget('7');
      // Time for it, if it did not wait.
      for (let i = 0; i < 200; i += 1) await into.clubs.members(id);
      await into.clubs.ask(id, SESSION, member?.userId ?? '');
    });
    await forgetting;
    expect((await clubs.sessions.get(id, SESSION.date))?.presenter).toBeUndefined();
  });

  it('are moved by one of two organisers who do it at once', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const moved = await Promise.all([2, 3].map(to => clubs.sessions.move(id, SESSION, to * 1_000_000, 0)));
    expect(moved.sort()).toEqual(['changed', 'done']);
    expect((await clubs.sessions.get(id, SESSION.date))?.moves).toBe(1);
  });

  it('know a session by its date that was moved to an earlier time', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const session = { ...SESSION, date: '1970-01-15', at: 14 * DAY_MS };
    await clubs.sessions.move(id, session, 10 * DAY_MS, 0);
    const known = await clubs.sessions.of(id, 12 * DAY_MS);
    expect(known.map(({ date }) => date)).toEqual(['1970-01-15']);
  });

  it('give up sessions that a new rule does not have, but none of which something is decided', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const on = (date: string, at: number) => ({ ...SESSION, date, at });
    const [plain, presented, moved] = [on('1970-01-15', 14.75), on('1970-01-22', 21.75), on('1970-01-29', 28.75)].map(
      session => ({ ...session, at: session.at * DAY_MS }),
    );
    if (!plain || !presented || !moved) throw new Error('three sessions are needed');
    await clubs.people.attend(id, plain, '1', { going: true });
    await clubs.people.volunteer(id, presented, '1', 0);
    await clubs.sessions.move(id, moved, 30 * DAY_MS, 0);
    await clubs.edit(id, { ...WEEKLY, rule: { ...WEEKLY.rule, weekday: 5 } }, WEEKLY_WISH, DAY_MS);
    const known = await clubs.sessions.of(id, 10 * DAY_MS);
    expect(known.map(({ date }) => date)).toEqual(['1970-01-22', '1970-01-29']);
  });

  it('begin a new rule in the first week that has no other session of theirs', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const session = { ...SESSION, date: '1970-01-15', at: 14.75 * DAY_MS };
    await clubs.people.volunteer(id, session, '1', 0);
    await store.db
      .updateTable('club_session')
      .set({ at: 7.75 * DAY_MS })
      .where('date', '=', SESSION.date)
      .execute();
    // A Friday; the Thursday of the week before was held at seven days and three quarters, and the next one stays.
    await clubs.edit(id, { ...WEEKLY, rule: { ...WEEKLY.rule, weekday: 5 } }, WEEKLY_WISH, 8 * DAY_MS);
    const edited = await clubs.get(id);
    expect(edited?.rule).toMatchObject({ anchor: '1970-01-12', leftOut: ['1970-01-16'] });
    const known = await clubs.sessions.of(id, 8 * DAY_MS);
    const next = sessionsAfter({ rule: edited?.rule ?? WEEKLY.rule, holidays: [], known }, 8 * DAY_MS, 2);
    expect(next.map(({ date }) => date)).toEqual(['1970-01-15', '1970-01-23']);
  });

  it('have no two sessions at the same time, also where one comes back', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const of = (week: number) => ({
      date: new Date((14 + 7 * week) * DAY_MS).toISOString().slice(0, 10),
      at: (14.75 + 7 * week) * DAY_MS,
      moves: 0,
      cancelled: false,
    });
    expect(await clubs.sessions.move(id, of(1), of(0).at + 1_000, 0)).toBe('taken');
    expect(await clubs.sessions.move(id, of(1), of(0).at + 3_600_000, 0)).toBe('done');
    await clubs.sessions.cancel(id, of(2), 0);
    expect(await clubs.sessions.move(id, of(3), of(2).at, 0)).toBe('done');
    expect(await clubs.sessions.restore(id, { ...of(2), cancelled: true }, 0)).toBe('taken');
    expect((await clubs.sessions.get(id, of(2).date))?.cancelled).toBe(true);
  });

  it('bring no session back to the time of another one when a holiday ends', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const of = (week: number) => ({
      date: new Date((14 + 7 * week) * DAY_MS).toISOString().slice(0, 10),
      at: (14.75 + 7 * week) * DAY_MS,
      moves: 0,
      cancelled: false,
    });
    const now = 8 * DAY_MS;
    await clubs.people.volunteer(id, of(3), '1', 0);
    for (const week of [1, 3]) {
      await clubs.addHoliday(id, { from: of(week).date, to: of(week).date }, now);
      expect(await clubs.sessions.move(id, of(week - 1), of(week).at + 1_800_000, now)).toBe('done');
      await clubs.removeHoliday(id, of(week).date, now);
    }
    const { rule } = (await clubs.get(id)) ?? WEEKLY;
    const known = await clubs.sessions.of(id, now);
    const next = sessionsAfter({ rule, holidays: [], known }, now, 3);
    expect(next.map(({ date }) => date)).toEqual([of(0).date, of(2).date, of(4).date]);
    expect((await clubs.sessions.get(id, of(3).date))?.cancelled).toBe(true);
  });

  it('count each change of a session, and never less', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const session = { ...SESSION, date: '1970-01-22', at: 21.75 * DAY_MS };
    const sequence = async () =>
      ((await clubs.get(id))?.changes ?? 0) + ((await clubs.sessions.get(id, session.date))?.changes ?? 0);
    const seen = [await sequence()];
    const steps = [
      () => clubs.sessions.cancel(id, session, 0),
      () => clubs.sessions.restore(id, { ...session, cancelled: true }, 0),
      () => clubs.edit(id, { ...WEEKLY, rule: { ...WEEKLY.rule, weekday: 5 } }, WEEKLY_WISH, 0),
      () => clubs.edit(id, WEEKLY, WEEKLY_WISH, 0),
      () => clubs.addHoliday(id, { from: session.date, to: session.date }, 0),
      () => clubs.removeHoliday(id, session.date, 0),
      () => clubs.sessions.move(id, session, session.at + 1_000, 0),
    ];
    for (const step of steps) {
      await step();
      seen.push(await sequence());
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('take no vote on a session that is cancelled, nor in a poll of Discord’s', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const vote = () => clubs.ballots.vote(id, SESSION.date, { userId: '1', paperIds: ['a'] });
    await clubs.sessions.cancel(id, SESSION, 0);
    expect(await vote()).toBe('closed');
    await clubs.sessions.restore(id, { ...SESSION, cancelled: true }, 0);
    await store.db.updateTable('club_session').set({ poll: 1 }).execute();
    expect(await vote()).toBe('closed');
    expect((await clubs.ballots.ballot(id, SESSION.date)).approvals).toEqual([]);
    await clubs.ballots.withoutPoll(id, SESSION.date);
    expect(await vote()).toBe('voted');
  });

  it('nominate a paper until it is read, also where the session that had it is cancelled', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    await clubs.ballots.nominate(id, 'a', { userId: '1', now: 0 });
    const paper = { id: 'a', decidedBy: 'votes', votes: 1, voters: 1 } as const;
    const read = (now: number) => planning(store)(into => into.clubs.forgetRead(id, now));
    await planning(store)(into => into.clubs.decide(id, SESSION, paper));
    await clubs.sessions.cancel(id, SESSION, 0);
    await read(SESSION.at);
    expect(await clubs.ballots.nominations(id)).toHaveLength(1);
    await clubs.sessions.restore(id, { ...SESSION, cancelled: true }, 0);
    await read(SESSION.at - 1);
    expect(await clubs.ballots.nominations(id)).toHaveLength(1);
    await read(SESSION.at);
    expect(await clubs.ballots.nominations(id)).toEqual([]);
    await clubs.ballots.nominate(id, 'a', { userId: '1', now: SESSION.at + 1 });
    await read(SESSION.at + 2);
    expect(await clubs.ballots.nominations(id)).toHaveLength(1);
  });

  it('know what was announced and who was asked, in their order', async () => {
    const store = await openFresh();
    const { id } = await club(store);
    const { announced, asked } = await planning(store)(async into => {
      const say = (name: string, more: { paperIds?: string[]; recipientId?: string } = {}) =>
        into.record(id, { date: `${SESSION.date}/${name}`, day: SESSION.date, dueAt: 0, paperIds: [], ...more });
      for (const [i, paper] of [...'abababababa'].entries())
        await say(i === 0 ? 'ballot-closes' : `ballot-closes:${i + 2}`, { paperIds: [paper] });
      await say('presenter-asked', { recipientId: '1' });
      await say('presenter-asked:2');
      return {
        announced: await into.clubs.announced(id, SESSION.date),
        asked: await into.clubs.asked(id, `${SESSION.date}/presenter-asked`),
      };
    });
    expect(announced.join('')).toBe('abababababa');
    expect(asked).toEqual(['person', 'all']);
  });

  it('say after a pause all that did not come because of it', async () => {
    const store = await openFresh();
    const { id } = await club(store);
    await planning(store)(async into => {
      for (const [i, missed] of (['no-access', 'settled', 'no-access'] as const).entries())
        await into.record(id, { date: `${SESSION.date}/${i}`, day: SESSION.date, dueAt: i, paperIds: [], missed });
    });
    expect(await pauses(store).reopen(id, { all: true, now: 9 })).toBe(true);
    const rows = await store.db.selectFrom('delivery').select(['date', 'state']).orderBy('due_at').execute();
    expect(rows.map(({ state }) => state)).toEqual(['planned', 'missed', 'planned']);
  });

  it('say nothing in direct messages to somebody from whom the club is hidden by now', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const delivery = {
      id: 'd',
      subscriptionId: id,
      date: `${SESSION.date}/presenter-late`,
      dueAt: 0,
      state: 'planned' as const,
      paperIds: [],
      recipientId: '1',
      tries: 1,
    };
    const saidWhere = async (isSeen: boolean) =>
      (
        await createSpeech({
          store: { clubs, notes: notes(store) },
          papersOf: () => [],
          seesClub: async () => isSeen,
          interested: async () => [],
        })(delivery)
      )?.message.kind;
    expect(await saidWhere(true)).toBe('no-answer');
    expect(await saidWhere(false)).toBeUndefined();
  });

  it('have each person once in the rotation, however often they join at once', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    await Promise.all(
      PEOPLE.flatMap(userId => [
        clubs.people.join(id, userId, 5),
        clubs.people.attend(id, SESSION, userId, { present: true }),
      ]),
    );
    expect((await clubs.people.members(id)).map(({ userId }) => userId).sort()).toEqual(PEOPLE);
    expect((await clubs.people.attendance(id, SESSION.date)).present).toEqual(PEOPLE);
  });

  it('have of each person one word on a paper, however often they rate and read it at once', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    const rate = (userId: string) => [
      clubs.readings.set(id, 'p', userId, { rating: 2 }),
      clubs.readings.set(id, 'p', userId, { readAt: 1 }),
      clubs.readings.set(id, 'p', userId, { rating: 2 }),
    ];
    await Promise.all(PEOPLE.flatMap(rate));
    const made = (await clubs.readings.of(id, ['p', 'q'])).get('p');
    expect(made).toEqual({ readers: PEOPLE.length, ratings: PEOPLE.map(() => 2) });
    for (const userId of PEOPLE.slice(1)) await clubs.readings.set(id, 'p', userId, { readAt: null, rating: null });
    expect((await clubs.readings.of(id, ['p'])).get('p')).toEqual({ readers: 1, ratings: [2] });
    expect(await store.db.selectFrom('club_reading').selectAll().execute()).toHaveLength(1);
  });

  it('remind each of many people once, also when it is put on record again', async () => {
    const store = await openFresh();
    const { id } = await club(store);
    const people = Array.from({ length: 1_000 }, (_, i) => `${1_000_000 + i}`);
    const reminder = { date: `${SESSION.date}/reminder-day`, day: SESSION.date, dueAt: 0, paperIds: [] };
    for (const _ of [1, 2]) await planning(store)(into => into.recordForEach(id, reminder, people));
    const rows = await store.db.selectFrom('delivery').select('recipient_id').execute();
    expect(rows.map(row => row.recipient_id).sort()).toEqual(people);
  });

  it('take no more people for one session than there may be; those who are there may change their mind', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    await clubs.people.attend(id, SESSION, '1', { going: true });
    const others = Array.from({ length: MOST_ATTENDANCE - 1 }, (_, i) => ({
      club_id: id,
      date: SESSION.date,
      user_id: `${1_000_000 + i}`,
      going: 1,
      remind: 0,
      present: 0,
    }));
    for (let at = 0; at < others.length; at += 500)
      await store.db
        .insertInto('club_attendance')
        .values(others.slice(at, at + 500))
        .execute();
    expect(await clubs.people.attend(id, SESSION, '2', { going: true })).toBe('full');
    expect(await clubs.people.attend(id, SESSION, '1', { going: false })).toBe('noted');
    expect((await clubs.people.attendance(id, SESSION.date)).going).toHaveLength(MOST_ATTENDANCE - 1);
  });

  it('give out what a person did, and forget it', async () => {
    const store = await openFresh();
    const { clubs, id } = await club(store);
    for (const userId of ['111', '222']) {
      await clubs.ballots.nominate(id, 'p', { userId, why: 'mine', now: 0 });
      await clubs.ballots.vote(id, SESSION.date, { userId, paperIds: ['a'] });
      await clubs.people.join(id, userId, 0);
      await clubs.people.attend(id, SESSION, userId, { going: true });
      await clubs.setOrganiser(id, userId, true);
      await clubs.questions.ask(id, SESSION, { userId, text: 'Why?', anonymous: true, now: 0 });
      await clubs.readings.set(id, 'p', userId, { readAt: 0, rating: 4 });
      const key = { guildId: 'g', channelId: 'c', paperId: 'p', userId };
      await notes(store).write(key, 'Mine', 0);
    }
    await clubs.people.volunteer(id, SESSION, '111', 0);
    await planning(store)(async into => {
      const paper = { id: 'a', decidedBy: 'votes', votes: 1, voters: 1, nominatorId: '111' } as const;
      await into.clubs.decide(id, SESSION, paper);
      const reminder = { date: `${SESSION.date}/reminder-day`, day: SESSION.date, dueAt: 0, paperIds: [] };
      await into.recordForEach(id, reminder, ['111']);
    });
    const data = personal(store);
    const before = await data.export('222');
    expect((await data.export('111')).clubs).toEqual([
      {
        names: [{ club: id, name: 'Papers' }],
        nominatedWhatWasRead: [{ club: id, session: SESSION.date, paper: 'a' }],
        told: [{ club: id, about: `${SESSION.date}/reminder-day:2`, at: '1970-01-01T00:00:00.000Z' }],
        organised: [{ club: id, as: 'organiser' }],
        nominated: [{ club: id, paper: 'p', why: 'mine', at: '1970-01-01T00:00:00.000Z' }],
        votes: [{ club: id, session: SESSION.date, paper: 'a' }],
        presenting: [{ club: id, waitingSince: '1970-01-01T00:00:00.000Z' }],
        presented: [{ club: id, session: SESSION.date }],
        passedOn: [],
        questions: [{ club: id, session: SESSION.date, text: 'Why?', anonymous: true, at: '1970-01-01T00:00:00.000Z' }],
        readings: [{ club: id, paper: 'p', readAt: '1970-01-01T00:00:00.000Z', rating: 4 }],
        attendance: [{ club: id, session: SESSION.date, going: true, remind: false, present: false }],
      },
    ]);
    expect((await data.export('111')).notes).toEqual([
      { server: 'g', channel: 'c', paper: 'p', text: 'Mine', writtenAt: '1970-01-01T00:00:00.000Z' },
    ]);
    await data.forget('111');
    expect((await data.export('111')).clubs).toEqual([]);
    expect((await data.export('111')).notes).toEqual([]);
    expect(await data.export('222')).toEqual(before);
    expect((await clubs.sessions.get(id, SESSION.date))?.presenter).toBeUndefined();
  });
});

/**
 * As people do who hear that it took too long: on a busy machine some wait in vain for one of the few connections to
 * PostgreSQL, or behind others for a row, and nothing was done then.
 */
async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const took = error instanceof Error ? error.message : '';
      if (!/timeout exceeded when trying to connect|due to statement timeout/.test(took)) throw error;
    }
  }
}
