import type { Club, PlannedSession } from '../../src/clubs/club.ts';
import { type Member, turns, turnsAhead } from '../../src/clubs/rotation.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Press } from '../../src/interactions/command.ts';
import { type Markdown, md } from '../../src/interactions/markdown.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import type { Attendance } from '../../src/store/index.ts';
import { MOST_ATTENDANCE, MOST_MEMBERS } from '../../src/store/index.ts';
import type { App } from '../services.ts';
import { pressedAnywhere, sessionNamed, upcoming, withSession, withSessionAhead } from './find.ts';
import {
  attends,
  noTurn,
  notBegun,
  notHere,
  notInRotation,
  notToSwapWith,
  notYoursToAgree,
  notYourTurn,
  passedOn,
  rotationReply,
  skipped,
  someoneElsePresents,
  swapAsked,
  swapOver,
  swappedReply,
  youPresent,
} from './replies/people.ts';
import { inThePast, noSuchDate, tooMany } from './replies/refusals.ts';
import { readDate, today } from './spec.ts';

/** Sessions that are looked at for whose turn it is: more than a year of a weekly club is no plan. */
const MOST_AHEAD = 60;

interface Ahead {
  sessions: readonly PlannedSession[];
  /** Who has passed on which: ids by dates. */
  passed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Who presents each, if nothing changes: ids by dates. */
  presenters: ReadonlyMap<string, string>;
}

/** The sessions that have not begun, as many as give each member a turn. */
async function turnsToCome(app: App, club: Club, members: readonly Member[]): Promise<Ahead> {
  const now = app.clock.now();
  const all = await upcoming(app, club, Math.min(MOST_AHEAD, members.length + 2));
  const sessions = all.filter(({ at }) => at > now);
  const passed = await app.store.clubs.people.passedFrom(club.id, sessions.map(({ date }) => date).sort()[0] ?? '');
  const plan = sessions.map(({ date, at, presenter }) => ({
    date,
    at,
    passed: passed.get(date) ?? new Set<string>(),
    ...(presenter && { presenterId: presenter.userId }),
  }));
  // Elsewhere nobody's turn comes by itself.
  const inTurn = club.presenting === 'rotation' ? members : [];
  return { sessions, passed, presenters: turnsAhead(inTurn, plan) };
}

/** The order in which members present, from the next session on. */
export async function showRotation(app: App, asker: Asker, club: Club, headline?: Markdown): Promise<Reply> {
  const members = await app.store.clubs.people.members(club.id);
  const { sessions, presenters } = await turnsToCome(app, club, members);
  const order = turns(members, sessions[0]?.date ?? '');
  const away = members.filter(member => !order.includes(member));
  const when = (userId: string) => sessions.find(({ date }) => presenters.get(date) === userId)?.at;
  return rotationReply(club, { order, away, when, asker: asker.userId }, headline);
}

export async function join(app: App, asker: Asker, club: Club): Promise<Reply> {
  const outcome = await app.store.clubs.people.join(club.id, asker.userId, app.clock.now());
  if (outcome === 'full') return tooMany('people in the rotation', MOST_MEMBERS);
  return showRotation(
    app,
    asker,
    club,
    md`You are in the rotation: I ask you in direct messages when it is your turn.`,
  );
}

/** Somebody is away until a date, or without one back. A date that is over says nothing and is refused. */
export async function setAway(app: App, asker: Asker, club: Club, typed: string | undefined): Promise<Reply> {
  const until = typed === undefined ? undefined : readDate(typed);
  if (typed !== undefined && until === undefined) return noSuchDate(typed);
  if (until !== undefined && until < today(app, club)) return inThePast();
  if (!(await app.store.clubs.people.setAway(club.id, asker.userId, until))) return notInRotation(club);
  return showRotation(
    app,
    asker,
    club,
    until === undefined ? md`You are back in turn.` : md`You are passed over until then.`,
  );
}

export async function leave(app: App, asker: Asker, club: Club): Promise<Reply> {
  await app.store.clubs.people.leave(club.id, asker.userId);
  return showRotation(app, asker, club, md`You are not in the rotation.`);
}

/**
 * Somebody does not present the session at which it is their turn, once: they are first for the one after it. Pressed
 * again, nothing changes while that session is ahead.
 */
