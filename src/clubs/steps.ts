import { daysBefore } from './calendar.ts';
import {
  type ClubSpec,
  NOTICES,
  type NoticeKind,
  type PlannedSession,
  type Session,
  STEPS,
  type StepKind,
  SWITCHES,
} from './club.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/**
 * The latest that a ballot closes before its session, in ms: the paper is to be known, and somebody asked to present
 * it.
 */
const CLOSES_BEFORE_MS = 2 * HOUR_MS;
/** How late the opening message of a session may still come, and its summary, in ms. */
const OPENING_LATE_MS = 2 * HOUR_MS;
const SUMMARY_LATE_MS = 3 * DAY_MS;
/**
 * Of a club (or a session) that comes later than this before its ballot would close, in ms, the ballot closes at a time
 * of its own.
 */
const SHORTEST_BALLOT_MS = 6 * HOUR_MS;
/** How long a presenter has to answer before the organisers hear of it, in ms. */
const ANSWER_MS = DAY_MS;

/** One timed step of a session. */
export interface Step {
  kind: StepKind;
  session: string;
  /** Of its delivery, unique within the club. */
  name: string;
  /** When it is due, and until when it may still come; ms since the epoch. */
  at: number;
  endsAt: number;
}

/** What is said of a session's time is said again when it moves; what the ballot decided stays. */
const AGAIN_WHEN_MOVED: readonly StepKind[] = ['reminder-day', 'reminder-hour', 'session-opens', 'summary'];

/** What an open ballot leads to, whenever its time was. */
const CLOSING: readonly StepKind[] = ['ballot-closes', 'presenter-asked'];

type BallotSpec = Pick<ClubSpec, 'rule' | 'opensDays' | 'closesDays'> & { since: number };
type StepSession = Session & Pick<PlannedSession, 'ballot'>;
type StepSpec = BallotSpec & Pick<ClubSpec, 'minutes' | 'presenting' | 'off'>;

/** When a ballot is open (ms since the epoch), and whether for a shorter time than usual. */
export interface BallotTimes {
  opens: number;
  closes: number;
  isShort: boolean;
}

/**
 * When the ballot of a session is open. A closing time of which people were told stays, whatever is changed later.
 * Where the club was set up, its rule changed or the session moved so late that there would be none, or hardly one,
 * half of the time that is left is for the ballot, and the other half for the presenter.
 */
export function ballotTimes(session: StepSession, spec: BallotSpec): BallotTimes {
  const { at, since = 0 } = session;
  const { timeZone } = spec.rule;
  const usual = Math.min(daysBefore(at, spec.closesDays, timeZone), at - CLOSES_BEFORE_MS);
  const opens = daysBefore(at, spec.opensDays, timeZone);
  const told = toldClosing(session);
  if (told !== undefined) return { opens: Math.min(opens, told), closes: told, isShort: false };
  const known = Math.max(spec.since, since);
  const isShort = known > opens && usual - known < SHORTEST_BALLOT_MS && known < at;
  if (!isShort) return { opens: Math.min(opens, usual), closes: usual, isShort };
  const middle = Math.floor((known + at) / 2 / MINUTE_MS) * MINUTE_MS;
  return { opens, closes: Math.max(usual, known, middle), isShort };
}

/** Unless the session is moved to before it, or was cancelled while its ballot should have closed. */
function toldClosing({ at, since = 0, closesAt, ballot }: StepSession): number | undefined {
  if (closesAt === undefined || closesAt > at - CLOSES_BEFORE_MS) return undefined;
  return ballot === 'open' && closesAt <= since ? undefined : closesAt;
}

