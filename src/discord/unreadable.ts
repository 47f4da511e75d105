import { InteractionResponseType, InteractionType, MessageFlags, type REST, Routes } from 'discord.js';
import { z } from 'zod';

const pointedSchema = z.looseObject({
  data: z.looseObject({ resolved: z.looseObject({ messages: z.record(z.string(), z.looseObject({})) }) }),
});
const anyInteraction = z.looseObject({ id: z.string(), token: z.string(), type: z.int() });

/**
 * An interaction without the components of the messages that it points to. They are others', of kinds that nobody here
 * knows, and nothing of them is used; but discord.js fails to read some of them, and with them the whole interaction.
 */
export function withoutComponents(interaction: unknown): unknown {
  const pointed = pointedSchema.safeParse(interaction).data;
  if (!pointed) return interaction;
  const { data } = pointed;
  const messages = Object.entries(data.resolved.messages).map(([id, message]) => [id, { ...message, components: [] }]);
  return { ...pointed, data: { ...data, resolved: { ...data.resolved, messages: Object.fromEntries(messages) } } };
}

/** Answers an interaction that cannot be read, so that nobody waits for it. */
export async function answerUnreadable(
  rest: REST,
  interaction: unknown,
  isNew: (id: string) => boolean,
): Promise<void> {
  const known = anyInteraction.safeParse(interaction).data;
  if (!known || known.type === InteractionType.ApplicationCommandAutocomplete || !isNew(known.id)) return;
  const data = {
    content: 'Sorry, Discord sent me something here that I cannot read. Nothing was changed.',
    flags: MessageFlags.Ephemeral,
    allowed_mentions: { parse: [] },
  };
  const body = { type: InteractionResponseType.ChannelMessageWithSource, data };
  await rest.post(Routes.interactionCallback(known.id, known.token), { auth: false, body });
}
