import type { Club } from '../../src/clubs/club.ts';
import { stepsOf } from '../../src/clubs/steps.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { whyPaused } from '../../src/messages/paused-words.ts';
import type { App } from '../services.ts';
import { upcoming } from './find.ts';
import { nextReply } from './replies/club.ts';
import { noSession } from './replies/refusals.ts';

/** What is planned: the next session, its paper and presenter, and what happens when. */
export async function showNext(app: App, club: Club): Promise<Reply> {
  const [session] = await upcoming(app, club, 1);
  if (!session) return noSession();
  const { people, ballots } = app.store.clubs;
  const now = app.clock.now();
  const { going } = await people.attendance(club.id, session.date);
  const nominations = await ballots.nominations(club.id);
  const paper = session.paper && app.index().get(session.paper.id);
  const subscription = await app.daily.get(club.id);
  return nextReply({
    club,
    session,
    ...(paper && { paper }),
    going: going.length,
    steps: stepsOf(session, club).filter(({ at }) => at > now),
    nominated: nominations.filter(({ paperId }) => app.index().get(paperId)).length,
    ...(subscription?.paused && { paused: whyPaused(subscription) }),
  });
}
