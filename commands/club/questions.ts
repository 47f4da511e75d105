import type { Club, PlannedSession } from '../../src/clubs/club.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Press } from '../../src/interactions/command.ts';
import { oneLine } from '../../src/interactions/markdown.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import { MOST_QUESTIONS, MOST_QUESTIONS_OF_ONE } from '../../src/store/index.ts';
import type { App } from '../services.ts';
import { pressedClub, runs, withSession, withSessionAhead } from './find.ts';
import {
  asked,
  noAnonymous,
  QUESTION_CHARACTERS,
  questionForm,
  questionsFull,
  questionsReply,
  questionWithdrawn,
} from './replies/questions.ts';
import { noSuchDate } from './replies/refusals.ts';
import { readDate } from './spec.ts';

/** `/club question`: asks one for a session that has not begun; without a text, shows what is asked. */
export function question(
  app: App,
  asker: Asker,
  club: Club,
  { text, session: typed, anonymous }: { text?: string | undefined; session?: string | undefined; anonymous: boolean },
): Outcome | Promise<Outcome> {
  const date = typed === undefined ? undefined : readDate(typed);
  if (typed !== undefined && date === undefined) return noSuchDate(typed);
  return withSessionAhead<Outcome>(app, club, date, session =>
    text === undefined ? show(app, asker, club, session) : ask(app, asker, club, session, { text, anonymous }),
  );
}

async function show(app: App, asker: Asker, club: Club, session: PlannedSession): Promise<Reply> {
  const all = await app.store.clubs.questions.of(club.id, session.date);
  const removable = all.filter(({ userId }) => userId === asker.userId || runs(asker, club));
  return questionsReply(club, session, all, removable);
}

async function ask(
  app: App,
  { userId }: Asker,
  club: Club,
  session: PlannedSession,
  { text: typed, anonymous }: { text: string; anonymous: boolean },
): Promise<Outcome> {
  const text = oneLine(typed).slice(0, QUESTION_CHARACTERS);
  if (text === '') return questionForm(club, session);
  if (anonymous && !club.anonymous) return noAnonymous(club);
  const turn = app.limits.take('vote', userId);
  if (!turn.allowed) return tryAgainAt(turn.againAt);
  const outcome = await app.store.clubs.questions.ask(club.id, session, {
    userId,
    text,
    anonymous,
    now: app.clock.now(),
  });
  return outcome === 'full'
    ? questionsFull(MOST_QUESTIONS_OF_ONE, MOST_QUESTIONS)
    : asked(club, session, text, anonymous);
}

/** *Ask a question* below a message of the club. */
export function askPressed(app: App, press: Press): Promise<Outcome> {
  return pressedClub(app, press, club =>
    withSessionAhead<Outcome>(app, club, press.args[1] ?? '', session =>
      questionForm(club, session, press.args[2] === 'anonymous' && club.anonymous),
    ),
  );
}

/** Its form. */
export function questionTyped(app: App, press: Press): Promise<Outcome> {
  const anonymous = press.args[2] === 'anonymous';
  return pressedClub(app, press, club =>
    withSessionAhead<Outcome>(app, club, press.args[1] ?? '', session =>
      ask(app, press.asker, club, session, { text: press.inputs.get('question') ?? '', anonymous }),
    ),
  );
}

/** Takes a question back: one's own, or for those who run the club anybody's. */
export function withdrawQuestion(app: App, press: Press): Promise<Outcome> {
  const { asker, args, values } = press;
  return pressedClub(app, press, club =>
    withSession(app, club, args[1] ?? '', async ({ date }) => {
      const id = values[0] ?? '';
      const whose = runs(asker, club) ? {} : { userId: asker.userId };
      return questionWithdrawn(await app.store.clubs.questions.withdraw(club.id, { date, id, ...whose }));
    }),
  );
}
