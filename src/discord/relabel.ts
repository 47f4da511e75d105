import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ComponentType,
  type RepliableInteraction,
} from 'discord.js';
import type { Relabel } from '../reply.ts';

/** The components of the pressed message with another label on the pressed button. Content and embeds are left out: so they stay. */
export function relabelled(interaction: RepliableInteraction, { relabel }: Relabel): object {
  if (!interaction.isButton()) throw new Error('Only the button that was pressed can get another label.');
  const { message, customId } = interaction;
  const components = message.components
    .filter(row => row.type === ComponentType.ActionRow)
    .map(row => row.toJSON())
    .map(
      (row): APIActionRowComponent<APIComponentInMessageActionRow> => ({
        ...row,
        components: row.components.map(component =>
          'custom_id' in component && component.custom_id === customId && component.type === ComponentType.Button
            ? { ...component, label: relabel }
            : component,
        ),
      }),
    );
  return { components, allowed_mentions: { parse: [] } };
}
