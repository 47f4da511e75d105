import { createMessage, deleteMessage } from '../resources/messages.ts';
import { setThread, tellThread } from '../resources/threads.ts';
import type { Json } from '../schema/json.ts';
import { COMPONENTS_V2 } from '../schema/message-body.ts';
import type { State } from '../state/state.ts';
import { channelJson, gatewayChannelJson } from '../wire/channels.ts';
import { guildCreateJson, guildJson } from '../wire/guilds.ts';
import { memberJson, roleJson } from '../wire/people.ts';
import { addUser, botRoles, findPerson } from '../world/default-world.ts';
import { bits, type Overwrite, type PermissionName } from '../world/permissions.ts';
import type { Channel, ForumTag, Guild, Role } from '../world/world.ts';
import { byName, findChannel, permissionsIn } from '../world/world.ts';

/** The intent Guilds. */
const GUILDS = 1 << 0;

const OTHER_BOT = 'Another bot';

/** What a lockdown takes from everyone. */
const SPEAKING = bits('SEND_MESSAGES', 'SEND_MESSAGES_IN_THREADS', 'CREATE_PUBLIC_THREADS');

interface Where {
  /** Name or id. */
  guild: string;
  /** Name or id; for permissions: missing for all channels. */
  channel?: string;
}

/** What the people who run a server do to it; the bot hears of it as it would from Discord. */
export interface WorldControls {
  /** Takes a permission away from the bot in a channel (or all), by an overwrite. */
  removePermission(where: Where & { permission: PermissionName }): void;
  /** Gives it (back) to the bot, by an overwrite. */
  grantPermission(where: Where & { permission: PermissionName }): void;
  deleteChannel(where: Required<Where>): void;
  deleteMessage(message: { channelId: string; id: string }): void;
  /**
   * Another bot of the server writes a message of Components V2, in whatever form: a newer Discord may have kinds that
   * nobody knows yet.
   */
  otherBotPosts(where: Required<Where>, parts: readonly unknown[]): { channelId: string; id: string };
  /** Archives, locks or reopens a thread. @param where `channel` is the thread. */
  setThread(where: Required<Where>, change: { archived?: boolean; locked?: boolean }): void;
  /** Takes the bot out of a server. */
  removeBot(guild: string): void;
  /** Brings the bot into a server. */
  addBot(guild: string): void;
  /** Installs the bot's commands in a server that it is not a member of, without the bot. */
  installCommandsOnly(guild: string): void;
  /** An outage of a server begins or ends. */
  setOutage(guild: string, outage: boolean): void;
  /**
   * Decides who may run a command and where (Server Settings, Integrations), instead of the command's default; without
   * a command: all of the app's.
   * @param who Roles by name, `@everyone` too, and `#channel`.
   */
  setCommandRights(where: { guild: string; command?: string }, who: Record<string, boolean>): void;
  deleteRole(where: { guild: string; role: string }): void;
  /** Changes what a role may do, or whether everyone may mention it. */
  setRole(where: { guild: string; role: string }, change: { permissions?: bigint; mentionable?: boolean }): void;
  /** A lockdown begins or ends: nobody but moderators may write anywhere. */
  lockDown(guild: string, locked: boolean): void;
  /** A moderator times the bot, or a person, out until then (ms since the epoch), or lets them speak again. */
  setTimeOut(guild: string, until: number | undefined, person?: string): void;
  /** What AutoMod stops in messages and titles of threads, and whether the filter of harmful links stops addresses. */
  setAutoMod(guild: string, filter: { words?: string[]; links?: boolean }): void;
  setForum(where: Required<Where>, change: { tags?: ForumTag[]; tagRequired?: boolean }): void;
  setSystemChannel(guild: string, channel: string | undefined): void;
  /** A person leaves a server. */
  leave(where: { guild: string; person: string }): void;
  setDmOpen(person: string, open: boolean): void;
}

