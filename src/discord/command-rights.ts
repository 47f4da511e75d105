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
import type { Asker } from '../asker.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** How long an answer of Discord's is trusted, in ms: a right that is taken away holds no longer. */
const TRUSTED_MS = 60_000;

const rightsSchema = z.object({
  permissions: z.array(z.object({ id: z.string(), type: z.number(), permission: z.boolean() })),
});
type Rights = z.infer<typeof rightsSchema>['permissions'];

export interface CommandRightsOptions {
  rest: REST;
  /** The id that Discord gave to a command. */
  idOf(command: string): string | undefined;
  clock: Clock;
  log: Log;
}

/**
 * Whether a server lets somebody without Manage Server run a command that is for managers by default (Server Settings, Integrations). Discord asks
 * that itself when the command is typed, and never when one of its buttons is pressed.
 */
export type MayRun = (
  interaction: RepliableInteraction | AutocompleteInteraction,
  asker: Asker,
  command: string,
) => Promise<boolean>;

export function commandRights({ rest, idOf, clock, log }: CommandRightsOptions): MayRun {
  const known = new Map<string, { rights: Rights; until: number }>();

  async function rightsOf(route: `/${string}`): Promise<Rights> {
    const trusted = known.get(route);
    if (trusted && clock.now() < trusted.until) return trusted.rights;
    const rights = await rest.get(route).then(
      body => rightsSchema.parse(body).permissions,
      error => {
        // The server has decided nothing of its own.
        if (error instanceof DiscordAPIError && error.status === 404) return [];
        throw error;
      },
    );
    known.clear();
    known.set(route, { rights, until: clock.now() + TRUSTED_MS });
    return rights;
  }

  return async (interaction, asker, command) => {
    if (letThrough(interaction)) return true;
    const { guildId } = asker;
    const { applicationId } = interaction;
    const id = idOf(command);
    if (guildId === undefined || id === undefined) return false;
    try {
      return isAllowed(await rightsOf(Routes.applicationCommandPermissions(applicationId, guildId, id)), {
        ...asker,
        guildId,
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

/** Typed, and by the server's installation alone: a person's own installation of the app gets past what the server decides. */
function letThrough(interaction: RepliableInteraction | AutocompleteInteraction): boolean {
  const typed = interaction.isChatInputCommand() || interaction.isAutocomplete();
  return typed && !(ApplicationIntegrationType.UserInstall in interaction.authorizingIntegrationOwners);
}

/**
 * The person's own rule, else that of their roles, of which one that allows is enough, else that of everyone (whose role has the server's id).
 * A channel may be closed to a command, all of them by the id before the server's.
 * https://docs.discord.com/developers/interactions/application-commands#permissions
 */
export function isAllowed(
  rights: Rights,
  { userId, guildId, channelId, roleIds }: Pick<Asker, 'userId' | 'channelId' | 'roleIds'> & { guildId: string },
): boolean {
  const rule = (type: Kind, id: string) => rights.find(right => right.type === type && right.id === id)?.permission;
  const allChannels = String(BigInt(guildId) - 1n);
  if ((rule(Kind.Channel, channelId) ?? rule(Kind.Channel, allChannels)) === false) return false;
  const own = rule(Kind.User, userId);
  if (own !== undefined) return own;
  const byRole = roleIds.flatMap(id => rule(Kind.Role, id) ?? []);
  return byRole.length > 0 ? byRole.includes(true) : rule(Kind.Role, guildId) === true;
}
