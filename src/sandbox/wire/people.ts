import type { Json } from '../schema/json.ts';
import type { Member, Role, User, World } from '../world/world.ts';
import { iso } from './time.ts';

/** People and roles as Discord's API draws them. */

export function userJson({ id, name, bot }: User): Json {
  return {
    id,
    username: name,
    global_name: bot ? null : name,
    discriminator: bot ? '0001' : '0',
    avatar: null,
    bot,
    public_flags: 0,
    flags: 0,
  };
}

export function memberJson(world: World, { userId, roles, joinedAt, timedOutUntil }: Member): Json {
  const user = world.users.get(userId);
  return {
    ...(user && { user: userJson(user) }),
    roles,
    nick: null,
    avatar: null,
    joined_at: iso(joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: timedOutUntil === undefined ? null : iso(timedOutUntil),
  };
}

export function roleJson({ id, name, permissions, mentionable, position }: Role): Json {
  return {
    id,
    name,
    permissions: String(permissions),
    mentionable,
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}
