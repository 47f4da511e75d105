import { chosenPapers, sessionsAfter } from '../../clubs/calendar.ts';
import type { Club, Decision, PlannedSession } from '../../clubs/club.ts';
import { presented, presenterFor } from '../../clubs/rotation.ts';
import { dueSteps, noticeName, type Step, stepName } from '../../clubs/steps.ts';
import { type Candidate, tally } from '../../clubs/tally.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import { type NewDelivery, NO_EVENT, type Planning, type Store } from '../../store/index.ts';
import { discussionOf, type SeenByAll } from '../delivery/thread.ts';
import { byZone } from '../planning/planner.ts';
import type { Aside } from '../planning/set-aside.ts';
import { tellChanges } from './changes.ts';
import { eventFacts, wantsEvent } from './events.ts';
import type { Fillers } from './fill.ts';
import type { LookedUp, Lookups } from './lookups.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Clubs looked at before others get their turn. */
const BATCH = 10;
/**
 * Sessions that began earlier have no step left, in ms: a summary comes a day after the end, and up to three days late.
 */
const LOOK_BACK_MS = 6 * DAY_MS;
/**
 * Sessions looked at: a ballot opens four weeks ahead at most, so that is more than a weekly club can have under way.
 */
const SESSIONS = 12;
/** Discord's limit for a poll. */
const MOST_ANSWERS = 10;
/** While Discord is asked what a club depends on, it is looked at again after so long at the latest, in ms. */
const ASKING_MS = 30_000;
/** While an event is being changed, what has changed since waits so long, in ms. */
const WAIT_MS = 30_000;
/** Discord's limit for a select menu. */
const MOST_CANDIDATES = 25;
/**
 * A ballot with fewer is filled up to so many, where the club says from where; below two there is nothing to vote on.
 */
const FILL_TO = 5;
const LEAST_CANDIDATES = 2;

export interface ClubPlanner {
  /**
   * Puts on record what clubs have to say now, and decides what is to be decided. `timeless` are those whose time zone
   * nobody here knows; `asking`: questions to Discord that were begun.
   */
  planDue(now: number): Promise<{ planned: boolean; timeless: Subscription[]; asking: Promise<void>[] }>;
}

export interface ClubPlannerOptions {
  store: Pick<Store, 'planning' | 'planningReads' | 'clubs' | 'discussions'>;
  /** Of these papers those that the collection still has, and that were not withdrawn. */
  papersOf: (ids: readonly string[]) => readonly Paper[];
  fillers: Fillers;
  seenByAll: SeenByAll;
  lookups: Lookups;
  aside: Aside;
}

/** What one turn of a club works with. */
interface Turn extends LookedUp {
  into: Planning;
  club: Club;
  subscription: Subscription;
  now: number;
  fillers: readonly string[];
  /** Of the sessions whose paper is in discussion: where. */
  threads: ReadonlyMap<string, string>;
}

