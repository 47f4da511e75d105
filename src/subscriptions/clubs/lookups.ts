import type { Club } from '../../clubs/club.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { within } from '../../platform/within.ts';
import type { Store } from '../../store/index.ts';
import type { Absence } from './absent.ts';
import type { Counting, PollCounts } from './polls.ts';

/** An answer is waited for so long, in ms. */
const PATIENCE_MS = 20_000;
/** After so long, in ms, a club goes on with what is known: others may have taken all places. */
const WAITS_MS = 2 * 60_000;
/** Clubs that Discord is asked about at once. */
const AT_ONCE = 5;
/** Who is there holds for so long, in ms: where many clubs meet at one hour, all of them are asked about before. */
const ABSENT_HOLDS_MS = 5 * 60_000;

/** What a club's next steps depend on, as Discord has it. */
export interface LookedUp {
  /** What came of the polls that are to end now, by their sessions. */
  counts: PollCounts;
  /** When Discord is to be asked about them again, ms since the epoch. */
  askAt?: number;
  /** People who cannot be asked to present. */
  absent: ReadonlySet<string>;
}

/**
 * Asks Discord what clubs depend on, outside of the turns in which due deliveries are planned and sent: an answer that
 * does not come holds up the steps of one club, for a while.
 */
export interface Lookups {
  /**
   * What is known; or where Discord is asked first, `ask`: begins the question, if there is a place for it. When it is
   * answered, or given up, the club is looked at again at once; so the next look is to be set before.
   */
  of(club: Club, now: number): Promise<LookedUp | { ask: () => Promise<void> | undefined }>;
}

export interface LookupsOptions {
  store: { clubs: Pick<Store['clubs'], 'look'> };
  counting: Counting;
  absence: Absence;
  clock: Clock;
  log: Log;
}

export function createLookups({ store, counting, absence, clock, log }: LookupsOptions): Lookups {
  const underWay = new Set<string>();
  /** Clubs for which there was no place, in their order; each is looked at again as soon as one gets free. */
  const waiting = new Set<string>();
  /** Since when a club waits, ms since the epoch. */
  const since = new Map<string, number>();
  const absentees = new Map<string, { absent: ReadonlySet<string>; until: number }>();

  async function ask(club: Club, now: number, questions: readonly (() => Promise<unknown>)[]): Promise<void> {
    underWay.add(club.id);
    try {
      await within(PATIENCE_MS, Promise.all(questions.map(question => question())));
    } catch (err) {
      log.warn({ err, subscription: club.id }, 'Discord did not say in time what a journal club depends on');
    } finally {
      underWay.delete(club.id);
      const [next] = waiting;
      if (next !== undefined) waiting.delete(next);
      for (const id of [club.id, ...(next === undefined ? [] : [next])])
        await store.clubs.look(id, Math.max(now, clock.now()));
    }
  }

  function askInTurn(club: Club, now: number, questions: readonly (() => Promise<unknown>)[]) {
    if (underWay.size >= AT_ONCE) {
      waiting.add(club.id);
      return undefined;
    }
    waiting.delete(club.id);
    return ask(club, now, questions);
  }

  return {
    async of(club, now) {
      // Answered meanwhile, the club would wait for its next look.
      if (underWay.has(club.id))
        return { ask: () => (underWay.has(club.id) ? undefined : store.clubs.look(club.id, now)) };
      const sessions = await counting.due(club, now);
      const known = sessions.map(session => ({ session, ...counting.known(club, session) }));
      const toCount = known.filter(({ askAt }) => askAt !== undefined && askAt <= now);
      const there = absentees.get(club.id);
      const isKnown = there !== undefined && now < there.until && there.until - now <= ABSENT_HOLDS_MS;
      const isToLook = !isKnown && (await absence.matters(club, now));
      const waitsSince = since.get(club.id) ?? now;
      if ((toCount.length > 0 || isToLook) && Math.abs(now - waitsSince) <= WAITS_MS) {
        since.set(club.id, waitsSince);
        const questions = toCount.map(
          ({ session }) =>
            () =>
              counting.ask(club, session, now),
        );
        const look = async () => {
          absentees.set(club.id, { absent: new Set(), until: now + ABSENT_HOLDS_MS });
          absentees.set(club.id, { absent: await absence.find(club, now), until: now + ABSENT_HOLDS_MS });
        };
        return { ask: () => askInTurn(club, now, [...questions, ...(isToLook ? [look] : [])]) };
      }
      since.delete(club.id);
      waiting.delete(club.id);
      if (!isKnown) absentees.delete(club.id);
      const again = known.flatMap(({ askAt }) => askAt ?? []);
      return {
        counts: new Map(known.map(({ session, count }) => [session.date, count])),
        ...(again.length > 0 && { askAt: Math.min(...again) }),
        absent: isKnown ? there.absent : new Set(),
      };
    },
  };
}
