import { sessionsAfter } from '../../clubs/calendar.ts';
import type { Club, PlannedSession } from '../../clubs/club.ts';
import { noticeName } from '../../clubs/steps.ts';
import type { NewDelivery, Planning } from '../../store/index.ts';

/** What telling of changes works with. */
export interface Telling {
  into: Planning;
  club: Club;
  now: number;
  /** Where what is said of a session goes. */
  place: (session: Pick<PlannedSession, 'date'>) => Pick<NewDelivery, 'intoThread'>;
}

/**
 * Puts on record that people hear of what has changed: of a session that was moved, cancelled or restored where the
 * reminders go, and to its presenter; of a new rule once, in the club's channel.
 */
export async function tellChanges(telling: Telling): Promise<void> {
  const { into, club, now, place } = telling;
  const isOff = club.off.includes('changes');
  for (const session of await into.clubs.untold(club.id, now)) {
    await into.clubs.told(club.id, session.date);
    const name = noticeName(session.date, 'changed', session.changes ?? 0);
    if (!isOff) await tell(telling, { name, date: session.date }, place(session), await concerned(telling, [session]));
  }
  if (!(await into.clubs.tellRule(club.id)) || isOff) return;
  const known = await into.clubs.sessions(club.id, now);
  const [next] = sessionsAfter({ rule: club.rule, holidays: club.holidays, known }, now, 1);
  if (!next) return;
  const name = noticeName(next.date, 'rule', club.changes ?? 0);
  const ahead = known.filter(({ at, cancelled }) => at > now && !cancelled);
  await tell(telling, { name, date: next.date }, {}, await concerned(telling, ahead));
}

async function tell(
  { into, club, now }: Telling,
  { name, date }: { name: string; date: string },
  where: Pick<NewDelivery, 'intoThread'>,
  people: readonly string[],
): Promise<void> {
  const delivery = { date: name, day: date, dueAt: now, paperIds: [] };
  await into.record(club.id, { ...delivery, ...where });
  await into.recordForEach(club.id, delivery, people);
}

/** Who wants to be reminded of some sessions, and who is to present them. */
async function concerned({ into, club }: Telling, sessions: readonly PlannedSession[]): Promise<string[]> {
  const people = new Set<string>();
  for (const { date, presenter } of sessions) {
    for (const userId of await into.clubs.reminded(club.id, date)) people.add(userId);
    if (presenter) people.add(presenter.userId);
  }
  return [...people].sort();
}