export function createClubPlanner({
  store,
  papersOf,
  fillers,
  seenByAll,
  lookups,
  aside,
}: ClubPlannerOptions): ClubPlanner {
  const isThere = (paperId: string) => papersOf([paperId]).length > 0;

  /** Where the sessions' papers are discussed, as far as all who see the club's channel may see it. */
  async function threadsOf(subscription: Subscription, now: number): Promise<Map<string, string>> {
    const threads = new Map<string, string>();
    for (const { date, paper } of await store.clubs.sessions.of(subscription.id, now - LOOK_BACK_MS)) {
      const papers = paper ? papersOf([paper.id]) : [];
      const discussion = await discussionOf(store.discussions, subscription, papers, seenByAll);
      if (discussion) threads.set(date, discussion.threadId);
    }
    return threads;
  }

  /** Answers what Discord is asked first, if that has begun. */
  async function planOne(due: Subscription, now: number): Promise<Promise<void>[]> {
    const before = await store.clubs.get(due.id);
    if (!before) return [];
    const lookedUp = await lookups.of(before, now);
    if ('ask' in lookedUp) {
      await store.planning(into => into.moveOn(due.id, { date: 'look', at: now + ASKING_MS }));
      const asking = lookedUp.ask();
      return asking ? [asking] : [];
    }
    const prepared = {
      ...lookedUp,
      fillers: await fillers(before, now),
      threads: await threadsOf(due, now),
    };
    await store.planning(async into => {
      const subscription = await into.get(due.id);
      const club = await into.clubs.club(due.id);
      if (!club || !subscription?.next || subscription.paused || subscription.next.at > now) return;
      const turn: Turn = { into, club, subscription, now, ...prepared };
      const sessions = await sessionsOf(turn);
      const from = sessions.map(({ date }) => date).sort()[0] ?? '';
      const done = await into.clubs.done(club.id, from);
      const { due: steps, missed, nextAt = now + DAY_MS } = dueSteps(sessions, club, now, done);
      await turnsTaken(turn, sessions);
      for (const step of missed) {
        if (step.kind === 'ballot-closes') await close(turn, step.session);
        await record(turn, step, { missed: 'late' });
      }
      for (const step of steps) {
        const session = await current(turn, sessions, step.session);
        if (session && !waitsForPoll(turn, step)) await take(turn, step, session);
      }
      for (const session of sessions) {
        await decideLate(turn, session, done);
        await announceAgain(turn, session, done);
        await askNext(turn, session, done);
      }
      const isWaiting = await bringEvents(turn, sessions);
      await tellChanges({ into, club, now, place: session => place(turn, session) });
      // A clock that was ahead is put right within a day.
      const lookAt = now + (isWaiting ? WAIT_MS : DAY_MS);
      await into.moveOn(club.id, { date: 'look', at: Math.min(nextAt, turn.askAt ?? lookAt, lookAt) });
    });
    return [];
  }

  async function sessionsOf({ into, club, now }: Turn): Promise<PlannedSession[]> {
    const known = await into.clubs.sessions(club.id, now - LOOK_BACK_MS);
    const plan = { rule: club.rule, holidays: club.holidays, known };
    return sessionsAfter(plan, now - LOOK_BACK_MS, SESSIONS, { cancelled: true });
  }

  /** The session as it is on record by now: an earlier step may have decided something. */
  async function current(
    { into, club }: Turn,
    sessions: readonly PlannedSession[],
    date: string,
  ): Promise<PlannedSession | undefined> {
    return (await into.clubs.session(club.id, date)) ?? sessions.find(one => one.date === date);
  }

  /**
   * Whoever presented goes to the end of the rotation, also where nothing was said of the session; and whoever was
   * asked and never answered.
   */
  async function turnsTaken({ into, club, now }: Turn, sessions: readonly PlannedSession[]): Promise<void> {
    for (const { at, cancelled, presenter } of sessions)
      if (at <= now && !cancelled && presenter) await into.clubs.presented(club.id, presenter.userId, at);
    await into.clubs.forgetRead(club.id, now);
  }

  function record(
    { into, club }: Turn,
    step: Pick<Step, 'name' | 'session' | 'at'>,
    more: Partial<NewDelivery> = {},
  ): Promise<string | undefined> {
    return into.record(club.id, { date: step.name, day: step.session, dueAt: step.at, paperIds: [], ...more });
  }

  /** Does what a step is for, and puts on record what it says. */
  async function take(turn: Turn, step: Step, session: PlannedSession): Promise<unknown> {
    switch (step.kind) {
      case 'event':
        return bringEvent(turn, session.date, session);
      case 'ballot-opens':
        return openBallot(turn, step, session);
      case 'ballot-closes':
        return closeBallot(turn, step, session);
      case 'presenter-asked':
        return askFirst(turn, step, session);
      case 'presenter-late':
        return tellOrganisers(turn, step, session);
      case 'reminder-day':
      case 'reminder-hour':
        return remind(turn, step, session);
      case 'session-opens':
      case 'summary':
        return record(turn, step, place(turn, session));
    }
  }

  /**
   * Events that were planned follow what has changed of their sessions. Whether one waits until another delivery of it
   * is settled.
   */
  async function bringEvents(turn: Turn, sessions: readonly PlannedSession[]): Promise<boolean> {
    const { into, club, now } = turn;
    let isWaiting = false;
    for (const { date } of await into.clubs.events(club.id, now))
      isWaiting = (await bringEvent(turn, date, await current(turn, sessions, date))) === 'waits' || isWaiting;
    return isWaiting;
  }

  /** Puts on record what is to be done about a session's event, unless something is under way. */
  async function bringEvent(
    turn: Turn,
    date: string,
    session: PlannedSession | undefined,
  ): Promise<'waits' | undefined> {
    const { into, club, subscription, now, threads } = turn;
    const before = (await into.clubs.events(club.id, now)).find(event => event.date === date);
    const isWanted = wantsEvent(club, session) && session.at > now;
    const { channelId } = subscription.place;
    const facts = isWanted ? eventFacts(club, session, { channelId, threadId: threads.get(date) }) : NO_EVENT;
    if (before ? before.gone || before.facts === facts : !isWanted) return undefined;
    const name = await into.clubs.nextEvent(club.id, date);
    if (name === undefined) return 'waits';
    await into.clubs.planEvent(club.id, { date, at: isWanted ? session.at : (before?.at ?? now) }, facts);
    await record(turn, { name, session: date, at: now });
    return undefined;
  }

  async function openBallot(turn: Turn, step: Step, session: PlannedSession): Promise<unknown> {
    const { into, club, subscription } = turn;
    if (session.paper) return record(turn, step, { missed: 'settled' });
    const candidates = await candidatesOf(turn, session);
    // A forum's post begins with no poll.
    const poll = club.poll && subscription.place.kind !== 'forum';
    const most = poll ? MOST_ANSWERS : MOST_CANDIDATES;
    if (candidates.length >= LEAST_CANDIDATES)
      await into.clubs.openBallot(club.id, session, candidates.slice(0, most), { poll });
    await into.clubs.tellClosing(club.id, session, step.endsAt);
    return record(turn, step);
  }

  /** Which papers a session can have: those that are there, and are no other session's. */
  async function freeFor({ into, club, now }: Turn, { date }: PlannedSession): Promise<(paperId: string) => boolean> {
    const known = await into.clubs.sessions(club.id, now);
    const taken = chosenPapers({ known, holidays: club.holidays, now }, date);
    return paperId => isThere(paperId) && !taken.has(paperId);
  }

  /** What is nominated, and what fills it up. */
  async function candidatesOf(turn: Turn, session: PlannedSession): Promise<Candidate[]> {
    const { into, club, now, fillers: more } = turn;
    const isFree = await freeFor(turn, session);
    const nominated = (await into.clubs.nominations(club.id)).filter(({ paperId }) => isFree(paperId));
    const known = new Set(nominated.map(({ paperId }) => paperId));
    const filled = more
      .filter(id => !known.has(id) && isFree(id))
      .slice(0, Math.max(0, FILL_TO - nominated.length))
      .map((paperId, i) => ({ paperId, voices: 0, nominatedAt: now + i }));
    return [...nominated, ...filled].slice(0, MOST_CANDIDATES);
  }

  async function closeBallot(turn: Turn, step: Step, session: PlannedSession): Promise<unknown> {
    const { into, club } = turn;
    await into.clubs.tellClosing(club.id, session, step.at);
    const { candidates, approvals } = await close(turn, session.date);
    const paper = session.paper ?? (await decide(turn, session, candidates, approvals));
    if (!paper) return record(turn, step);
    await into.clubs.decide(club.id, session, paper);
    if (paper.decidedBy === 'unread')
      await toOrganisers(turn, { ...step, name: noticeName(session.date, 'unread', 1) });
    return record(turn, step, { paperIds: [paper.id], ...(await inForum(turn, paper.id)) });
  }

  function close({ into, club, counts }: Turn, date: string) {
    const counted = counts.get(date);
    return into.clubs.closeBallot(club.id, date, typeof counted === 'string' ? undefined : counted);
  }

  /** Nothing follows from a poll before its votes are known. */
  function waitsForPoll({ counts }: Turn, { kind, session }: Step): boolean {
    return counts.get(session) === 'counting' && (kind === 'ballot-closes' || kind === 'presenter-asked');
  }

  async function decide(
    turn: Turn,
    session: PlannedSession,
    onBallot: readonly Candidate[],
    approvals: Parameters<typeof tally>[1],
  ): Promise<PlannedSession['paper']> {
    const { into, club } = turn;
    const isFree = await freeFor(turn, session);
    const candidates = onBallot.filter(({ paperId }) => isFree(paperId));
    const nominations = (await into.clubs.nominations(club.id)).filter(({ paperId }) => isFree(paperId));
    const noBallot = candidates.length === 0;
    const choice = noBallot ? await candidatesOf(turn, session) : candidates;
    const { ranking, voters, decidedBy } = tally(choice, approvals, club.quorum);
    const [winner] = ranking;
    if (!winner) return undefined;
    const nominatorId = nominations.find(({ paperId }) => paperId === winner.paperId)?.nominators[0];
    const unread = turn.counts.get(session.date) === 'unreadable';
    const withoutBallot: Decision = nominatorId === undefined ? 'filled' : 'nominations';
    const by: Decision = noBallot ? withoutBallot : unread ? 'unread' : decidedBy;
    return {
      id: winner.paperId,
      decidedBy: by,
      votes: winner.votes,
      voters,
      ...(nominatorId !== undefined && { nominatorId }),
    };
  }

  async function askFirst(turn: Turn, step: Step, session: PlannedSession): Promise<unknown> {
    if (session.presenter?.state === 'confirmed') return record(turn, step, { missed: 'settled' });
    const userId = await whoseTurn(turn, session);
    if (userId === undefined) return record(turn, step, place(turn, session));
    await turn.into.clubs.ask(turn.club.id, session, userId);
    return record(turn, step, { recipientId: userId });
  }

  async function whoseTurn({ into, club, now, absent }: Turn, session: PlannedSession): Promise<string | undefined> {
    const passed = new Set([...(await into.clubs.passed(club.id, session.date)), ...absent]);
    const nominator = session.paper?.nominatorId;
    if (club.presenting === 'nominator' && nominator !== undefined && !passed.has(nominator)) return nominator;
    // Whoever is to present another session first has had their turn by then.
    const others = (await into.clubs.sessions(club.id, now)).filter(one => one.date !== session.date && !one.cancelled);
    const members = others.reduce(
      (some, { presenter, at }) => (presenter ? presented(some, presenter.userId, at) : some),
      await into.clubs.members(club.id),
    );
    return presenterFor(members, session.date, passed);
  }

  /**
   * There was none when the paper was to be chosen, or the guest's was taken back: what the ballot chose is read, or
   * what is nominated by now.
   */
  async function decideLate(turn: Turn, planned: PlannedSession, done: ReadonlySet<string>): Promise<void> {
    const { into, club, now } = turn;
    const session = (await into.clubs.session(club.id, planned.date)) ?? planned;
    const isOpen = !session.paper && !session.cancelled && session.at > now && session.ballot !== 'open';
    if (!isOpen || !done.has(stepName(session, 'ballot-closes'))) return;
    const { candidates, approvals } = await close(turn, session.date);
    const paper = await decide(turn, session, candidates, approvals);
    if (paper) await into.clubs.decide(club.id, session, paper);
  }

  /** Organisers chose another paper after one was announced, or took it back; or one was nominated late. */
  async function announceAgain(turn: Turn, session: PlannedSession, done: ReadonlySet<string>): Promise<void> {
    const { into, club, now } = turn;
    const name = stepName(session, 'ballot-closes');
    const planned = await into.clubs.session(club.id, session.date);
    if (!planned || planned.cancelled || planned.at <= now || !done.has(name)) return;
    const { paper } = planned;
    const announced = await into.clubs.announced(club.id, session.date);
    if (announced.at(-1) === paper?.id) return;
    const step = { name: `${name}:${announced.length + 2}`, session: session.date, at: now };
    await record(turn, step, paper && { paperIds: [paper.id], ...(await inForum(turn, paper.id)) });
  }

  /**
   * Somebody passed on, or had their data deleted: the next one is asked, if there is one, and if there is still time.
   */
  async function askNext(turn: Turn, session: PlannedSession, done: ReadonlySet<string>): Promise<void> {
    const { into, club, now } = turn;
    const name = stepName(session, 'presenter-asked');
    const planned = await into.clubs.session(club.id, session.date);
    if (!planned || planned.cancelled || planned.presenter || planned.at <= now || !done.has(name)) return;
    const asked = await into.clubs.asked(club.id, name);
    const passed = await into.clubs.passedOn(club.id, session.date);
    const userId = await whoseTurn(turn, planned);
    // A paper that was nominated late brings somebody who can present it.
    const isNominator =
      club.presenting === 'nominator' && userId !== undefined && userId === planned.paper?.nominatorId;
    // All were asked, and nobody has passed on since.
    if (asked.at(-1) === 'all' && passed < asked.length && !isNominator) return;
    const step = { name: `${name}:${asked.length + 1}`, session: session.date, at: now };
    if (userId === undefined) {
      await record(turn, step, place(turn, planned));
      return;
    }
    await into.clubs.ask(club.id, planned, userId);
    await record(turn, step, { recipientId: userId });
  }

  async function tellOrganisers(turn: Turn, step: Step, session: PlannedSession): Promise<unknown> {
    if (session.presenter?.state === 'confirmed') return record(turn, step, { missed: 'settled' });
    return toOrganisers(turn, step);
  }

  async function toOrganisers(turn: Turn, step: Pick<Step, 'name' | 'session' | 'at'>): Promise<unknown> {
    const { organisers, setUpBy } = turn.club;
    const [first, ...others] = [...new Set([setUpBy, ...organisers])].filter(userId => userId !== '');
    if (first === undefined) return record(turn, step, { missed: 'settled' });
    await record(turn, step, { recipientId: first });
    for (const [i, userId] of others.entries())
      await record(turn, { ...step, name: `${step.name}:${i + 2}` }, { recipientId: userId });
    return undefined;
  }

  async function remind(turn: Turn, step: Step, session: PlannedSession): Promise<unknown> {
    await record(turn, step, place(turn, session));
    const people = await turn.into.clubs.reminded(turn.club.id, session.date);
    const each = { date: step.name, day: step.session, dueAt: step.at, paperIds: [] };
    await turn.into.recordForEach(turn.club.id, each, people);
    return undefined;
  }

  /** What is said of a session with a paper goes to that paper's thread. */
  function place({ threads }: Turn, { date }: Pick<PlannedSession, 'date'>): Pick<NewDelivery, 'intoThread'> {
    const threadId = threads.get(date);
    return threadId === undefined ? {} : { intoThread: threadId };
  }

  /** A forum gets no second post for the same paper. */
  async function inForum({ into, subscription }: Turn, paperId: string): Promise<Pick<NewDelivery, 'intoThread'>> {
    const { kind, channelId } = subscription.place;
    const threadId = kind === 'forum' ? await into.threadOf(channelId, paperId) : undefined;
    return threadId === undefined ? {} : { intoThread: threadId };
  }

  return {
    async planDue(now) {
      const due = await store.planningReads.due('club', now, BATCH, aside.ids());
      const [known, timeless] = byZone(due);
      const asking: Promise<void>[] = [];
      for (const subscription of known)
        await aside.attempt(subscription.id, async () => {
          asking.push(...(await planOne(subscription, now)));
        });
      return { planned: due.length > 0, timeless, asking };
    },
  };
}
