import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ComponentType,
  type MessageComponentInteraction,
  type RepliableInteraction,
  Routes,
} from 'discord.js';
import type { Relabel } from '../interactions/reply.ts';

/** Presses on one message whose answers are on their way. */
interface Crowd {
  underWay: number;
  /** Answers that were on their way together may arrive in any order. */
  together: boolean;
}

const crowds = new Map<string, Crowd>();

/** Sends the new label as the first answer; after a crowd of presses the last one sends the newest label once more. */
export async function sendLabel(
  interaction: RepliableInteraction,
  { relabel }: Relabel,
  answerFirst: (data: object) => Promise<void>,
): Promise<void> {
  // A client of somebody's own may send a button's id as if a menu had it: then no label changes.
  if (!interaction.isMessageComponent()) throw new Error('Only the button that was pressed can get another label.');
  const { client, applicationId, token, message } = interaction;
  const crowd = crowds.get(message.id) ?? { underWay: 0, together: false };
  crowds.set(message.id, crowd);
  if (crowd.underWay > 0) crowd.together = true;
  crowd.underWay++;
  try {
    await answerFirst(relabelled(interaction, await relabel()));
    while (crowd.underWay === 1 && crowd.together) {
      crowd.together = false;
      const body = relabelled(interaction, await relabel());
      await client.rest.patch(Routes.webhookMessage(applicationId, token, '@original'), { auth: false, body });
    }
  } finally {
    crowd.underWay--;
    if (crowd.underWay === 0) crowds.delete(message.id);
  }
}

/**
 * The components of the pressed message with another label on the pressed button. Content and embeds are left out: so
 * they stay.
 */
function relabelled({ message, customId }: MessageComponentInteraction, label: string): object {
  const components = message.components
    .filter(row => row.type === ComponentType.ActionRow)
    .map(row => row.toJSON())
    .map(
      (row): APIActionRowComponent<APIComponentInMessageActionRow> => ({
        ...row,
        components: row.components.map(component =>
          'custom_id' in component && component.custom_id === customId && component.type === ComponentType.Button
            ? { ...component, label }
            : component,
        ),
      }),
    );
  return { components, allowed_mentions: { parse: [] } };
}
