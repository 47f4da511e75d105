import {
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  DiscordAPIError,
  ApplicationCommandPermissionType as Kind,
  type REST,
  type RepliableInteraction,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import type { Asker } from '../interactions/asker.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';

/** How long an answer of Discord's is trusted, in ms: a right that is taken away holds no longer. */
const TRUSTED_MS = 60_000;
/** Answers that are remembered at most. */
const MOST_KNOWN = 1_000;

const rightsSchema = z.object({
  permissions: z.array(z.object({ id: z.string(), type: z.number(), permission: z.boolean() })),
});
type Rules = z.infer<typeof rightsSchema>['permissions'];

/** What a server has decided of one command, and of all commands of the app: the one stands over the other. */
export interface CommandRules {
  ofCommand: Rules;
  ofApp: Rules;
}

export interface CommandRightsOptions {
  rest: REST;
  /** The id that Discord gave to a command. */
  idOf(command: string): string | undefined;
  clock: Clock;
  log: Log;
}

/**
 * Whether a server lets somebody without Manage Server run a command that is for managers by default (Server Settings,
 * Integrations). Discord asks that itself when the command is typed, and never when one of its buttons is pressed.
 */
export type MayRun = (
  interaction: RepliableInteraction | AutocompleteInteraction,
  asker: Asker,
  command: string,
) => Promise<boolean>;

export function commandRights({ rest, idOf, clock, log }: CommandRightsOptions): MayRun {
  const known = new Map<string, { rules: CommandRules; until: number }>();

  async function rulesOf(applicationId: string, guildId: string, id: string): Promise<Rules> {
    try {
      const body = await rest.get(Routes.applicationCommandPermissions(applicationId, guildId, id));
      return rightsSchema.parse(body).permissions;
    } catch (error) {
      // The server has decided nothing of its own.
      if (error instanceof DiscordAPIError && error.status === 404) return [];
      throw error;
    }
  }

  async function allRules(applicationId: string, guildId: string, id: string): Promise<CommandRules> {
    const key = `${guildId} ${id}`;
    const trusted = known.get(key);
    const leftMs = trusted ? trusted.until - clock.now() : 0;
    // A clock that was set back makes no answer last longer.
    if (trusted && leftMs > 0 && leftMs <= TRUSTED_MS) return trusted.rules;
    const [ofCommand, ofApp] = await Promise.all([
      rulesOf(applicationId, guildId, id),
      rulesOf(applicationId, guildId, applicationId),
    ]);
    const rules = { ofCommand, ofApp };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, { rules, until: clock.now() + TRUSTED_MS });
    return rules;
  }

  return async (interaction, asker, command) => {
    if (letThrough(interaction)) return true;
    const { guildId } = asker;
    const { applicationId } = interaction;
    const id = idOf(command);
    if (guildId === undefined || id === undefined) return false;
    try {
      // A thread that slept when the session began is not among the channels that are known.
      const channel = interaction.channel ?? (await interaction.client.channels.fetch(asker.channelId));
      const parentId = channel?.isThread() ? channel.parentId : null;
      return isAllowed(await allRules(applicationId, guildId, id), {
        ...asker,
        guildId,
        channelId: parentId ?? asker.channelId,
      });
    } catch (err) {
      log.warn(
        { err, command },
        'Who may run a command could not be asked; only people with Manage Server may, for now',
      );
      return false;
    }
  };
}

/**
 * Typed, and by the server's installation alone: a person's own installation of the app gets past what the server
 * decides.
 */
function letThrough(interaction: RepliableInteraction | AutocompleteInteraction): boolean {
  const typed = interaction.isChatInputCommand() || interaction.isAutocomplete();
  return typed && interaction.authorizingIntegrationOwners[ApplicationIntegrationType.UserInstall] === undefined;
}

/**
 * The person's own rule, else that of their roles, of which one that allows is enough, else that of everyone (whose
 * role has the server's id). A channel, with its threads, may be closed to a command or to all of them; all channels
 * have the id before the server's. What is said of all commands closes them to people or channels, but opens none that
 * is for managers by default. https://docs.discord.com/developers/interactions/application-commands#permissions
 */
export function isAllowed(
  { ofCommand, ofApp }: CommandRules,
  { userId, guildId, channelId, roleIds }: Pick<Asker, 'userId' | 'channelId' | 'roleIds'> & { guildId: string },
): boolean {
  const rule = (rules: Rules, type: Kind, id: string) =>
    rules.find(one => one.type === type && one.id === id)?.permission;
  const allChannels = String(BigInt(guildId) - 1n);
  const here = [ofCommand, ofApp]
    .flatMap(rules => [rule(rules, Kind.Channel, channelId), rule(rules, Kind.Channel, allChannels)])
    .find(said => said !== undefined);
  if (here === false) return false;
  const own = rule(ofCommand, Kind.User, userId);
  if (own !== undefined) return own;
  const byRole = roleIds.flatMap(id => rule(ofCommand, Kind.Role, id) ?? []);
  return byRole.length > 0 ? byRole.includes(true) : rule(ofCommand, Kind.Role, guildId) === true;
}
