import { isOnHoliday, openAmong, sessionsAfter } from '../../clubs/calendar.ts';
import type { Club, NoticeKind, PlannedSession } from '../../clubs/club.ts';
import type { AskedQuestion, ClubMessage } from '../../clubs/message.ts';
import { ratingOf } from '../../clubs/reception.ts';
import { readStepName, type Step, stepName, stepsOf } from '../../clubs/steps.ts';
import { tally } from '../../clubs/tally.ts';
import type { Delivery } from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Question, Store } from '../../store/index.ts';
import { knownSession } from './session.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** What a delivery of a club says, and until when it may come (ms since the epoch). */
export interface Speech {
  message: ClubMessage;
  endsAt: number;
}

/** Whether a person is in a club's server now, and may see its channel. */
export type SeesClub = (userId: string, club: Pick<Club, 'guildId' | 'channelId'>) => Promise<boolean>;

export type Speak = (delivery: Delivery) => Promise<Speech | undefined>;

/** Whoever is asked after others has a day too, as far as there is one: an hour before the session it is late. */
function answerTime(askedAt: number, late: number, { at }: PlannedSession): number {
  const last = at - HOUR_MS;
  return last > askedAt ? Math.min(Math.max(askedAt + DAY_MS, late), last) : at;
}

export interface SpeechOptions {
  store: Pick<Store, 'clubs' | 'notes'>;
  /** Of these papers those that the collection still has, and that were not withdrawn. */
  papersOf: (ids: readonly string[]) => readonly Paper[];
  seesClub: SeesClub;
  /** Who is interested in a session's event. */
  interested: (clubId: string, date: string) => Promise<readonly string[]>;
}

/**
 * What a club's delivery says, as things are now. Undefined where there is nothing left to say: the session was
 * cancelled or moved, the step was switched off, somebody has settled it, or it is for a person from whom the club is
 * hidden by now.
 */