export function worldControls(state: State): WorldControls {
  const { world } = state;
  const guildNamed = (name: string) => byName(world.guilds.values(), name, 'server');
  const tell = (name: string, guild: Guild, data: Json) => {
    if (guild.members.has(world.bot.id)) state.emit({ name, guildId: guild.id, intents: GUILDS, data });
  };
  const tellGuild = (name: string, guild: Guild, data: Json) =>
    state.emit({ name, guildId: guild.id, intents: GUILDS, data });
  const overwrite = (
    { guild: name, channel, permission }: Where & { permission: PermissionName },
    granted: boolean,
  ) => {
    const guild = guildNamed(name);
    const channels = channel === undefined ? unthreaded(guild) : [byName(guild.channels.values(), channel, 'channel')];
    for (const one of channels) {
      setOverwrite(one, world.bot.id, bits(permission), granted);
      tell('CHANNEL_UPDATE', guild, gatewayChannelJson(world, guild, one));
    }
  };
  const changeRole = (guildName: string, roleName: string, change: Partial<Omit<Role, 'id'>>) => {
    const guild = guildNamed(guildName);
    const role = byName(guild.roles.values(), roleName, 'role');
    const seen = (one: Channel) => permissionsIn(world, guild, world.bot.id, one) !== 0n;
    const before = new Map(unthreaded(guild).map(one => [one, seen(one)]));
    Object.assign(role, change);
    tell('GUILD_ROLE_UPDATE', guild, { guild_id: guild.id, role: roleJson(role) });
    // What the bot sees no more, or sees now, is sent as a change of the channel.
    for (const [one, wasSeen] of before)
      if (wasSeen !== seen(one)) tell('CHANNEL_UPDATE', guild, gatewayChannelJson(world, guild, one));
  };
  return {
    removePermission: where => overwrite(where, false),
    grantPermission: where => overwrite(where, true),
    deleteChannel({ guild: name, channel: channelName }) {
      const guild = guildNamed(name);
      const channel = byName(guild.channels.values(), channelName, 'channel');
      guild.channels.delete(channel.id);
      if (channel.thread) return tellThread(state, 'THREAD_DELETE', channel);
      for (const { id, parentId } of [...guild.channels.values()])
        if (parentId === channel.id) guild.channels.delete(id);
      tell('CHANNEL_DELETE', guild, channelJson(world, channel));
    },
    deleteMessage({ channelId, id }) {
      const channel = findChannel(world, channelId);
      const message = channel?.messages.get(id);
      if (!channel || !message) throw new Error('This message is no longer there.');
      deleteMessage(state, channel, message);
    },
    otherBotPosts({ guild, channel: name }, parts) {
      const channel = byName(guildNamed(guild).channels.values(), name, 'channel');
      const author = [...world.users.values()].find(user => user.name === OTHER_BOT) ?? addUser(world, OTHER_BOT);
      author.bot = true;
      return createMessage(state, channel, {
        authorId: author.id,
        body: { flags: COMPONENTS_V2 },
        foreignParts: parts,
        files: [],
      });
    },
    setThread({ guild, channel }, change) {
      setThread(state, byName(guildNamed(guild).channels.values(), channel, 'thread'), change);
    },
    setCommandRights({ guild: name, command = '' }, who) {
      const guild = guildNamed(name);
      const rights = Object.entries(who).map(([one, permission]) =>
        one.startsWith('#')
          ? { id: byName(guild.channels.values(), one.slice(1), 'channel').id, type: 3 as const, permission }
          : {
              id: one === '@everyone' ? guild.id : byName(guild.roles.values(), one, 'role').id,
              type: 1 as const,
              permission,
            },
      );
      state.commandRights.set(`${guild.id} ${command}`, rights);
    },
    removeBot(name) {
      const guild = guildNamed(name);
      guild.members.delete(world.bot.id);
      // Its own commands go with the integration.
      state.commands.replaceAll([], guild.id);
      tellGuild('GUILD_DELETE', guild, { id: guild.id });
    },
    addBot(name) {
      const guild = guildNamed(name);
      delete guild.commandsOnly;
      guild.members.set(world.bot.id, {
        userId: world.bot.id,
        roles: botRoles(world, guild),
        joinedAt: state.clock.now(),
      });
      tellGuild('GUILD_CREATE', guild, guildCreateJson(world, guild));
    },
    installCommandsOnly(name) {
      guildNamed(name).commandsOnly = true;
    },
    setOutage(name, outage) {
      const guild = guildNamed(name);
      if (outage) guild.unavailable = true;
      else delete guild.unavailable;
      if (outage) tell('GUILD_DELETE', guild, { id: guild.id, unavailable: true });
      else tell('GUILD_CREATE', guild, guildCreateJson(world, guild));
    },
    setRole: ({ guild, role }, change) => changeRole(guild, role, change),
    lockDown(guild, locked) {
      const { id, roles } = guildNamed(guild);
      const everyone = roles.get(id)?.permissions ?? 0n;
      changeRole(guild, id, { permissions: locked ? everyone & ~SPEAKING : everyone | SPEAKING });
    },
    setTimeOut(name, until, person) {
      const guild = guildNamed(name);
      const id = person === undefined ? world.bot.id : findPerson(world, person).id;
      const member = guild.members.get(id);
      if (!member) throw new Error(`${person ?? 'The bot'} is not in ${guild.name}.`);
      if (until === undefined) delete member.timedOutUntil;
      else member.timedOutUntil = until;
      // Of others' changes only a bot with the intent Guild Members hears.
      if (person === undefined)
        tell('GUILD_MEMBER_UPDATE', guild, { guild_id: guild.id, ...memberJson(world, member) });
    },
    setAutoMod(name, { words = [], links = false }) {
      guildNamed(name).autoMod = { words, links };
    },
    setForum({ guild: name, channel: channelName }, change) {
      const guild = guildNamed(name);
      const channel = byName(guild.channels.values(), channelName, 'forum');
      if (!channel.forum) throw new Error(`#${channel.name} is no forum.`);
      Object.assign(channel.forum, change);
      tell('CHANNEL_UPDATE', guild, gatewayChannelJson(world, guild, channel));
    },
    setSystemChannel(name, channelName) {
      const guild = guildNamed(name);
      if (channelName === undefined) delete guild.systemChannelId;
      else guild.systemChannelId = byName(guild.channels.values(), channelName, 'channel').id;
      tell('GUILD_UPDATE', guild, guildJson(guild));
    },
    leave({ guild: name, person }) {
      guildNamed(name).members.delete(byName(world.users.values(), person, 'person').id);
    },
    deleteRole({ guild: name, role: roleName }) {
      const guild = guildNamed(name);
      const role: Role = byName(guild.roles.values(), roleName, 'role');
      guild.roles.delete(role.id);
      tell('GUILD_ROLE_DELETE', guild, { guild_id: guild.id, role_id: role.id, role: roleJson(role) });
    },
    setDmOpen(name, open) {
      byName(world.users.values(), name, 'person').dmOpen = open;
    },
  };
}

const unthreaded = (guild: Guild) => [...guild.channels.values()].filter(({ thread }) => !thread);

/** Allows or denies bits for one member in one channel. */
function setOverwrite({ overwrites }: Channel, memberId: string, changed: bigint, granted: boolean): void {
  const known = overwrites.find(({ id }) => id === memberId);
  const overwrite: Overwrite = known ?? { id: memberId, type: 1, allow: 0n, deny: 0n };
  if (!known) overwrites.push(overwrite);
  overwrite.allow = granted ? overwrite.allow | changed : overwrite.allow & ~changed;
  overwrite.deny = granted ? overwrite.deny & ~changed : overwrite.deny | changed;
}
