import type { AllowedMentions } from '../schema/message-body.ts';
import type { Pings, World } from '../world/world.ts';

/**
 * Whom a message may notify where it does not say; interactions: only users (documentation, resources/message, Allowed
 * Mentions).
 */
const DEFAULT_ALLOWED: AllowedMentions = { parse: ['users', 'roles', 'everyone'] };
const DEFAULT_ALLOWED_IN_REPLIES: AllowedMentions = { parse: ['users'] };

/** Only the content of a message notifies anybody, never an embed. */
export function pingsOf(
  world: World,
  content: string,
  allowed: AllowedMentions | null | undefined,
  place: { guildId?: string | undefined; reply: boolean; mayMentionAll: boolean },
): Pings {
  const { parse, users, roles } = allowed ?? (place.reply ? DEFAULT_ALLOWED_IN_REPLIES : DEFAULT_ALLOWED);
  const guildRoles = world.guilds.get(place.guildId ?? '')?.roles;
  const named = (pattern: RegExp) => [...new Set([...content.matchAll(pattern)].map(([, id = '']) => id))];
  const listed = (ids: string[] | null | undefined, list: 'users' | 'roles') => (id: string) =>
    parse?.includes(list) || ids?.includes(id) === true;
  return {
    everyone: /@(everyone|here)\b/.test(content) && parse?.includes('everyone') === true && place.mayMentionAll,
    users: named(/<@!?(\d+)>/g)
      .filter(id => world.users.has(id))
      .filter(listed(users, 'users')),
    roles: named(/<@&(\d+)>/g)
      .filter(
        id =>
          id !== place.guildId && (guildRoles?.get(id)?.mentionable || (guildRoles?.has(id) && place.mayMentionAll)),
      )
      .filter(listed(roles, 'roles')),
  };
}