export function createSpeech({ store: { clubs, notes }, papersOf, seesClub, interested }: SpeechOptions): Speak {
  async function nextAfter(club: Club, session: PlannedSession): Promise<number | undefined> {
    const known = await clubs.sessions.of(club.id, session.at);
    return sessionsAfter({ rule: club.rule, holidays: club.holidays, known }, session.at, 1)[0]?.at;
  }

  /** What all messages of a session have. */
  function common(club: Club, { date, at, paper }: PlannedSession) {
    const [found] = paper ? papersOf([paper.id]) : [];
    return {
      club: { id: club.id, name: club.name, ...(club.where !== undefined && { where: club.where }) },
      session: { date, at, minutes: club.minutes },
      ...(found && { paper: found }),
    };
  }

  async function ballot(club: Club, session: PlannedSession, closesAt: number, dueAt: number): Promise<ClubMessage> {
    const base = common(club, session);
    const onRecord = { known: await clubs.sessions.of(club.id, dueAt), holidays: club.holidays, now: dueAt };
    const nominations = openAmong(await clubs.ballots.nominations(club.id), onRecord, session.date);
    if (session.ballot === undefined) {
      const papers = papersOf(nominations.map(({ paperId }) => paperId));
      return { ...base, kind: 'call', papers, closesAt };
    }
    const { candidates } = await clubs.ballots.ballot(club.id, session.date);
    const papers = papersOf(candidates.map(({ paperId }) => paperId));
    const reasons = papers.map(({ id }) => nominations.find(({ paperId }) => paperId === id)?.reasons ?? []);
    const { live, quorum } = club;
    const ids = candidates.map(({ paperId }) => paperId);
    const numbers = papers.map(({ id }) => ids.indexOf(id) + 1);
    // What is posted later stands open for longer than it need: it is ended when the ballot closes.
    const hours = Math.ceil((closesAt - dueAt) / HOUR_MS);
    const poll = session.poll ? { poll: { hours, numbers } } : club.poll && { poll: 'instead' as const };
    return { ...base, kind: 'ballot', papers, reasons, closesAt, live, quorum, ...poll };
  }

  async function chosen(club: Club, session: PlannedSession): Promise<ClubMessage> {
    const base = common(club, session);
    if (!session.paper) return { ...base, kind: 'nothing' };
    const { id, decidedBy, votes, voters } = session.paper;
    const { candidates, approvals } = await clubs.ballots.ballot(club.id, session.date);
    const others = tally(candidates, approvals, 0)
      .ranking.filter(one => one.paperId !== id)
      .flatMap(one => papersOf([one.paperId]).map(paper => ({ paper, votes: one.votes })));
    return { ...base, kind: 'chosen', decidedBy, votes, voters, quorum: club.quorum, others };
  }

  /** The presenter's first. What was asked while the club allowed it stays without a name. */
  async function questionsOf(club: Club, { date, presenter }: PlannedSession): Promise<AskedQuestion[]> {
    const all = await clubs.questions.of(club.id, date);
    const isPresenters = ({ userId, anonymous }: Question) => !anonymous && userId === presenter?.userId;
    return [...all.filter(isPresenters), ...all.filter(one => !isPresenters(one))].map(
      ({ text, userId, anonymous }) => ({ text, ...(!anonymous && { userId }) }),
    );
  }

  async function message(
    club: Club,
    session: PlannedSession,
    { kind }: Step,
    steps: readonly Step[],
    { recipientId, dueAt, paperIds }: Delivery,
  ): Promise<ClubMessage | undefined> {
    const base = common(club, session);
    const { presenter } = session;
    const presenting = presenter?.state === 'confirmed' ? { presenterId: presenter.userId } : {};
    const at = (which: Step['kind']) => steps.find(step => step.kind === which)?.at ?? session.at;
    switch (kind) {
      case 'event':
        // It is no message.
        return undefined;
      case 'ballot-opens':
        return session.ballot === 'closed' ? undefined : ballot(club, session, at('ballot-closes'), dueAt);
      case 'ballot-closes':
        // Another one is announced instead.
        return paperIds[0] === session.paper?.id ? chosen(club, session) : undefined;
      case 'presenter-asked': {
        if (recipientId === undefined) return presenter ? undefined : { ...base, kind: 'volunteers' };
        const isAsked = presenter?.userId === recipientId && presenter.state === 'asked';
        const answerBy = answerTime(dueAt, at('presenter-late'), session);
        return isAsked ? { ...base, kind: 'asked', guildId: club.guildId, answerBy } : undefined;
      }
      case 'presenter-late': {
        if (presenter?.state === 'confirmed') return undefined;
        const asked = presenter && { presenterId: presenter.userId };
        return { ...base, kind: 'no-answer', guildId: club.guildId, ...asked };
      }
      case 'reminder-day':
      case 'reminder-hour': {
        // Once the session is over Discord does not say any more who was interested in its event.
        if (recipientId === undefined)
          await clubs.people.interested(club.id, session, await interested(club.id, session.date));
        const { going } = await clubs.people.attendance(club.id, session.date);
        const before = kind === 'reminder-day' ? 'day' : 'hour';
        return {
          ...base,
          kind: 'reminder',
          before,
          ...presenting,
          going: going.length,
          alone: recipientId !== undefined,
        };
      }
      case 'session-opens':
        return { ...base, kind: 'opening', ...presenting, questions: await questionsOf(club, session) };
      case 'summary': {
        const { going, present } = await clubs.people.attendance(club.id, session.date);
        const next = await nextAfter(club, session);
        const { id = '' } = session.paper ?? {};
        const { readers = 0, ratings = [] } = (await clubs.readings.of(club.id, [id])).get(id) ?? {};
        const rating = ratingOf(ratings);
        const written = (await notes.among(club.guildId, [id])).get(id) ?? [];
        return {
          ...base,
          kind: 'summary',
          ...presenting,
          going: going.length,
          present: present.length,
          readers,
          ...(rating && { rating }),
          notes: written.filter(({ channelId }) => channelId === club.channelId),
          ...(next !== undefined && { next }),
        };
      }
    }
  }

  /** What is said of a change; undefined where another one has followed, of which people hear then. */
  function notice(
    club: Club,
    session: PlannedSession,
    { kind, change }: { kind: NoticeKind; change: number },
    { recipientId }: Delivery,
  ): ClubMessage | undefined {
    const base = common(club, session);
    const alone = recipientId !== undefined;
    switch (kind) {
      case 'changed': {
        if (change !== (session.changes ?? 0)) return undefined;
        const isOff = isOnHoliday(session, club.holidays);
        const takesPlace = session.moves > 0 && !session.restored ? 'moved' : 'restored';
        return { ...base, kind, alone, what: session.cancelled ? 'cancelled' : isOff ? 'holiday' : takesPlace };
      }
      case 'rule':
        return { ...base, kind, alone, rule: club.rule };
      case 'unread':
        return session.paper?.decidedBy === 'unread' && !session.cancelled
          ? { ...base, kind, guildId: club.guildId }
          : undefined;
    }
  }

  return async delivery => {
    const name = delivery.date ?? '';
    const read = readStepName(name);
    const club = await clubs.get(delivery.subscriptionId);
    const session = read && club && (await knownSession(clubs, club, read.session));
    if (!read || !club || !session || delivery.recipientId === '') return undefined;
    const { recipientId } = delivery;
    const isSeen = async () => recipientId === undefined || (await seesClub(recipientId, club));
    const { kind, moves: change } = read;
    if (kind === 'changed' || kind === 'rule' || kind === 'unread') {
      const said =
        club.off.includes('changes') && kind !== 'unread'
          ? undefined
          : notice(club, session, { kind, change }, delivery);
      return said && (await isSeen()) ? { message: said, endsAt: session.at } : undefined;
    }
    if (session.cancelled || isOnHoliday(session, club.holidays)) return undefined;
    const steps = stepsOf(session, club);
    const step = steps.find(({ kind }) => kind === read.kind);
    if (!step || stepName(session, step.kind) !== name.replace(/:\d+$/, '')) return undefined;
    const said = await message(club, session, step, steps, delivery);
    return said && (await isSeen()) ? { message: said, endsAt: step.endsAt } : undefined;
  };
}
