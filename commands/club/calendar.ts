import { sessionsAfter } from '../../src/clubs/calendar.ts';
import type { Club, PlannedSession } from '../../src/clubs/club.ts';
import { writeCalendar } from '../../src/clubs/ics.ts';
import { md } from '../../src/interactions/markdown.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { paperUrl } from '../../src/papers/paper.ts';
import type { App } from '../services.ts';
import { noSession } from './replies/refusals.ts';

/** Half a year of a weekly club. */
const SESSIONS = 26;

/** The sessions to come as a file for calendars, those that are cancelled too: a calendar that has them takes them out. */
export async function showCalendar(app: App, club: Club): Promise<Reply> {
  const now = app.clock.now();
  const known = await app.store.clubs.sessions.of(club.id, now);
  const plan = { rule: club.rule, holidays: club.holidays, known };
  const sessions: PlannedSession[] = sessionsAfter(plan, now, SESSIONS, { cancelled: true }).map(
    session => known.find(({ date }) => date === session.date) ?? session,
  );
  if (sessions.length === 0) return noSession();
  const entries = sessions.map(session => {
    const paper = session.paper && app.index().get(session.paper.id);
    return {
      session,
      title: paper ? `${club.name}: ${paper.title}` : club.name,
      description: (paper && paperUrl(paper)) ?? 'The paper is not chosen yet.',
      ...(club.where !== undefined && { where: club.where }),
    };
  });
  const content = writeCalendar({
    clubId: club.id,
    name: club.name,
    minutes: club.minutes,
    changes: club.changes ?? 0,
    now,
    entries,
  });
  return {
    private: true,
    content: md`The next sessions of **${club.name}**, for your calendar. A newer file changes what an older one has brought.`,
    files: [{ name: 'club.ics', content }],
  };
}
