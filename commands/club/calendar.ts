import type { Club } from '../../src/clubs/club.ts';
import { writeCalendar } from '../../src/clubs/ics.ts';
import { sessionsInFile } from '../../src/clubs/in-file.ts';
import { md } from '../../src/interactions/markdown.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { dateWords } from '../../src/messages/club/words.ts';
import { paperUrl } from '../../src/papers/paper.ts';
import type { App } from '../services.ts';
import { noSession, noSuchDate, sessionOver } from './replies/refusals.ts';
import { readDate } from './spec.ts';

/** The sessions to come as a file for calendars, or one of them. */
export async function showCalendar(app: App, club: Club, typed?: string): Promise<Reply> {
  const date = typed === undefined ? undefined : readDate(typed);
  if (typed !== undefined && date === undefined) return noSuchDate(typed);
  const now = app.clock.now();
  const known = await app.store.clubs.sessions.of(club.id, now);
  const all = sessionsInFile({ ...club, known }, now);
  const sessions = all.filter(session => date === undefined || session.date === date);
  if (sessions.length === 0 && date !== undefined) return sessionOver();
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
    content:
      date === undefined
        ? md`The next sessions of **${club.name}**, for your calendar. A newer file changes what an older one has brought.`
        : md`The session of **${club.name}** on ${dateWords(date)}, for your calendar. A newer file changes what an older one has brought.`,
    files: [{ name: date === undefined ? 'club.ics' : 'session.ics', content }],
  };
}