/** The steps of a session, in the order in which they happen. */
export function stepsOf(session: StepSession, spec: StepSpec): Step[] {
  const { at } = session;
  const { timeZone } = spec.rule;
  const { opens, closes } = ballotTimes(session, spec);
  const ends = at + spec.minutes * 60_000;
  const hourBefore = at - HOUR_MS;
  const times: Record<StepKind, { at: number; endsAt: number }> = {
    event: { at: opens, endsAt: at },
    'ballot-opens': { at: opens, endsAt: closes },
    'ballot-closes': { at: closes, endsAt: at },
    'presenter-asked': { at: closes, endsAt: at },
    'presenter-late': { at: Math.min(closes + ANSWER_MS, hourBefore), endsAt: at },
    'reminder-day': { at: daysBefore(at, 1, timeZone), endsAt: hourBefore },
    'reminder-hour': { at: hourBefore, endsAt: at },
    'session-opens': { at, endsAt: at + OPENING_LATE_MS },
    summary: { at: daysBefore(ends, -1, timeZone), endsAt: ends + DAY_MS + SUMMARY_LATE_MS },
  };
  const without = new Set<StepKind | NoticeKind>(spec.off.flatMap(name => SWITCHES[name]));
  if (spec.presenting === 'none') for (const kind of SWITCHES.presenter) without.add(kind);
  return STEPS.filter(kind => !without.has(kind))
    .map(kind => ({ kind, session: session.date, name: stepName(session, kind), ...times[kind] }))
    .sort((a, b) => a.at - b.at || STEPS.indexOf(a.kind) - STEPS.indexOf(b.kind));
}

/** `2026-03-26/ballot-opens`; of a session that was moved once `2026-03-26~1/reminder-day`. */
export function stepName({ date, moves }: Pick<Session, 'date' | 'moves'>, kind: StepKind): string {
  return moves > 0 && AGAIN_WHEN_MOVED.includes(kind) ? `${date}~${moves}/${kind}` : `${date}/${kind}`;
}

/** `2026-03-26~2/changed`: of the second change. */
export function noticeName(date: string, kind: NoticeKind, change: number): string {
  return `${date}~${change}/${kind}`;
}

/** What a delivery's name says; undefined for a name that is none. `moves`: of a notice, the number of the change. */
export function readStepName(
  name: string,
): { session: string; moves: number; kind: StepKind | NoticeKind } | undefined {
  const [, session, moves = '0', word] = /^(\d{4}-\d\d-\d\d)(?:~(\d+))?\/([a-z-]+)(?::\d+)?$/.exec(name) ?? [];
  const kind = [...STEPS, ...NOTICES].find(known => known === word);
  return session !== undefined && kind ? { session, moves: Number(moves), kind } : undefined;
}

export interface DueSteps {
  /** To be done now, in their order. */
  due: Step[];
  /** Their time is over: Offprint was not running, or the club was paused. */
  missed: Step[];
  /** When the next one is due, ms since the epoch. */
  nextAt?: number;
}

/**
 * What is due of some sessions. What should have happened before the club (or its rule) was there is left alone; but a
 * ballot that could still be open opens at once, an event that could be there is made, and a ballot that is open always
 * closes, with what follows from it.
 */
export function dueSteps(
  sessions: readonly PlannedSession[],
  spec: StepSpec,
  now: number,
  done: ReadonlySet<string>,
): DueSteps {
  const steps = sessions
    .filter(({ cancelled }) => !cancelled)
    .flatMap(session => stepsOf(session, spec))
    .filter(({ name }) => !done.has(name))
    .sort((a, b) => a.at - b.at || STEPS.indexOf(a.kind) - STEPS.indexOf(b.kind));
  const come = steps.filter(({ at }) => at <= now);
  const open = new Set(sessions.filter(({ ballot }) => ballot === 'open').map(({ date }) => date));
  const closes = ({ kind, session }: Step) => open.has(session) && CLOSING.includes(kind);
  const counts = (step: Step) => step.at >= spec.since || closes(step);
  const opens = ({ kind }: Step) => kind === 'ballot-opens' || kind === 'event';
  const next = steps.find(({ at }) => at > now);
  return {
    due: come.filter(step => step.endsAt > now && (counts(step) || opens(step))),
    missed: come.filter(step => step.endsAt <= now && counts(step)),
    ...(next && { nextAt: next.at }),
  };
}
