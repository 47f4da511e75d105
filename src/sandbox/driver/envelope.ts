import type { Json } from '../schema/json.ts';
import type { Interaction } from '../state/interactions.ts';
import type { State } from '../state/state.ts';
import { channelJson } from '../wire/channels.ts';
import { messageJson } from '../wire/messages.ts';
import { memberJson, userJson } from '../wire/people.ts';
import { guildOf, permissionsIn } from '../world/world.ts';

/**
 * The event INTERACTION_CREATE, whole, for every kind and context (documentation,
 * interactions/receiving-and-responding).
 */
export function envelope({ world, uploadLimit }: State, interaction: Interaction, data: Json): Json {
  const { user, channel, source } = interaction;
  const guild = guildOf(world, channel);
  const member = guild?.members.get(user.id);
  // Where the bot is no member it has what everyone has.
  const speaker = guild?.members.has(world.bot.id) ? world.bot.id : user.id;
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: channelJson(world, channel),
    context: interaction.context,
    authorizing_integration_owners: interaction.owners,
    entitlements: [],
    locale: user.locale,
    attachment_size_limit: uploadLimit,
    app_permissions: String(guild ? permissionsIn(world, guild, speaker, channel) : PRIVATE_CHANNEL_PERMISSIONS),
    ...(guild && member
      ? {
          guild_id: guild.id,
          guild_locale: 'en-GB',
          guild: { id: guild.id, locale: 'en-GB', features: [] },
          member: {
            ...memberJson(world, member),
            permissions: String(permissionsIn(world, guild, user.id, channel)),
          },
        }
      : { user: userJson(user) }),
    ...(source && { message: messageJson(world, source) }),
  };
}

/** What an app may do in any DM, as Discord tells it. */
const PRIVATE_CHANNEL_PERMISSIONS = 442_368n;
