import type { Asker } from '../../src/interactions/asker.ts';
import type { Call } from '../../src/interactions/command.ts';
import { cutEscaped } from '../../src/interactions/cut.ts';
import { md } from '../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../src/interactions/reply.ts';
import { needsManager, needsServer } from '../../src/messages/settings.ts';
import type { Owner, Subscription } from '../../src/subscriptions/index.ts';
import type { App } from '../services.ts';
import { lookUp } from '../shared/may-post.ts';

type Surroundings = Pick<Call, 'asker' | 'mention'>;

/**
 * Whose subscriptions the asker may see and change: their server's with Manage Server, their own outside of servers.
 * Discord's own gate can be opened by a server, and ids in buttons can be forged, so this is asked for every command
 * and every press.
 */
export function managed({ asker, mention }: Surroundings): { owner: Owner } | { refusal: Reply } {
  const { guildId, userId, botIsMember, canManage } = asker;
  if (guildId === undefined) return { owner: { userId } };
  if (!botIsMember) return { refusal: needsServer({ asker, mention }) };
  return canManage ? { owner: { guildId } } : { refusal: needsManager() };
}

/** Answers for the subscription that a text names, among those that the asker may change. */
export async function withSubscription(
  app: App,
  surroundings: Surroundings,
  named: string | undefined,
  answer: (subscription: Subscription) => Reply | Promise<Reply>,
): Promise<Reply> {
  const may = managed(surroundings);
  if ('refusal' in may) return may.refusal;
  const all = await app.daily.list(may.owner);
  const subscription = pick(all, named);
  if (subscription) {
    await lookUp(app, subscription);
    return answer(subscription);
  }
  if (all.length === 0) {
    return privately(
      md`There is no paper of the day here yet. ${surroundings.mention('daily subscribe')} sets one up.`,
    );
  }
  return named === undefined
    ? privately(md`There are several papers of the day here. Choose one with **subscription**.`)
    : privately(md`There is no paper of the day “${cutEscaped(named, 100)}” here. Choose one from the list.`);
}

/**
 * By its id, which also ends the words that stand in the list of suggestions; without a name, the only one there is.
 */
function pick(all: readonly Subscription[], named: string | undefined): Subscription | undefined {
  if (named === undefined) return all.length === 1 ? all[0] : undefined;
  const words = named.trim().toLowerCase();
  return all.find(({ id }) => words === id || words.endsWith(` ${id}`));
}

/** Suggestions for the option `subscription`; nothing for people who may not change any. */
export function suggestSubscriptions(app: App) {
  return async (typed: string, asker: Asker) => {
    const may = managed({ asker, mention: () => md`` });
    if ('refusal' in may) return [];
    const all = await app.daily.list(may.owner);
    return all
      .map(subscription => ({ name: suggestion(app, asker, subscription), value: subscription.id }))
      .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
      .slice(0, 25);
  };
}

/** `#papers 08:30 Europe/Berlin, calibration · 3f9a0c12be`, at most 100 characters. */
function suggestion(app: App, asker: Asker, subscription: Subscription): string {
  const { id, schedule, query, topic, paused } = subscription;
  const where = placeName(app, asker, subscription);
  const words = [`${where} ${schedule.time} ${schedule.timeZone}`, query, topic, paused && 'paused']
    .filter(Boolean)
    .join(', ');
  const end = ` · ${id}`;
  return `${words.slice(0, 100 - end.length)}${end}`.toWellFormed();
}

/** Of a channel that the asker cannot see not even its name is shown. */
function placeName(app: App, asker: Asker, { place }: Subscription): string {
  if (place.kind === 'dm') return 'direct messages';
  const name = app.places().channelName(place.channelId);
  if (name === undefined) return place.kind === 'thread' ? 'an archived thread' : 'a deleted channel';
  return app.rights().maySee(asker, place) ? name : 'a hidden channel';
}
