import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { Command } from '../interactions/command.ts';
import type { Markdown } from '../interactions/markdown.ts';
import type { Clock } from '../platform/clock.ts';
import { type CommandIds, mentionCommand, type Registration, register } from './registration.ts';

export interface RegistrarOptions extends Omit<Registration, 'applicationId'> {
  commands: readonly Command[];
  clock: Clock;
}

export interface Registrar {
  /**
   * Brings Discord's list of commands in step; what fails is logged, never thrown.
   * @param invite The address under which the bot is installed in a server.
   */
  begin(application: { id: string; invite: string }): Promise<void>;
  /** A server has come: if it is the one that the commands are for, it gets them. */
  joined(guildId: string): void;
  mention(name: string): Markdown;
  idOf(name: string): string | undefined;
  stop(): void;
}

/** How long after a failure of Discord it is tried again, in ms. */
const AGAIN_MS = 60_000;
/**
 * The gateway says nothing of a server that installs the commands without the bot; so often Discord is asked whether it
 * has, in ms.
 */
const LOOK_AGAIN_MS = 10 * 60_000;

/**
 * Keeps Discord's list of commands in step: from the start on, and where the one server that they are for comes later
 * or again.
 */
export function createRegistrar({ commands, clock, ...registration }: RegistrarOptions): Registrar {
  const { guildId, log } = registration;
  let application: { id: string; invite: string } | undefined;
  let ids: CommandIds = new Map();
  let latest = Promise.resolve();
  let cancel = () => {};
  let isToldOfMissing = false;

  async function bringInStep(): Promise<void> {
    if (!application) return;
    cancel();
    try {
      ids = await register(commands, { ...registration, applicationId: application.id });
      isToldOfMissing = false;
    } catch (err) {
      if (guildId !== undefined && isNotThere(err)) {
        cancel = clock.after(LOOK_AGAIN_MS, again);
        if (isToldOfMissing) return;
        isToldOfMissing = true;
        return log.warn(
          { guildId, invite: application.invite },
          'DISCORD_GUILD_ID names a server that has not installed Offprint, so there are no commands yet. Check the id, and open the link that is given here to install it there: the commands follow by themselves',
        );
      }
      log.error({ err }, 'The commands could not be registered; those that Discord has stay in force');
      if (!(err instanceof DiscordAPIError)) cancel = clock.after(AGAIN_MS, again);
    }
  }

  /** One after the other. */
  function again(): Promise<void> {
    latest = latest.then(bringInStep);
    return latest;
  }

  return {
    begin(given) {
      application = given;
      return again();
    },
    joined(id) {
      // Discord drops a server's own commands when the bot is removed.
      if (id === guildId) void again();
    },
    mention: name => mentionCommand(ids, name),
    idOf: name => ids.get(name),
    stop: () => cancel(),
  };
}

/** What Discord answers where the application is not installed. */
export function isNotThere(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    (error.code === RESTJSONErrorCodes.MissingAccess || error.code === RESTJSONErrorCodes.UnknownGuild)
  );
}
