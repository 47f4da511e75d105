import { sessionsAfter } from '../../src/clubs/calendar.ts';
import type { Club, PlannedSession } from '../../src/clubs/club.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Call, Press } from '../../src/interactions/command.ts';
import type { Choice } from '../../src/interactions/option.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import { needsServer } from '../../src/messages/settings.ts';
import type { App } from '../services.ts';
import { clubGone, needsOrganiser, noClub, noSuchClub, sessionOver, whichClub } from './replies/refusals.ts';

type Surroundings = Pick<Call, 'asker' | 'mention'>;
type Answer = Outcome | Promise<Outcome>;

const CHOICES = 25;

/** Managers of the server, and whom they name as organisers. Asked at every command and every press. */
export function runs(asker: Asker, club: Club): boolean {
  return asker.guildId === club.guildId && (asker.canManage || club.organisers.includes(asker.userId));
}

/** A club is there for those who see its channel, and for those who run it. */
function sees(app: App, asker: Asker, club: Club): boolean {
  if (asker.guildId !== club.guildId) return false;
  return runs(asker, club) || app.rights().maySee(asker, { channelId: club.channelId });
}

/** The clubs of the asker's server that they can see, the oldest first. */
export async function clubsFor(app: App, asker: Asker): Promise<Club[]> {
  const { guildId, botIsMember } = asker;
  if (guildId === undefined || !botIsMember) return [];
  return (await app.store.clubs.of(guildId)).filter(club => sees(app, asker, club));
}

/** Answers for the club that a text names; without a name, for the only one there is. */
export async function withClub(
  app: App,
  { asker, mention }: Surroundings,
  named: string | undefined,
  answer: (club: Club) => Answer,
): Promise<Outcome> {
  if (asker.guildId === undefined || !asker.botIsMember) return needsServer({ asker, mention });
  const all = await clubsFor(app, asker);
  if (all.length === 0) return noClub(mention);
  const club = pick(all, named);
  if (club) return answer(club);
  return named === undefined ? whichClub() : noSuchClub(named);
}

/** As {@link withClub}, for those who run the club. */
export function withOwnClub(
  app: App,
  call: Surroundings,
  named: string | undefined,
  answer: (club: Club) => Answer,
): Promise<Outcome> {
  return withClub(app, call, named, club => (runs(call.asker, club) ? answer(club) : needsOrganiser()));
}

function pick(all: readonly Club[], named: string | undefined): Club | undefined {
  if (named === undefined) return all.length === 1 ? all[0] : undefined;
  const words = named.trim().toLowerCase();
  return all.find(({ id }) => id === words) ?? all.find(({ name }) => name.toLowerCase() === words);
}

export function suggestClubs(app: App) {
  return async (typed: string, asker: Asker): Promise<Choice[]> =>
    (await clubsFor(app, asker))
      .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
      .slice(0, CHOICES)
      .map(({ id, name }) => ({ name: name.slice(0, 100), value: id }));
}

/** The club of a button in the server where it is pressed. */
export async function pressedClub(
  app: App,
  { asker, args: [id = ''] }: Pick<Press, 'asker' | 'args'>,
  answer: (club: Club) => Answer,
): Promise<Outcome> {
  const club = await app.store.clubs.get(id);
  return club && sees(app, asker, club) ? answer(club) : clubGone();
}

/** The club of a button below a direct message: whoever presses it must be a member of the server still. */
export async function pressedAnywhere(
  app: App,
  { asker, args: [id = ''] }: Pick<Press, 'asker' | 'args'>,
  answer: (club: Club, asker: Asker) => Answer,
): Promise<Outcome> {
  const club = await app.store.clubs.get(id);
  if (!club) return clubGone();
  const there = asker.guildId === club.guildId ? asker : await app.rights().asMember(asker.userId, club.guildId);
  return there && sees(app, there, club) ? answer(club, there) : clubGone();
}

/** The next sessions of a club, the first first; as they are on record where something is decided. */
export async function upcoming(app: App, club: Club, count: number): Promise<PlannedSession[]> {
  const now = app.clock.now();
  // One that has begun is the next one until it ends.
  const from = now - club.minutes * 60_000;
  const known = await app.store.clubs.sessions.of(club.id, from);
  const next = sessionsAfter({ rule: club.rule, holidays: club.holidays, known }, from, count);
  return next.map(session => known.find(({ date }) => date === session.date) ?? session);
}

/** One session that takes place and is not over for longer than a week. */
export async function sessionNamed(app: App, club: Club, date: string): Promise<PlannedSession | undefined> {
  const from = app.clock.now() - WEEK_MS;
  const known = await app.store.clubs.sessions.of(club.id, from);
  const found = known.find(session => session.date === date);
  if (found) return found.cancelled ? undefined : found;
  const plan = { rule: club.rule, holidays: club.holidays, known };
  return sessionsAfter(plan, from, SESSIONS).find(session => session.date === date);
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
/** More than lie within a year of a weekly club. */
const SESSIONS = 60;
/** More sessions than can have begun and not be over: those that were moved to the same time. */
const UNDER_WAY = 4;

export async function withSession(
  app: App,
  club: Club,
  date: string,
  answer: (session: PlannedSession) => Reply | Promise<Reply>,
): Promise<Reply> {
  const session = await sessionNamed(app, club, date);
  return session ? answer(session) : sessionOver();
}

/**
 * As {@link withSession}, for what can be decided only until the session begins. Without a date, the next one that has
 * not begun.
 */
export async function withSessionAhead<T = Reply>(
  app: App,
  club: Club,
  date: string | undefined,
  answer: (session: PlannedSession) => T | Promise<T>,
): Promise<T | Reply> {
  const now = app.clock.now();
  const session =
    date === undefined
      ? (await upcoming(app, club, UNDER_WAY)).find(({ at }) => at > now)
      : await sessionNamed(app, club, date);
  return session && session.at > now ? answer(session) : sessionOver();
}
