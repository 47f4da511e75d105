/** Who asks, and where. All of it as Discord said it with this very interaction. */
export interface Asker {
  userId: string;
  /** The server; missing in direct messages. */
  guildId?: string;
  channelId: string;
  /**
   * Whether the asker may change the server's settings: by Manage Server or, of a command that is for managers, because
   * the server lets them run it. False outside of servers.
   */
  canManage: boolean;
  /** The asker's permissions in this channel, as Discord's bit field; 0 outside of servers. */
  permissions: bigint;
  /** The same for the channels that the command names. */
  permissionsIn?: ReadonlyMap<string, bigint>;
  /** What the bot may do in this channel and in those, where Discord says it. */
  botPermissionsIn?: ReadonlyMap<string, bigint>;
  /** A moderator keeps them from writing for a while. */
  timedOut: boolean;
  /** The asker's roles in the server, without @everyone; empty outside of servers. */
  roleIds: readonly string[];
  /** Whether the bot is a member of the server (false where a person brought it along, and in direct messages). */
  botIsMember: boolean;
  /**
   * The server has installed the bot's commands, but not the bot: it is no member there and hears nothing of the
   * server.
   */
  commandsOnly: boolean;
}
