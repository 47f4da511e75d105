import type { Asker } from '../../src/interactions/asker.ts';
import type { Press } from '../../src/interactions/command.ts';
import { join } from '../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../src/interactions/reply.ts';
import { goesOn, notSetUp, waits } from '../../src/messages/resumed.ts';
import { needsManager } from '../../src/messages/settings.ts';
import { isFollow, type Subscription } from '../../src/subscriptions/index.ts';
import type { App } from '../services.ts';
import { lookUp, refuseSubscription } from '../shared/may-post.ts';

/** Of a notice, at most; what a press says stays below the 2,000 of a message. */
const MOST = 8;

/**
 * *Resume* below a notice. It may stand in a direct message or in a channel of the server, and whoever presses it may
 * have lost their rights since: these are asked for at each press.
 */
export async function goOn(app: App, { asker, args }: Press): Promise<Reply> {
  const found: Subscription[] = [];
  for (const id of args.slice(0, MOST)) {
    const one = await app.daily.get(id);
    if (one) found.push(one);
  }
  if (found.length === 0) return notSetUp();
  const lines = [];
  for (const one of found) {
    const there = await standingIn(app, asker, one.place.guildId);
    if (!there || !mayResume(there, one)) continue;
    await lookUp(app, one);
    const refusal = refuseSubscription(app, there, one)?.content;
    if (refusal) {
      lines.push(refusal);
      continue;
    }
    const obstacle = one.paused && (await app.daily.resume(one));
    lines.push(obstacle ? waits(one, obstacle) : goesOn(one));
  }
  return lines.length === 0 ? needsManager() : privately(join(lines, '\n'));
}

/** The asker as a member of the server that it is for; undefined where they are none. */
async function standingIn(app: App, asker: Asker, guildId: string | undefined): Promise<Asker | undefined> {
  return guildId === undefined || guildId === asker.guildId ? asker : app.rights().asMember(asker.userId, guildId);
}

function mayResume({ userId, canManage, botIsMember }: Asker, one: Subscription): boolean {
  const isTheirs = one.setUpBy === userId && (one.place.guildId === undefined || isFollow(one));
  return isTheirs || (one.place.guildId !== undefined && canManage && botIsMember);
}
