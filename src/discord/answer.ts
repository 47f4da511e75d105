import {
  type AutocompleteInteraction,
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  RESTJSONErrorCodes,
  type RepliableInteraction,
  Routes,
} from 'discord.js';
import type { Deferral } from '../command.ts';
import type { Choice } from '../option.ts';
import type { Outcome } from '../reply.ts';
import type { Keep } from './custom-id.ts';
import { toModal } from './form.ts';
import { toPayload } from './payload.ts';
import { sendLabel } from './relabel.ts';

type Files = Awaited<ReturnType<typeof toPayload>>['files'];

/** Sends a reply, opens a form, or changes the pressed button, as the first answer to an interaction. */
export async function answer(interaction: RepliableInteraction, outcome: Outcome, keep: Keep): Promise<void> {
  if ('form' in outcome) {
    return callback(interaction, { type: InteractionResponseType.Modal, data: await toModal(outcome, keep) });
  }
  if ('relabel' in outcome) {
    return sendLabel(interaction, outcome, data =>
      callback(interaction, { type: InteractionResponseType.UpdateMessage, data }),
    );
  }
  if ('unfolding' in outcome) throw new Error('Only a deferred answer can change.');
  const { body, files } = await toPayload(outcome, keep);
  const type = outcome.update
    ? InteractionResponseType.UpdateMessage
    : InteractionResponseType.ChannelMessageWithSource;
  await callback(interaction, { type, data: body }, files);
}

/** Shows "thinking…"; {@link answerLater} replaces it. Who sees the answer is fixed here. */
export async function announce(interaction: RepliableInteraction, defer: Deferral): Promise<void> {
  const data = defer === 'private' ? { flags: MessageFlags.Ephemeral } : {};
  await callback(interaction, { type: InteractionResponseType.DeferredChannelMessageWithSource, data });
}

/** Puts the reply, or one after the other, in the place of "thinking…". A form can only be a first answer. */
export async function answerLater(interaction: RepliableInteraction, outcome: Outcome, keep: Keep): Promise<void> {
  if ('form' in outcome || 'relabel' in outcome) throw new Error('Only a message can follow a deferred answer.');
  if ('unfolding' in outcome) {
    for await (const reply of outcome.unfolding) await answerLater(interaction, reply, keep);
    return;
  }
  const {
    body: { flags, ...body },
    files,
  } = await toPayload(outcome, keep);
  const { client, applicationId, token } = interaction;
  await client.rest.patch(Routes.webhookMessage(applicationId, token, '@original'), { auth: false, body, files });
}

export async function answerChoices(interaction: AutocompleteInteraction, choices: readonly Choice[]): Promise<void> {
  await callback(interaction, {
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices },
  });
}

async function callback(
  { client, id, token }: RepliableInteraction | AutocompleteInteraction,
  body: object,
  files: Files = [],
): Promise<void> {
  try {
    await client.rest.post(Routes.interactionCallback(id, token), { auth: false, body, files });
  } catch (error) {
    // A try that Discord took but whose answer was lost is tried again by the REST client and then refused as a second answer.
    if (!(error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged))
      throw error;
  }
}
