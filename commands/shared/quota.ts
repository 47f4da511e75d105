import type { Asker } from '../../src/interactions/asker.ts';
import type { Complete } from '../../src/interactions/option.ts';
import type { Outcome } from '../../src/interactions/reply.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import type { App } from '../services.ts';

type Handler<C> = (call: C) => Outcome | Promise<Outcome>;

/** For what makes the processor search: a person who asks very often is asked to wait. */
export function limitedTo<C extends { asker: Asker }>(app: App, run: Handler<C>): Handler<C> {
  return call => {
    const turn = app.limits.take('search', call.asker.userId);
    return turn.allowed ? run(call) : tryAgainAt(turn.againAt);
  };
}

/** For what is asked at every letter: beyond the quota nothing is suggested. */
export function suggestingTo(app: App, complete: Complete): Complete {
  return (typed, asker) => (app.limits.take('suggest', asker.userId).allowed ? complete(typed, asker) : []);
}
