import type { Club } from '../../src/clubs/club.ts';
import { RATINGS } from '../../src/clubs/reception.ts';
import type { Press } from '../../src/interactions/command.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import { NO_RATING } from '../../src/messages/club/rating.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { MOST_ATTENDANCE, type OwnReading } from '../../src/store/index.ts';
import { withPaper } from '../paper/index.ts';
import type { App } from '../services.ts';
import { pressedClub } from './find.ts';
import { hasRated, hasRead, notRead } from './replies/readings.ts';
import { tooMany } from './replies/refusals.ts';

/** A paper that the club reads, of a button's arguments. */
function withRead(app: App, press: Press, answer: (club: Club, paper: Paper) => Promise<Reply>): Promise<Outcome> {
  return pressedClub(app, press, async club =>
    withPaper(app, press.args[1], async paper =>
      (await app.store.clubs.sessions.reads(club.id, paper.id)) ? answer(club, paper) : notRead(club),
    ),
  );
}

async function set(app: App, press: Press, club: Club, paper: Paper, reading: OwnReading, done: Reply): Promise<Reply> {
  const turn = app.limits.take('vote', press.asker.userId);
  if (!turn.allowed) return tryAgainAt(turn.againAt);
  const outcome = await app.store.clubs.readings.set(club.id, paper.id, press.asker.userId, reading);
  return outcome === 'full' ? tooMany('people who say what they make of a paper', MOST_ATTENDANCE) : done;
}

/** *I have read it*, or `not` yet. */
export function readIt(app: App, not: boolean) {
  return (press: Press): Promise<Outcome> =>
    withRead(app, press, (club, paper) =>
      set(app, press, club, paper, { readAt: not ? null : app.clock.now() }, hasRead(club, paper, not)),
    );
}

/** The value came through the client's hands: anything but a rating changes nothing. */
export function rate(app: App, press: Press): Promise<Outcome> {
  const [chosen = ''] = press.values;
  const rating = chosen === NO_RATING ? null : RATINGS.find(one => String(one) === chosen);
  return withRead(app, press, async (club, paper) =>
    rating === undefined ? notRead(club) : set(app, press, club, paper, { rating }, hasRated(paper, rating)),
  );
}
