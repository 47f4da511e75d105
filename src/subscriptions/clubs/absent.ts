import { sessionsAfter } from '../../clubs/calendar.ts';
import type { Club, PlannedSession } from '../../clubs/club.ts';
import { turns } from '../../clubs/rotation.ts';
import { stepsOf } from '../../clubs/steps.ts';
import type { Store } from '../../store/index.ts';
import type { SeesClub } from './speech.ts';

/** More sessions than are being prepared at once. */
const SESSIONS = 6;
/** People whom Discord is asked about for one session: each costs a request. */
const LOOKED_AT = 10;
/**
 * A step that comes so late, in ms, waits for no look: who is asked in vain passes the turn on, but a step that is too
 * late is left out.
 */
const LATE_MS = 5 * 60_000;

export interface AbsenceOptions {
  store: Pick<Store, 'clubs'>;
  seesClub: SeesClub;
  /** False only where Discord says so. */
  isMember: (guildId: string, userId: string) => Promise<boolean>;
}

/** Who cannot be asked to present now. */
export interface Absence {
  /** Whether somebody is to be asked, or has agreed. */
  matters(club: Club, now: number): Promise<boolean>;
  /** Their ids. */
  find(club: Club, now: number): Promise<ReadonlySet<string>>;
}

/**
 * Looks, before somebody is asked to present, who is still there. Whoever has left the server drops out of the
 * rotation, and does not present what they had agreed to; whoever cannot see the club any more is passed over.
 */
export function createAbsence({ store: { clubs }, seesClub, isMember }: AbsenceOptions): Absence {
  return {
    async matters(club, now) {
      return (await prepared(club, now)).some(
        session => session.presenter !== undefined || now - askedAt(session, club) < LATE_MS,
      );
    },

    async find(club, now) {
      const absent = new Set<string>();
      for (const session of await prepared(club, now)) await look(club, session, now, absent);
      return absent;
    },
  };

  /** Sessions that somebody is to present, or was asked to. */
  async function prepared(club: Club, now: number): Promise<PlannedSession[]> {
    const known = await clubs.sessions.of(club.id, now);
    const next = sessionsAfter({ rule: club.rule, holidays: club.holidays, known }, now, SESSIONS);
    return next
      .map(({ date }, i) => known.find(one => one.date === date) ?? next[i])
      .filter(session => session !== undefined)
      .filter(session => isBeingPrepared(session, club, now));
  }

  async function look(club: Club, session: PlannedSession, now: number, absent: Set<string>): Promise<void> {
    const { people } = clubs;
    if (session.presenter) {
      const { userId } = session.presenter;
      if (await isMember(club.guildId, userId)) return;
      await people.leave(club.id, userId);
      await people.pass(club.id, session.date, userId, now);
      absent.add(userId);
    }
    const passed = new Set([...(await people.passed(club.id, session.date)), ...absent]);
    const order = turns(await people.members(club.id), session.date, passed).map(({ userId }) => userId);
    for (const userId of (await nominatorsOf(club, session)).slice(0, LOOKED_AT))
      if (!(await isThere(club, userId))) absent.add(userId);
    // Of a rotation that nobody is there of any more the others are looked at the next time.
    for (const userId of order.slice(0, LOOKED_AT)) {
      if (await isThere(club, userId)) return;
      absent.add(userId);
    }
  }

  /** Of whom one is asked first, where whoever nominated the paper presents; before it is chosen, of each paper. */
  async function nominatorsOf({ id, presenting }: Club, { paper }: PlannedSession): Promise<string[]> {
    if (presenting !== 'nominator') return [];
    if (paper) return paper.nominatorId === undefined ? [] : [paper.nominatorId];
    const nominations = await clubs.ballots.nominations(id);
    return [...new Set(nominations.flatMap(({ nominators }) => nominators.slice(0, 1)))];
  }

  async function isThere(club: Club, userId: string): Promise<boolean> {
    if (await isMember(club.guildId, userId)) return seesClub(userId, club);
    await clubs.people.leave(club.id, userId);
    return false;
  }
}

function isBeingPrepared(session: PlannedSession, club: Club, now: number): boolean {
  return askedAt(session, club) <= now;
}

/** When the presenter is asked, in ms since the epoch; never where nobody is. */
function askedAt(session: PlannedSession, club: Club): number {
  return stepsOf(session, club).find(({ kind }) => kind === 'presenter-asked')?.at ?? Number.POSITIVE_INFINITY;
}
