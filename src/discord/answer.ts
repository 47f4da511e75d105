import {
  type AutocompleteInteraction,
  DiscordAPIError,
  InteractionResponseType,
  RESTJSONErrorCodes,
  type RepliableInteraction,
  Routes,
} from 'discord.js';
import type { Choice } from '../command.ts';
import type { Reply } from '../reply.ts';
import type { Keep } from './custom-id.ts';
import { toPayload } from './payload.ts';

/** Sends a reply as the first and only answer to an interaction. */
export async function answer(interaction: RepliableInteraction, reply: Reply, keep: Keep): Promise<void> {
  const { body, files } = await toPayload(reply, keep);
  const type = reply.update ? InteractionResponseType.UpdateMessage : InteractionResponseType.ChannelMessageWithSource;
  await callback(interaction, { type, data: body }, files);
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
  files: Awaited<ReturnType<typeof toPayload>>['files'] = [],
): Promise<void> {
  try {
    await client.rest.post(Routes.interactionCallback(id, token), { auth: false, body, files });
  } catch (error) {
    // A try that Discord took but whose answer was lost is tried again by the REST client and then refused as a second answer.
    if (!(error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged))
      throw error;
  }
}
