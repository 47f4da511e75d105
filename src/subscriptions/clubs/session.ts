import { sessionsAfter } from '../../clubs/calendar.ts';
import type { Club, PlannedSession } from '../../clubs/club.ts';
import type { Store } from '../../store/index.ts';

const DAY_MS = 24 * 60 * 60_000;

/** A session as it is on record, else as the rule has it: nothing is decided then. */
export async function knownSession(
  { sessions }: Pick<Store['clubs'], 'sessions'>,
  { id, rule, holidays }: Club,
  date: string,
): Promise<PlannedSession | undefined> {
  const known = await sessions.get(id, date);
  if (known) return known;
  const plan = { rule, holidays, known: [] };
  return sessionsAfter(plan, Date.parse(date) - 2 * DAY_MS, 4).find(session => session.date === date);
}
