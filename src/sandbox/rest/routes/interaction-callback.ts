import { z } from 'zod';
import { createMessage, editMessage } from '../../resources/messages.ts';
import { originOf } from '../../resources/origin.ts';
import { form } from '../../schema/components.ts';
import { DiscordError, invalidForm } from '../../schema/errors.ts';
import { EPHEMERAL } from '../../schema/message-body.ts';
import { parseBody } from '../../schema/spec.ts';
import type { Interaction, Outcome } from '../../state/interactions.ts';
import { messageJson } from '../../wire/messages.ts';
import type { Message } from '../../world/world.ts';
import { type Call, type CallAnswer, NOTHING, ok, param, type Routes } from '../call.ts';
import { checkedMessage } from '../checks.ts';

/**
 * The first answer to an interaction (documentation, interactions/receiving-and-responding, "Interaction Callback
 * Type").
 */

const callback = z.object({ type: z.literal([1, 4, 5, 6, 7, 8, 9]), data: z.unknown().optional() });

const choices = z.object({
  choices: z
    .array(
      z.object({
        name: z.string().min(1).max(100),
        value: z.union([z.string().max(100), z.number()]),
      }),
    )
    .max(25),
});

const deferral = z.object({ flags: z.int().nullish() }).nullish();

export const interactionRoutes: Routes = {
  'POST /interactions/{interaction}/{token}/callback': async call => {
    const interaction = find(call);
    const { type, data } = parseBody(callback, call.body);
    requireFit(interaction, type);
    const outcome = await carryOut(call, interaction, type, data);
    return call.query.get('with_response') === 'true' ? ok(resource(call, interaction, type, outcome)) : NOTHING;
  },
};

function find({ state, ...call }: Call): Interaction {
  return state.interactions.toAcknowledge(param({ state, ...call }, 'interaction'), param({ state, ...call }, 'token'));
}

/** Each kind of interaction has its kinds of answers. */
function requireFit({ type, source }: Interaction, answer: number): void {
  const fits = {
    2: [4, 5, 9],
    3: [4, 5, 6, 7, 9],
    4: [8],
    5: source ? [4, 5, 6, 7] : [4, 5],
  }[type];
  if (fits.includes(answer)) return;
  const message = `An interaction of type ${type} is answered with one of ${fits.join(', ')}, not with ${answer}.`;
  throw invalidForm({ path: ['type'], code: 'INTERACTION_CALLBACK_TYPE_INVALID', message });
}

async function carryOut(call: Call, interaction: Interaction, type: number, data: unknown): Promise<Outcome> {
  const { state } = call;
  const { channel, source } = interaction;
  const settled = (outcome: Outcome) => {
    interaction.settle(outcome);
    return outcome;
  };
  if (type === 8) {
    const parsed = parseBody(choices, data ?? {}, ['data']);
    await state.schemas('callbackChoices', call.body);
    find(call);
    return settled({ kind: 'choices', choices: parsed.choices });
  }
  if (type === 9) {
    const parsed = parseBody(form, data ?? {}, ['data']);
    await state.schemas('callbackForm', call.body);
    find(call);
    return settled({ kind: 'form', form: parsed });
  }
  if (type === 5) {
    const flags = parseBody(deferral, data, ['data'])?.flags ?? 0;
    const message = createMessage(state, channel, {
      ...replyOf(call, interaction, flags),
      body: { flags: flags & EPHEMERAL },
      files: [],
      thinking: true,
    });
    interaction.originalId = message.id;
    return settled({ kind: 'deferred', message });
  }
  if (type === 6) {
    if (source) interaction.originalId = source.id;
    return settled({ kind: 'deferred' });
  }
  const part = { whole: call.body, path: ['data'] };
  if (type === 7) {
    const body = await checkedMessage(call, 'callbackUpdate', data, part);
    find(call);
    const message = source && channel.messages.get(source.id);
    if (!message) throw new DiscordError('unknownMessage');
    editMessage(state, channel, message, body, call.files);
    interaction.originalId = message.id;
    return settled({ kind: 'update', message });
  }
  const body = await checkedMessage(call, 'callbackMessage', data, part);
  // While the body was looked at, the deadline may have passed or another answer may have come.
  find(call);
  const reply = replyOf(call, interaction, body.flags ?? 0);
  const message = createMessage(state, channel, { ...reply, body, files: call.files });
  interaction.originalId = message.id;
  return settled({ kind: 'message', message });
}

/** What every message has that comes as a reply to an interaction. */
export function replyOf({ state }: Call, interaction: Interaction, flags: number) {
  const isPrivate = (flags & EPHEMERAL) !== 0 || interaction.alwaysPrivate;
  return {
    authorId: state.world.bot.id,
    // 20 chat input command, 23 context menu command, else a plain reply to the message with the button.
    type: interaction.type === 2 ? (interaction.menu ? 23 : 20) : 0,
    origin: originOf(interaction),
    throughInteraction: interaction.id,
    ...(isPrivate && { onlyFor: interaction.user.id }),
  };
}

function resource({ state }: Call, interaction: Interaction, type: number, outcome: Outcome): CallAnswer['body'] {
  const message: Message | undefined = 'message' in outcome ? outcome.message : undefined;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: message.thinking === true,
        response_message_ephemeral: message.onlyFor !== undefined,
      }),
    },
    resource: { type, ...(message && { message: messageJson(state.world, message) }) },
  };
}
