import type { Club, PlannedSession } from '../../src/clubs/club.ts';
import { ratingOf } from '../../src/clubs/reception.ts';
import { pastSessions, timesPresented, topicsOverTime } from '../../src/clubs/statistics.ts';
import { nearestFirst } from '../../src/discussions/index.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Press } from '../../src/interactions/command.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import { writeList } from '../../src/library/index.ts';
import { topicsInWords, topicsPicture } from '../../src/messages/club/topics-picture.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { drawPicture } from '../../src/platform/picture.ts';
import type { App } from '../services.ts';
import { sees } from '../shared/guild-activity.ts';
import { readPage } from '../shared/page-number.ts';
import { pressedClub } from './find.ts';
import type { Held } from './replies/held.ts';
import { type ExportFormat, historyAsCsv, historyAsMarkdown } from './replies/history-files.ts';
import { exported, historyReply, nothingHeld, SESSIONS_PER_PAGE, statsReply } from './replies/looking-back.ts';

/** Rows that a picture has room for. */
const TOPICS_DRAWN = 6;
const BEST_SHOWN = 3;

/** The sessions of a club that were held, the newest first. */
async function past(app: App, club: Club): Promise<PlannedSession[]> {
  const known = await app.store.clubs.sessions.of(club.id, 0);
  return pastSessions(known, club.holidays, app.clock.now());
}

/** Sessions with what became of them, as far as the asker may see it. */
async function held(app: App, asker: Asker, club: Club, sessions: readonly PlannedSession[]): Promise<Held[]> {
  const { clubs, notes, discussions } = app.store;
  const ids = [...new Set(sessions.flatMap(({ paper }) => paper?.id ?? []))];
  const [readings, written, threads, present] = await Promise.all([
    clubs.readings.of(club.id, ids),
    notes.among(club.guildId, ids),
    discussions.among(club.guildId, ids),
    clubs.people.presentAt(
      club.id,
      sessions.map(({ date }) => date),
    ),
  ]);
  const shown = sees(app, asker, 'asker');
  return sessions.map(session => {
    const id = session.paper?.id ?? '';
    const paper = app.index().get(id);
    const { readers = 0, ratings = [] } = readings.get(id) ?? {};
    const rating = ratingOf(ratings);
    const [thread] = nearestFirst(threads.get(id) ?? [], club.channelId).filter(shown);
    return {
      session,
      present: present.get(session.date) ?? 0,
      readers,
      notes: (written.get(id) ?? []).filter(shown),
      ...(paper && { paper }),
      ...(rating && { rating }),
      ...(thread && { thread }),
    };
  });
}

export async function showHistory(app: App, asker: Asker, club: Club, page = 0): Promise<Reply> {
  const all = await past(app, club);
  if (all.length === 0) return nothingHeld(club);
  const pages = Math.ceil(all.length / SESSIONS_PER_PAGE);
  const at = Math.min(page, pages - 1);
  const some = all.slice(at * SESSIONS_PER_PAGE, (at + 1) * SESSIONS_PER_PAGE);
  return historyReply(club, await held(app, asker, club, some), { page: at, pages, total: all.length });
}

export function turnHistory(app: App, press: Press): Promise<Outcome> {
  return pressedClub(app, press, async club => ({
    ...(await showHistory(app, press.asker, club, readPage(press.args[1]))),
    ...(press.message?.private && { update: true }),
  }));
}

/** Who presented how often, and what was read about; with a picture where topics are known. */
export async function showStats(app: App, asker: Asker, club: Club): Promise<Reply> {
  const turn = app.limits.take('search', asker.userId);
  if (!turn.allowed) return tryAgainAt(turn.againAt);
  const sessions = await past(app, club);
  if (sessions.length === 0) return nothingHeld(club);
  const papers = sessions.flatMap(({ date, paper }) =>
    paper
      ? [
          {
            date,
            topics: app
              .index()
              .topicsOf(paper.id)
              .map(({ name }) => name),
          },
        ]
      : [],
  );
  const topics = topicsOverTime(papers, TOPICS_DRAWN);
  const title = `What ${club.name} read about`;
  const presenters = timesPresented(sessions);
  const times = presenters.map(one => one.times);
  const picture =
    topics.topics.length === 0 && times.length === 0
      ? undefined
      : {
          name: 'topics.png',
          content: await drawPicture(topicsPicture(title, topics, times)),
          alt: topicsInWords(title, topics, times),
        };
  return statsReply(club, {
    sessions: sessions.length,
    papers: new Set(sessions.flatMap(({ paper }) => paper?.id ?? [])).size,
    presenters,
    topics: topics.topics,
    best: (await rated(app, club, sessions)).slice(0, BEST_SHOWN),
    ...(picture && { picture }),
  });
}

/** The papers of sessions that people rated, each once, the best first. */
async function rated(app: App, club: Club, sessions: readonly PlannedSession[]) {
  const ids = [...new Set(sessions.flatMap(({ paper }) => paper?.id ?? []))];
  const readings = await app.store.clubs.readings.of(club.id, ids);
  return ids
    .flatMap(id => {
      const paper = app.index().get(id);
      const rating = ratingOf(readings.get(id)?.ratings ?? []);
      return paper && rating ? [{ paper, rating }] : [];
    })
    .sort((a, b) => b.rating.mean - a.rating.mean || b.rating.people - a.rating.people);
}

/** What was read, as a file. Papers that have left the collection are left out, and counted. */
export async function exportHistory(app: App, asker: Asker, club: Club, format: ExportFormat): Promise<Reply> {
  const turn = app.limits.take('export', asker.userId);
  if (!turn.allowed) return tryAgainAt(turn.againAt);
  const sessions = await past(app, club);
  const all = (await held(app, asker, club, sessions.toReversed())).filter(({ session }) => session.paper);
  const there = all.flatMap(one => (one.paper ? [{ ...one, paper: one.paper }] : []));
  if (there.length === 0) return nothingHeld(club);
  const content = await {
    markdown: () => historyAsMarkdown(club, there),
    csv: () => historyAsCsv(there),
    bibtex: () => writeList(asList(there), 'bibtex'),
  }[format]();
  return exported(club, { papers: there.length, gone: all.length - there.length, format, content });
}

/** Each paper once: an entry of BibTeX has one key. */
function asList(all: readonly { session: PlannedSession; paper: Paper }[]) {
  const once = new Map(all.map(({ session, paper }) => [paper.id, { paper, savedAt: session.at }]));
  return [...once.values()];
}
