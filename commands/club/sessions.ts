import { parseTime } from '../../src/calendar/time-of-day.ts';
import { isOnHoliday, meetingAt } from '../../src/clubs/calendar.ts';
import type { Club, PlannedSession } from '../../src/clubs/club.ts';
import type { Choice } from '../../src/interactions/option.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { dateWords } from '../../src/messages/club/words.ts';
import { noSuchTime } from '../../src/messages/subscription-refusals.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { MOST_HOLIDAYS } from '../../src/store/index.ts';
import type { App } from '../services.ts';
import { upcoming, withSessionAhead } from './find.ts';
import {
  changedMeanwhile,
  clubGone,
  inThePast,
  noGuest,
  noSuchDate,
  nothingCancelled,
  onHoliday,
  sameTime,
  sessionOver,
  timeTaken,
  tooMany,
} from './replies/refusals.ts';
import {
  cancelled,
  chooseCancelled,
  guestChosen,
  guestTakenBack,
  holidaysReply,
  moved,
  restored,
} from './replies/sessions.ts';
import { readDate, today } from './spec.ts';

const SUGGESTED = 12;

/** The next sessions of a club as choices of an option; the value is the session's date. */
export async function suggestSessions(app: App, club: Club, typed: string): Promise<Choice[]> {
  return asChoices(await upcoming(app, club, SUGGESTED), typed);
}

function asChoices(sessions: readonly PlannedSession[], typed: string): Choice[] {
  return sessions
    .map(({ date }) => ({ name: dateWords(date), value: date }))
    .filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(typed.trim().toLowerCase()));
}

/** @param typed The session's date; the next one where it is missing. */
function ofDate(
  app: App,
  club: Club,
  typed: string | undefined,
  answer: (session: PlannedSession) => Promise<Reply>,
): Reply | Promise<Reply> {
  const date = typed === undefined ? undefined : readDate(typed);
  if (typed !== undefined && date === undefined) return noSuchDate(typed);
  return withSessionAhead(app, club, date, answer);
}

export function move(
  app: App,
  club: Club,
  { session: typed, to, time }: { session?: string | undefined; to: string; time?: string | undefined },
): Reply | Promise<Reply> {
  const date = readDate(to);
  if (date === undefined) return noSuchDate(to);
  const at = time === undefined ? club.rule.time : parseTime(time);
  if (at === undefined) return noSuchTime(time ?? '');
  return ofDate(app, club, typed, async session => {
    const instant = meetingAt({ time: at, timeZone: club.rule.timeZone }, date);
    if (instant <= app.clock.now()) return inThePast();
    if (instant === session.at) return sameTime(session);
    const outcome = await app.store.clubs.sessions.move(club.id, session, instant, app.clock.now());
    if (outcome === 'taken') return timeTaken(instant);
    app.daily.wake();
    return outcome === 'changed' ? changedMeanwhile() : moved(club, session, instant);
  });
}

export function cancel(app: App, club: Club, typed: string | undefined): Reply | Promise<Reply> {
  return ofDate(app, club, typed, async session => {
    const outcome = await app.store.clubs.sessions.cancel(club.id, session, app.clock.now());
    app.daily.wake();
    return outcome === 'changed' ? changedMeanwhile() : cancelled(club, session);
  });
}

/** Sessions to come that are cancelled, and would take place if they were not; the first one first. */
export async function cancelledAhead(app: App, club: Club): Promise<PlannedSession[]> {
  return (await allCancelled(app, club)).filter(session => !isOnHoliday(session, club.holidays));
}

/** Also those that a holiday takes out. */
async function allCancelled(app: App, club: Club): Promise<PlannedSession[]> {
  const now = app.clock.now();
  return (await app.store.clubs.sessions.of(club.id, now))
    .filter(({ at, cancelled }) => cancelled && at > now)
    .sort((a, b) => a.at - b.at);
}

export async function suggestCancelled(app: App, club: Club, typed: string): Promise<Choice[]> {
  return asChoices((await cancelledAhead(app, club)).slice(0, SUGGESTED), typed);
}

/** Without a date the only one that is cancelled takes place, or all are shown. */
export async function restoreNamed(app: App, club: Club, typed: string | undefined): Promise<Reply> {
  const date = typed === undefined ? undefined : readDate(typed);
  if (typed !== undefined && date === undefined) return noSuchDate(typed);
  const all = await allCancelled(app, club);
  if (all.length === 0) return nothingCancelled(club);
  if (date !== undefined) return restore(app, club, date);
  const [only, ...others] = all;
  return only && others.length === 0 ? restore(app, club, only.date) : chooseCancelled(club, all);
}

/** A cancelled session takes place after all. */
export async function restore(app: App, club: Club, date: string): Promise<Reply> {
  const session = await app.store.clubs.sessions.get(club.id, date);
  if (!session?.cancelled || session.at <= app.clock.now()) return sessionOver();
  if (isOnHoliday(session, club.holidays)) return onHoliday(session);
  const outcome = await app.store.clubs.sessions.restore(club.id, session, app.clock.now());
  if (outcome === 'taken') return timeTaken(session.at);
  app.daily.wake();
  return outcome === 'changed' ? changedMeanwhile() : restored(club, session);
}

export function setGuest(app: App, club: Club, paper: Paper, typed: string | undefined): Reply | Promise<Reply> {
  return ofDate(app, club, typed, async session => {
    const outcome = await app.store.clubs.sessions.setGuest(club.id, session, paper.id, app.clock.now());
    app.daily.wake();
    return outcome === 'changed' ? changedMeanwhile() : guestChosen(club, session, paper);
  });
}

export function takeGuestBack(app: App, club: Club, typed: string | undefined): Reply | Promise<Reply> {
  return ofDate(app, club, typed, async session => {
    if (session.paper?.decidedBy !== 'guest') return noGuest(session);
    const outcome = await app.store.clubs.sessions.takeGuestBack(club.id, session, app.clock.now());
    app.daily.wake();
    return outcome === 'changed' ? changedMeanwhile() : guestTakenBack(club, session);
  });
}

export async function addHoliday(
  app: App,
  club: Club,
  { from: typedFrom, to: typedTo }: { from?: string | undefined; to?: string | undefined },
): Promise<Reply> {
  if (typedFrom !== undefined) {
    const from = readDate(typedFrom);
    const to = typedTo === undefined ? from : readDate(typedTo);
    if (from === undefined) return noSuchDate(typedFrom);
    if (to === undefined) return noSuchDate(typedTo ?? '');
    const [first = from, last = to] = [from, to].sort();
    if (last < today(app, club)) return inThePast();
    if (!(await app.store.clubs.addHoliday(club.id, { from: first, to: last }, app.clock.now())))
      return tooMany('holidays of a club', MOST_HOLIDAYS);
    app.daily.wake();
  }
  return showHolidays(app, club.id);
}

export async function removeHoliday(app: App, club: Club, from: string): Promise<Reply> {
  await app.store.clubs.removeHoliday(club.id, from, app.clock.now());
  app.daily.wake();
  return { ...(await showHolidays(app, club.id)), update: true };
}

async function showHolidays(app: App, clubId: string): Promise<Reply> {
  const club = await app.store.clubs.get(clubId);
  return club ? holidaysReply(club, club.holidays) : clubGone();
}
