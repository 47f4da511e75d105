import { bits, type PermissionName } from './permissions.ts';
import { idSource } from './snowflake.ts';
import type { Channel, ChannelType, Guild, Role, User, World } from './world.ts';
import { byName } from './world.ts';

/** When the things of a new world were made: long ago, always the same, so that their ids are the same each time. */
const MADE_AT = Date.UTC(2024, 0, 1);

/** A forum's or thread's default of Discord: three days. */
export const DEFAULT_AUTO_ARCHIVE_MINUTES = 4320;

/** Discord's cap as far as it is known. */
const ACTIVE_THREAD_CAP = 1000;

/** What @everyone may do in a new server. */
const EVERYONE: PermissionName[] = [
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'SEND_MESSAGES_IN_THREADS',
  'CREATE_PUBLIC_THREADS',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'ADD_REACTIONS',
  'READ_MESSAGE_HISTORY',
  'SEND_POLLS',
  'CONNECT',
  'USE_APPLICATION_COMMANDS',
  'USE_EXTERNAL_APPS',
];

const MODERATOR: PermissionName[] = [
  'MANAGE_GUILD',
  'MANAGE_CHANNELS',
  'MANAGE_MESSAGES',
  'MANAGE_THREADS',
  'MENTION_EVERYONE',
  'CREATE_EVENTS',
  'MANAGE_EVENTS',
];

/**
 * Two servers with the bot ("Paper club" with `general`, `papers`, the announcement channel `news` and the forum
 * `discussions`; "Lab" with `general`, `papers` and `discussions`), one without it ("Elsewhere" with `general`), and
 * three people who are in all of them: `moderator` (Manage Server; the bot is theirs), `reader` and `newcomer`.
 */
export function defaultWorld(): World {
  const world = emptyWorld();
  const people = ['moderator', 'reader', 'newcomer'].map(name => addUser(world, name));
  world.application.ownerId = findPerson(world, 'moderator').id;
  const club = addGuild(world, 'Paper club', { bot: true });
  const lab = addGuild(world, 'Lab', { bot: true });
  const elsewhere = addGuild(world, 'Elsewhere', { bot: false });
  for (const guild of [club, lab, elsewhere]) {
    const moderators = addRole(world, guild, 'Moderators', { permissions: MODERATOR });
    addRole(world, guild, 'Readers', { mentionable: true });
    addChannel(world, guild, 'general');
    for (const { id, name } of people) join(guild, id, name === 'moderator' ? [moderators.id] : []);
  }
  for (const guild of [club, lab]) {
    addChannel(world, guild, 'papers');
    addChannel(world, guild, 'discussions', { type: 15, tags: ['methods', 'applications', 'question'] });
  }
  addChannel(world, club, 'news', { type: 5 });
  for (const guild of [club, lab]) giveBotRole(world, guild);
  return world;
}

/** The bot alone. */
export function emptyWorld(): World {
  const newId = idSource();
  const application: World['application'] = { id: newId(MADE_AT), name: 'Offprint', privilegedIntents: false };
  const bot: User = {
    id: application.id,
    name: application.name,
    bot: true,
    locale: 'en-GB',
    dmOpen: true,
    installed: false,
  };
  return { application, bot, users: new Map([[bot.id, bot]]), guilds: new Map(), dms: new Map(), newId, now: Date.now };
}

export function addUser(world: World, name: string): User {
  const user: User = {
    id: world.newId(MADE_AT),
    name,
    bot: false,
    locale: 'en-GB',
    dmOpen: true,
    installed: false,
  };
  world.users.set(user.id, user);
  return user;
}

/**
 * A server that belongs to nobody in particular: its owner is not among its members.
 * @param at When it was made, in ms since the epoch; that also says on which shard it is.
 */
export function addGuild(world: World, name: string, { bot, at = MADE_AT }: { bot: boolean; at?: number }): Guild {
  const id = world.newId(at);
  const guild: Guild = {
    id,
    name,
    ownerId: world.newId(MADE_AT),
    roles: new Map(),
    members: new Map(),
    channels: new Map(),
    events: new Map(),
    activeThreadCap: ACTIVE_THREAD_CAP,
    autoMod: { words: [], links: false },
  };
  guild.roles.set(id, { id, name: '@everyone', permissions: bits(...EVERYONE), mentionable: false, position: 0 });
  world.guilds.set(id, guild);
  if (bot) join(guild, world.bot.id, []);
  return guild;
}

export function addRole(
  world: World,
  guild: Guild,
  name: string,
  { permissions = [], mentionable = false }: { permissions?: PermissionName[]; mentionable?: boolean } = {},
): Role {
  const role: Role = {
    id: world.newId(MADE_AT),
    name,
    permissions: bits(...permissions),
    mentionable,
    position: guild.roles.size,
  };
  guild.roles.set(role.id, role);
  return role;
}

/** `type` 0 text (default), 2 voice, 5 announcement, 13 stage, 15 forum and 16 media channel (with `tags`). */
export function addChannel(
  world: World,
  guild: Guild,
  name: string,
  { type = 0, tags = [] }: { type?: ChannelType; tags?: string[] } = {},
): Channel {
  const forumTags = tags.map(tag => ({ id: world.newId(MADE_AT), name: tag, moderated: false }));
  const channel: Channel = {
    id: world.newId(MADE_AT),
    type,
    name,
    guildId: guild.id,
    position: guild.channels.size,
    overwrites: [],
    ...((type === 15 || type === 16) && { forum: { tags: forumTags, tagRequired: false } }),
    messages: new Map(),
  };
  guild.channels.set(channel.id, channel);
  return channel;
}

/** The role that a server makes of what a bot's invitation asks for. */
function giveBotRole(world: World, guild: Guild): void {
  addRole(world, guild, world.application.name, { permissions: ['CREATE_EVENTS'] });
  join(guild, world.bot.id, botRoles(world, guild));
}

/** Ids of the roles that the bot has when it is invited. */
export function botRoles({ application }: World, { roles }: Guild): string[] {
  return [...roles.values()].filter(({ name }) => name === application.name).map(({ id }) => id);
}

export function join(guild: Guild, userId: string, roles: string[]): void {
  guild.members.set(userId, { userId, roles, joinedAt: MADE_AT });
}

/** The DM between the bot and a user; the same each time. */
export function dmWith(world: World, user: User): Channel {
  return privateChannel(world, user, 1, user.name);
}

/** A group DM of which the bot is no part, for an app that a user has installed. */
export function groupOf(world: World, user: User): Channel {
  return privateChannel(world, user, 3, `${user.name} and friends`);
}

function privateChannel(world: World, user: User, type: 1 | 3, name: string): Channel {
  const known = [...world.dms.values()].find(dm => dm.recipientId === user.id && dm.type === type);
  if (known) return known;
  const channel: Channel = {
    id: world.newId(MADE_AT),
    type,
    name,
    recipientId: user.id,
    position: 0,
    overwrites: [],
    messages: new Map(),
  };
  world.dms.set(channel.id, channel);
  return channel;
}

/** Someone of the world; `name` in any case. */
export function findPerson(world: World, name: string): User {
  return byName(
    [...world.users.values()].filter(({ bot }) => !bot),
    name,
    'person',
  );
}
