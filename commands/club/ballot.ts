import { isOnHoliday, openAmong } from '../../src/clubs/calendar.ts';
import type { Club, PlannedSession } from '../../src/clubs/club.ts';
import { stepName, stepsOf } from '../../src/clubs/steps.ts';
import { tally } from '../../src/clubs/tally.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Press } from '../../src/interactions/command.ts';
import { oneLine } from '../../src/interactions/markdown.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { MOST_NOMINATIONS, MOST_NOMINATIONS_OF_ONE, type Nomination } from '../../src/store/index.ts';
import { withPaper } from '../paper/index.ts';
import type { App } from '../services.ts';
import { needIndex } from '../shared/need-index.ts';
import { clubsFor, pressedClub, upcoming } from './find.ts';
import {
  ballotClosed,
  chooseClub,
  nominated,
  nominationsReply,
  ownVote,
  standing,
  WHY_CHARACTERS,
  withdrawn,
} from './replies/ballot.ts';
import { clubGone, noClub, nominationsFull } from './replies/refusals.ts';

/** More sessions of a weekly club than can have closed ballots and be still to come. */
const MOST_CLOSED = 6;

export async function nominate(
  app: App,
  asker: Asker,
  club: Club,
  paper: Paper,
  typed: string | undefined,
): Promise<Reply> {
  const turn = app.limits.take('vote', asker.userId);
  if (!turn.allowed) return tryAgainAt(turn.againAt);
  const why = oneLine(typed ?? '').slice(0, WHY_CHARACTERS) || undefined;
  const outcome = await app.store.clubs.ballots.nominate(club.id, paper.id, {
    userId: asker.userId,
    why,
    now: app.clock.now(),
  });
  if (outcome === 'full') return nominationsFull(MOST_NOMINATIONS_OF_ONE, MOST_NOMINATIONS);
  await fillsLate(app, club);
  return nominated(club, paper, outcome, why);
}

/** Where a session has no paper and its ballot is over, it gets this one at once. */
async function fillsLate(app: App, club: Club): Promise<void> {
  const now = app.clock.now();
  const empty = (await upcoming(app, club, MOST_CLOSED)).filter(({ at, paper }) => !paper && at > now);
  const [first] = empty.map(({ date }) => date).sort();
  if (first === undefined) return;
  const done = await app.store.subscriptions.datesFrom(club.id, first);
  // When it closes can have changed since: only what is done counts.
  if (!empty.some(session => done.has(stepName(session, 'ballot-closes')))) return;
  await app.store.clubs.look(club.id, now);
  app.daily.wake();
}

/**
 * *Nominate* on a paper's card: at once where there is one club, else after a choice. After a guess the club is known.
 */
export function nominatePressed(
  app: App,
  { asker, mention, args: [paperId, clubId, why] }: Press,
): Outcome | Promise<Outcome> {
  return withPaper(app, paperId, async paper => {
    const clubs = await clubsFor(app, asker);
    if (clubId !== undefined) {
      const named = clubs.find(({ id }) => id === clubId);
      return named ? nominate(app, asker, named, paper, why) : clubGone();
    }
    const [only, ...others] = clubs;
    if (!only) return noClub(mention);
    return others.length === 0 ? nominate(app, asker, only, paper, undefined) : chooseClub(clubs, paper);
  });
}

export async function withdraw(app: App, asker: Asker, club: Club, paperId: string): Promise<Reply> {
  return withdrawn(await app.store.clubs.ballots.withdraw(club.id, paperId, asker.userId), club);
}

/** What is nominated, and is not the paper of a session to come. */
export async function openNominations(app: App, { id, holidays }: Club): Promise<Nomination[]> {
  const now = app.clock.now();
  const { sessions, ballots } = app.store.clubs;
  return openAmong(await ballots.nominations(id), { known: await sessions.of(id, now), holidays, now });
}

export async function showNominations(app: App, asker: Asker, club: Club): Promise<Reply> {
  const all = (await openNominations(app, club)).flatMap(nomination => {
    const paper = app.index().get(nomination.paperId);
    return paper ? [{ nomination, paper }] : [];
  });
  const own = all.filter(({ nomination }) => nomination.nominators.includes(asker.userId));
  return nominationsReply(club, all, new Set(own.map(({ paper }) => paper.id)));
}

/** The menu of a ballot, whose values came through the client's hands. */
export function vote(app: App, press: Press): Promise<Outcome> {
  const { asker, values } = press;
  return pressedClub(app, press, async club => {
    needIndex(app);
    const turn = app.limits.take('vote', asker.userId);
    if (!turn.allowed) return tryAgainAt(turn.againAt);
    const date = press.args[1] ?? '';
    if (!(await openSession(app, club, date))) return ballotClosed();
    const outcome = await app.store.clubs.ballots.vote(club.id, date, { userId: asker.userId, paperIds: values });
    if (outcome === 'closed') return ballotClosed();
    const mine = await own(app, asker, club, date);
    return { ...mine, ...(press.message?.private && { update: true }) };
  });
}

export function showOwnVote(app: App, press: Press): Promise<Outcome> {
  return pressedClub(app, press, club => own(app, press.asker, club, press.args[1] ?? ''));
}

async function own(app: App, asker: Asker, club: Club, date: string): Promise<Reply> {
  const session = await openSession(app, club, date);
  if (!session) return ballotClosed();
  const { candidates, approvals } = await app.store.clubs.ballots.ballot(club.id, date);
  const papers = candidates.flatMap(({ paperId }) => app.index().get(paperId) ?? []);
  const chosen = new Set(approvals.find(({ userId }) => userId === asker.userId)?.paperIds);
  const closes = stepsOf(session, club).find(({ kind }) => kind === 'ballot-closes');
  return ownVote(club, session, papers, chosen, closes?.at ?? session.at);
}

/** How many have voted; where results are live, for what. */
export function showStanding(app: App, press: Press): Promise<Outcome> {
  return pressedClub(app, press, async club => {
    const date = press.args[1] ?? '';
    if (!(await openSession(app, club, date))) return ballotClosed();
    const { candidates, approvals } = await app.store.clubs.ballots.ballot(club.id, date);
    if (!club.live) return standing(approvals.length);
    const papers = candidates.flatMap(({ paperId }) => app.index().get(paperId) ?? []);
    const byId = new Map(papers.map(paper => [paper.id, paper]));
    return standing(approvals.length, tally(candidates, approvals, 0), byId);
  });
}

/** Its ballot is one of ours, and open. */
async function openSession(app: App, club: Club, date: string): Promise<PlannedSession | undefined> {
  const session = await app.store.clubs.sessions.get(club.id, date);
  if (session?.ballot !== 'open' || session.poll) return undefined;
  return session.cancelled || isOnHoliday(session, club.holidays) ? undefined : session;
}
