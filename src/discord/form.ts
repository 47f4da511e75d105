import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { cutAtWord } from '../interactions/cut.ts';
import type { Form } from '../interactions/reply.ts';
import { outsideText } from '../platform/outside-text.ts';
import { customIds, type Keep } from './custom-id.ts';

/** Discord's limits, in characters. */
const TITLE = 45;
const LABEL = 45;
const INPUT = 4000;

/** A form as Discord's modal. */
export async function toModal({ form }: Form, keep: Keep): Promise<APIModalInteractionResponseCallbackData> {
  return {
    title: cutAtWord(form.title, TITLE),
    custom_id: (await customIds([form.does], keep))(form.does),
    components: form.inputs.map(input => ({
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.TextInput,
          custom_id: input.name,
          label: cutAtWord(input.label, LABEL),
          style: input.long ? TextInputStyle.Paragraph : TextInputStyle.Short,
          required: input.required ?? true,
          max_length: input.maxLength ?? INPUT,
          ...(input.value && { value: input.value }),
        },
      ],
    })),
  };
}

/** What was typed, by the names of the inputs. */
export function readInputs(interaction: ModalSubmitInteraction): ReadonlyMap<string, string> {
  const typed = [...interaction.fields.fields].flatMap(([name, field]): [string, string][] =>
    'value' in field && typeof field.value === 'string' ? [[name, outsideText(field.value)]] : [],
  );
  return new Map(typed);
}
