import {
  type AutocompleteInteraction,
  type Client,
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  RESTJSONErrorCodes,
  type RepliableInteraction,
  Routes,
} from 'discord.js';
import type { Deferral } from '../interactions/command.ts';
import { join, md } from '../interactions/markdown.ts';
import type { Choice } from '../interactions/option.ts';
import type { Outcome, Reply } from '../interactions/reply.ts';
import type { Metrics } from '../monitoring/index.ts';
import type { Log } from '../platform/log.ts';
import { type Fitting, fitting } from './files.ts';
import { toModal } from './form.ts';
import { observedRest } from './observed-rest.ts';
import { toPayload } from './payload.ts';
import { isCode } from './posting-errors.ts';
import { sendLabel } from './relabel.ts';

/** Keeps a text of a person that does not fit into an id, and answers the key to find it by. */
type KeepFor = (text: string, userId: string) => Promise<string>;

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

/** What is said of files that are not sent as they are. */
const FILE_NOTES = {
  whole: undefined,
  packed: md`-# The file is larger than Discord takes here, so it comes compressed with gzip.`,
  parts: md`-# The file is larger than Discord takes here, so it comes compressed in parts. Save them all, then put them together: \`gunzip -c *.gz > file\``,
  'too-large': md`The file is too large for Discord here. Ask for it in a server that takes larger files.`,
};

/** How often a first answer is sent at most, when Discord fails or says nothing. */
const TRIES = 3;

export function createAnswers({
  client,
  keep,
  metrics,
  log,
}: {
  client: Client;
  keep: KeepFor;
  metrics: Metrics;
  log: Log;
}): Answers {
  // Tried again here and not by the REST client: only who knows of the tries before can tell what a refused one means.
  const once = observedRest({ ...client.options.rest, retries: 0 }, metrics);
  let isToldOfOther = false;

  async function callback(
    { id, token }: RepliableInteraction | AutocompleteInteraction,
    body: object,
    files: Fitting['files'] = [],
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

  const keeperFor =
    ({ user }: RepliableInteraction) =>
    (text: string) =>
      keep(text, user.id);

  async function answerFor(interaction: RepliableInteraction, reply: Reply) {
    const found = reply.files && (await fitting(reply.files, interaction.attachmentSizeLimit));
    const note = reply.files && FILE_NOTES[found?.how ?? 'too-large'];
    const content = note ? join([...(reply.content ? [reply.content] : []), note], '\n') : reply.content;
    const body = await toPayload({ ...reply, ...(content && { content }) }, keeperFor(interaction));
    const files = found?.files ?? [];
    return { body: { ...body, ...described(files) }, files };
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
    } = await answerFor(interaction, outcome);
    const { applicationId, token } = interaction;
    await client.rest.patch(Routes.webhookMessage(applicationId, token, '@original'), { auth: false, body, files });
  }

  return {
    async first(interaction, outcome) {
      if ('form' in outcome) {
        return callback(interaction, {
          type: InteractionResponseType.Modal,
          data: await toModal(outcome, keeperFor(interaction)),
        });
      }
      if ('relabel' in outcome) {
        return sendLabel(interaction, outcome, data =>
          callback(interaction, { type: InteractionResponseType.UpdateMessage, data }),
        );
      }
      if ('unfolding' in outcome) throw new Error('Only a deferred answer can change.');
      const { body, files } = await answerFor(interaction, outcome);
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

/** What pictures show. Discord takes a description by the place of the file among those that are sent. */
function described(files: Fitting['files']) {
  if (files.every(({ alt }) => alt === undefined)) return {};
  const attachments = files.map(({ name, alt }, id) => ({
    id: String(id),
    filename: name,
    ...(alt && { description: alt }),
  }));
  return { attachments };
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
