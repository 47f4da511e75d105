import { ApplicationIntegrationType, OAuth2Scopes, PermissionsBitField } from 'discord.js';
import type { Invites } from '../interactions/invites.ts';

/**
 * Answers to commands need no permission at all; opening discussions and finding them again does, and so do events and
 * polls of journal clubs.
 */
const PERMISSIONS = new PermissionsBitField([
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'ReadMessageHistory',
  'CreatePublicThreads',
  'SendMessagesInThreads',
  'CreateEvents',
  'SendPolls',
]);

/** The addresses under which the bot is installed, with exactly the scopes and permissions that it needs. */
export function inviteLinks(applicationId: string): Invites {
  const address = (type: ApplicationIntegrationType, scopes: OAuth2Scopes[], permissions?: PermissionsBitField) => {
    const query = new URLSearchParams({
      client_id: applicationId,
      integration_type: String(type),
      scope: scopes.join(' '),
    });
    if (permissions) query.set('permissions', permissions.bitfield.toString());
    return `https://discord.com/oauth2/authorize?${query}`;
  };
  return {
    server: address(
      ApplicationIntegrationType.GuildInstall,
      [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands],
      PERMISSIONS,
    ),
    user: address(ApplicationIntegrationType.UserInstall, [OAuth2Scopes.ApplicationsCommands]),
  };
}