export async function skip(app: App, asker: Asker, club: Club): Promise<Reply> {
  const members = await app.store.clubs.people.members(club.id);
  if (!members.some(({ userId }) => userId === asker.userId)) return notInRotation(club);
  const now = app.clock.now();
  const { sessions, presenters, passed } = await turnsToCome(app, club, members);
  const isSkipped = ({ date, presenter }: PlannedSession) =>
    presenter?.userId !== asker.userId && passed.get(date)?.has(asker.userId) === true;
  const next = sessions.find(one => presenters.get(one.date) === asker.userId || isSkipped(one));
  if (!next) return noTurn();
  if (isSkipped(next)) return skipped(club, next);
  await app.store.clubs.people.skip(club.id, next, asker.userId, now);
  app.daily.wake();
  return skipped(club, next);
}

/** Asks another member of the rotation, who agrees by a button that everybody sees. */
export async function askToSwap(app: App, asker: Asker, club: Club, otherId: string): Promise<Reply> {
  const members = await app.store.clubs.people.members(club.id);
  const one = members.find(({ userId }) => userId === asker.userId);
  const other = members.find(({ userId }) => userId === otherId);
  if (!one) return notInRotation(club);
  // Everybody there reads it, the name of the club too.
  const { channelId } = asker;
  const isOpen = channelId === club.channelId || app.rights().seenByAll(channelId, { channelId: club.channelId });
  if (!isOpen) return notHere(club);
  return other && other !== one ? swapAsked(club, one, other) : notToSwapWith(otherId);
}

export function swap(app: App, press: Press): Promise<Outcome> {
  const [, one = '', other = '', oneSince, otherSince] = press.args;
  return pressedAnywhere(app, press, async (club, { userId }) => {
    if (userId !== other) {
      const members = await app.store.clubs.people.members(club.id);
      // Whoever has left, or is forgotten, is not named any more.
      return members.some(member => member.userId === other) ? notYoursToAgree(other) : swapOver();
    }
    const agreed = { one, other, oneSince: Number(oneSince), otherSince: Number(otherSince) };
    const outcome = await app.store.clubs.people.swap(club.id, agreed, app.clock.now());
    app.daily.wake();
    return outcome === 'swapped' ? swappedReply(club, one, other) : swapOver();
  });
}

export function volunteer(app: App, press: Press): Promise<Outcome> {
  return pressedAnywhere(app, press, (club, { userId }) =>
    withSessionAhead(app, club, press.args[1] ?? '', async session => {
      const taken = await app.store.clubs.people.volunteer(club.id, session, userId, app.clock.now());
      app.daily.wake();
      return taken
        ? youPresent(club, session)
        : someoneElsePresents((await sessionNamed(app, club, session.date)) ?? session);
    }),
  );
}

export function confirm(app: App, press: Press): Promise<Outcome> {
  return pressedAnywhere(app, press, (club, { userId }) =>
    withSessionAhead(app, club, press.args[1] ?? '', async session => {
      const confirmed = await app.store.clubs.people.confirm(club.id, session.date, userId, app.clock.now());
      app.daily.wake();
      return confirmed ? youPresent(club, session) : notYourTurn();
    }),
  );
}

export function pass(app: App, press: Press): Promise<Outcome> {
  return pressedAnywhere(app, press, (club, { userId }) =>
    withSessionAhead(app, club, press.args[1] ?? '', async session => {
      const passed = await app.store.clubs.people.pass(club.id, session.date, userId, app.clock.now());
      if (passed) app.daily.wake();
      return passed ? passedOn(session) : notYourTurn();
    }),
  );
}

const ATTENDANCE = {
  going: { going: true },
  absent: { going: false, remind: false },
  remind: { going: true, remind: true },
  quiet: { remind: false },
  there: { present: true },
} as const satisfies Record<string, Attendance>;

/** What somebody says of a session by a button. */
export function attend(app: App, what: keyof typeof ATTENDANCE) {
  return (press: Press): Promise<Outcome> =>
    pressedAnywhere(app, press, club =>
      withSession(app, club, press.args[1] ?? '', async session => {
        if (what === 'there' && session.at > app.clock.now()) return notBegun(session);
        const outcome = await app.store.clubs.people.attend(club.id, session, press.asker.userId, ATTENDANCE[what]);
        return outcome === 'full' ? tooMany('people at one session', MOST_ATTENDANCE) : attends(club, session, what);
      }),
    );
}
