import type { SlashCommand } from '../../src/interactions/command.ts';
import { needsServer } from '../../src/messages/settings.ts';
import type { App } from '../services.ts';
import { lookUp } from '../shared/may-post.ts';
import { scheduleReply } from './replies.ts';

/** Posts shown of each paper of the day. */
const LATEST = 3;

/**
 * For everyone: when the next paper of the day comes, and what came. Changes nothing, and tells of no channel that the
 * asker cannot see.
 */
export function schedule(app: App): SlashCommand {
  return {
    kind: 'slash',
    name: 'schedule',
    description: 'When the next paper of the day comes here, and what came',
    options: [],
    async run({ asker, mention }) {
      const { guildId, userId, botIsMember } = asker;
      if (guildId !== undefined && !botIsMember) return needsServer({ asker, mention });
      const all = await app.daily.list(guildId === undefined ? { userId } : { guildId });
      await Promise.all(all.map(one => lookUp(app, one)));
      const seen = all.filter(({ place }) => place.kind === 'dm' || app.rights().maySee(asker, place));
      const lines = seen.slice(0, 8).map(async subscription => ({
        subscription,
        latest: (await app.daily.latest(subscription, LATEST, 'sent')).map(delivery => ({
          delivery,
          papers: delivery.paperIds.flatMap(id => app.index().get(id) ?? []),
        })),
      }));
      return scheduleReply(await Promise.all(lines), { total: seen.length, alone: guildId === undefined, mention });
    },
  };
}
