import {
  type AutocompleteInteraction,
  type Client,
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  REST,
  RESTJSONErrorCodes,
  type RepliableInteraction,
  Routes,
} from 'discord.js';
import type { Deferral } from '../command.ts';
import type { Log } from '../log.ts';
import type { Choice } from '../option.ts';
import type { Outcome } from '../reply.ts';
import type { Keep } from './custom-id.ts';
import { toModal } from './form.ts';
import { toPayload } from './payload.ts';
import { isCode } from './posting-errors.ts';
import { sendLabel } from './relabel.ts';

type Files = Awaited<ReturnType<typeof toPayload>>['files'];

/** Ways to answer an interaction; each throws what Discord refuses, see {@link pastAnswering}. */
export interface Answers {
  /** Sends a reply, opens a form, or changes the pressed button, as the first answer to an interaction. */
  first(interaction: RepliableInteraction, outcome: Outcome): Promise<void>;
  /** Shows "thinking…"; `later` replaces it. Who sees the answer is fixed here. */
  announce(interaction: RepliableInteraction, defer: Deferral): Promise<void>;
  /** Puts the reply, or one after the other, in the place of "thinking…". A form can only be a first answer. */
  later(interaction: RepliableInteraction, outcome: Outcome): Promise<void>;
  choices(interaction: AutocompleteInteraction, choices: readonly Choice[]): Promise<void>;
}

/** Another program has answered an interaction that was ours too. */
class AnsweredElsewhere extends Error {}

/** How often a first answer is sent at most, when Discord fails or says nothing. */
const TRIES = 3;

export function createAnswers({ client, keep, log }: { client: Client; keep: Keep; log: Log }): Answers {
  // Tried again here and not by the REST client: only who knows of the tries before can tell what a refused one means.
  const once = new REST({ ...client.options.rest, retries: 0 });
  let isToldOfOther = false;

  async function callback(
    { id, token }: RepliableInteraction | AutocompleteInteraction,
    body: object,
    files: Files = [],
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await once.post(Routes.interactionCallback(id, token), { auth: false, body, files });
        return;
      } catch (error) {
        if (isCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) {
          // A try that Discord took and whose answer was lost is refused the second time: all is well.
          if (attempt > 1) return;
          tellOfOther();
          throw new AnsweredElsewhere('Another program has answered this interaction.');
        }
        if (error instanceof DiscordAPIError || attempt >= TRIES) throw error;
      }
    }
  }

  function tellOfOther(): void {
    if (isToldOfOther) return;
    isToldOfOther = true;
    log.error(
      'Another program answers with this token: Discord gives each command to both, so votes count twice and papers of the day come twice. End the other one; if you know of none, reset the token in the developer portal',
    );
  }

  async function later(interaction: RepliableInteraction, outcome: Outcome): Promise<void> {
    if ('form' in outcome || 'relabel' in outcome) throw new Error('Only a message can follow a deferred answer.');
    if ('unfolding' in outcome) {
      for await (const reply of outcome.unfolding) await later(interaction, reply);
      return;
    }
    const {
      body: { flags, ...body },
      files,
    } = await toPayload(outcome, keep);
    const { applicationId, token } = interaction;
    await client.rest.patch(Routes.webhookMessage(applicationId, token, '@original'), { auth: false, body, files });
  }

  return {
    async first(interaction, outcome) {
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
    },
    async announce(interaction, defer) {
      const data = defer === 'private' ? { flags: MessageFlags.Ephemeral } : {};
      await callback(interaction, { type: InteractionResponseType.DeferredChannelMessageWithSource, data });
    },
    later,
    choices: (interaction, choices) =>
      callback(interaction, {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices },
      }),
  };
}

const GONE = [
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
];

/** Why nothing more can be said in answer to an interaction, not even an apology; undefined where something can. */
export function pastAnswering(error: unknown): 'elsewhere' | 'too-late' | undefined {
  if (error instanceof AnsweredElsewhere) return 'elsewhere';
  return GONE.some(code => isCode(error, code)) ? 'too-late' : undefined;
}
