import { createMessage, deleteMessage, editMessage } from '../../resources/messages.ts';
import { DiscordError } from '../../schema/errors.ts';
import type { Interaction } from '../../state/interactions.ts';
import { messageJson } from '../../wire/messages.ts';
import type { Message } from '../../world/world.ts';
import { type Call, NOTHING, ok, param, type Routes } from '../call.ts';
import { checkedMessage } from '../checks.ts';
import { replyOf } from './interaction-callback.ts';

/** Messages through the token of an acknowledged interaction: the first answer (`@original`) and what follows it. */
export const webhookRoutes: Routes = {
  'POST /webhooks/{application}/{token}': async call => {
    const interaction = find(call);
    const body = await checkedMessage(call, 'followUp', call.body);
    const { state, files } = call;
    const { channel } = interaction;
    const original = channel.messages.get(interaction.originalId ?? '');
    // The first follow-up after "is thinking…" takes its place.
    if (original?.thinking) {
      editMessage(state, channel, original, body, files);
      return ok(messageJson(state.world, original));
    }
    state.interactions.countFollowUp(interaction);
    const reply = { ...replyOf(call, interaction, body.flags ?? 0), type: 19 };
    const message = createMessage(state, channel, { ...reply, body, files });
    return ok(messageJson(state.world, message));
  },

  'GET /webhooks/{application}/{token}/messages/{message}': call => {
    const { message } = target(call);
    return ok(messageJson(call.state.world, message));
  },

  'PATCH /webhooks/{application}/{token}/messages/{message}': async call => {
    target(call);
    const isOriginal = param(call, 'message') === '@original';
    const body = await checkedMessage(call, isOriginal ? 'originalEdit' : 'followUpEdit', call.body);
    const { interaction, message } = target(call);
    editMessage(call.state, interaction.channel, message, body, call.files);
    return ok(messageJson(call.state.world, message));
  },

  'DELETE /webhooks/{application}/{token}/messages/{message}': call => {
    const { interaction, message } = target(call);
    deleteMessage(call.state, interaction.channel, message);
    return NOTHING;
  },
};

function find(call: Call): Interaction {
  if (param(call, 'application') !== call.state.world.application.id) throw new DiscordError('unknownWebhook');
  return call.state.interactions.acknowledged(param(call, 'token'));
}

function target(call: Call): { interaction: Interaction; message: Message } {
  const interaction = find(call);
  const id = param(call, 'message');
  const message = interaction.channel.messages.get(id === '@original' ? (interaction.originalId ?? '') : id);
  const ours = message?.throughInteraction === interaction.id || message?.id === interaction.originalId;
  if (!message || !ours) throw new DiscordError('unknownMessage');
  return { interaction, message };
}
