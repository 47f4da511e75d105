import type { Club, PlannedSession, StepKind } from '../../src/clubs/club.ts';
import { stepsOf } from '../../src/clubs/steps.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { whyPaused } from '../../src/messages/paused-words.ts';
import type { App } from '../services.ts';
import { openNominations } from './ballot.ts';
import { upcoming } from './find.ts';
import { type Lacking, nextReply } from './replies/club.ts';
import { noSession } from './replies/refusals.ts';
import { cancelledAhead } from './sessions.ts';

/** Rights that the bot lacks for what the club is to have. */
export async function lackingFor(app: App, { id, off, poll }: Club): Promise<Lacking> {
  const place = (await app.daily.get(id))?.place;
  const lacks = (what: 'events' | 'polls') => (place ? app.places().lacking(place, what) : []);
  return { events: off.includes('event') ? [] : lacks('events'), polls: poll ? lacks('polls') : [] };
}

/** What is planned: the next session, its paper and presenter, and what happens when. */
export async function showNext(app: App, club: Club): Promise<Reply> {
  const [session] = await upcoming(app, club, 1);
  const cancelled = await cancelledAhead(app, club);
  if (!session) return noSession();
  const { people } = app.store.clubs;
  const now = app.clock.now();
  const { going } = await people.attendance(club.id, session.date);
  const interested = await app.daily.interested(club.id, session.date);
  const nominations = await openNominations(app, club);
  const paper = session.paper && app.index().get(session.paper.id);
  const subscription = await app.daily.get(club.id);
  const lacking = await lackingFor(app, club);
  return nextReply({
    club,
    session,
    ...(paper && { paper }),
    going: new Set([...going, ...interested]).size,
    steps: stepsOf(session, club).filter(({ at, kind }) => at > now && isAhead(kind, session, lacking)),
    lacking,
    cancelled: cancelled.filter(({ at }) => at < session.at),
    nominated: nominations.filter(({ paperId }) => app.index().get(paperId)).length,
    ...(subscription?.paused && { paused: whyPaused(subscription) }),
  });
}

/** Whether it is still to happen: what is decided already is not decided again. */
function isAhead(kind: StepKind, { ballot, paper, presenter }: PlannedSession, lacking: Lacking): boolean {
  switch (kind) {
    case 'event':
      return lacking.events.length === 0;
    case 'ballot-opens':
      return !paper && ballot === undefined;
    case 'ballot-closes':
      return ballot !== 'closed';
    case 'presenter-asked':
    case 'presenter-late':
      return presenter?.state !== 'confirmed';
    default:
      return true;
  }
}
