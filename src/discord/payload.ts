import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type RESTAPIPoll,
} from 'discord.js';
import { cutAtWord } from '../interactions/cut.ts';
import { oneLine, titleText } from '../interactions/markdown.ts';
import type { Action, Button, Embed, LinkButton, Poll, Reply, Row, Select } from '../interactions/reply.ts';
import { customIds, type Keep } from './custom-id.ts';

/**
 * https://discord.com/developers/docs/resources/message#embed-object-embed-limits and the component reference.
 * Characters.
 */
const LIMITS = {
  content: 2000,
  embedTitle: 256,
  embedDescription: 4096,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  /** Over all embeds of a message. */
  embedsTogether: 6000,
  fields: 25,
  embeds: 10,
  rows: 5,
  buttonsInRow: 5,
  buttonLabel: 80,
  choices: 25,
  choiceText: 100,
  pollQuestion: 300,
  pollAnswer: 55,
  pollAnswers: 10,
  pollHours: 768,
  placeholder: 150,
};

/** Offprint's blue, for the edge of its embeds. */
const COLOUR = 0x3b6ea5;

export interface MessagePayload {
  content: string;
  embeds: APIEmbed[];
  components: APIActionRowComponent<APIComponentInMessageActionRow>[];
  allowed_mentions: { parse: [] };
  flags?: MessageFlags;
  poll?: RESTAPIPoll;
}

/**
 * What Discord receives for a reply, without its files: see `files.ts`. The one place that switches mentions off and
 * holds Discord's limits: messages cut their texts well before; what is still too long is cut here, so that a long text
 * never costs the whole answer. Every part is given, also the empty ones, so that an update leaves nothing of the
 * message before.
 */
export async function toPayload(reply: Reply, keep: Keep): Promise<MessagePayload> {
  const rows = (reply.rows ?? []).slice(0, LIMITS.rows);
  const idOf = await customIds(rows.flatMap(actionsIn), keep);
  return {
    content: clip(reply.content?.source ?? '', LIMITS.content),
    embeds: embedsWithin(LIMITS.embedsTogether, reply.embeds ?? []),
    components: rows.map(row => toRow(row, idOf)),
    allowed_mentions: { parse: [] },
    ...(reply.poll && { poll: toPoll(reply.poll) }),
    ...(reply.private && { flags: MessageFlags.Ephemeral }),
  };
}

function toPoll({ question, answers, hours }: Poll): RESTAPIPoll {
  return {
    question: { text: clip(oneLine(question), LIMITS.pollQuestion) },
    answers: answers
      .slice(0, LIMITS.pollAnswers)
      .map(text => ({ poll_media: { text: clip(oneLine(text), LIMITS.pollAnswer) } })),
    duration: Math.min(LIMITS.pollHours, Math.max(1, Math.ceil(hours))),
    allow_multiselect: true,
  };
}

type IdOf = (action: Action) => string;

function actionsIn(row: Row): Action[] {
  if (!Array.isArray(row)) return [row.does];
  return row.slice(0, LIMITS.buttonsInRow).flatMap(button => ('does' in button ? [button.does] : []));
}

function embedsWithin(limit: number, embeds: readonly Embed[]): APIEmbed[] {
  let room = limit;
  return embeds.slice(0, LIMITS.embeds).map(embed => {
    const take = (text: string, most: number) => {
      const taken = clip(text, Math.min(most, room));
      room -= taken.length;
      return taken;
    };
    const title = take(titleText(embed.title ?? ''), LIMITS.embedTitle);
    const footer = take(oneLine(embed.footer ?? ''), LIMITS.footer);
    const fields = (embed.fields ?? [])
      .slice(0, LIMITS.fields)
      .map(field => ({
        name: take(titleText(field.name), LIMITS.fieldName),
        value: take(field.value.source, LIMITS.fieldValue),
        inline: field.inline ?? false,
      }))
      .filter(field => field.name !== '' && field.value !== '');
    const description = take(embed.description?.source ?? '', LIMITS.embedDescription);
    return {
      color: COLOUR,
      ...(title && { title }),
      ...(embed.url && { url: embed.url }),
      ...(description && { description }),
      ...(fields.length > 0 && { fields }),
      ...(footer && { footer: { text: footer } }),
    };
  });
}

/** At most `limit` long, without a backslash left over that would escape what follows. */
function clip(text: string, limit: number): string {
  return text.length <= limit ? text : cutAtWord(text, limit).replace(/\\+…$/, '…');
}

function toRow(row: Row, idOf: IdOf): APIActionRowComponent<APIComponentInMessageActionRow> {
  const components = Array.isArray(row)
    ? row.slice(0, LIMITS.buttonsInRow).map(button => toButton(button, idOf))
    : [toSelect(row, idOf)];
  return { type: ComponentType.ActionRow, components };
}

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const;

function toButton(button: Button | LinkButton, idOf: IdOf): APIComponentInMessageActionRow {
  const label = clip(oneLine(button.label), LIMITS.buttonLabel);
  if ('url' in button) return { type: ComponentType.Button, style: ButtonStyle.Link, label, url: button.url };
  return {
    type: ComponentType.Button,
    style: STYLES[button.style ?? 'secondary'],
    label,
    custom_id: idOf(button.does),
    disabled: button.disabled ?? false,
  };
}

function toSelect(select: Select, idOf: IdOf): APIComponentInMessageActionRow {
  return {
    type: ComponentType.StringSelect,
    custom_id: idOf(select.does),
    placeholder: clip(select.placeholder, LIMITS.placeholder),
    ...(select.least !== undefined && { min_values: select.least }),
    ...(select.most !== undefined && { max_values: Math.min(select.most, select.choices.length, LIMITS.choices) }),
    options: select.choices.slice(0, LIMITS.choices).map(choice => ({
      label: clip(oneLine(choice.label), LIMITS.choiceText),
      value: choice.value.slice(0, LIMITS.choiceText),
      ...(choice.description && { description: clip(oneLine(choice.description), LIMITS.choiceText) }),
      ...(choice.chosen && { default: true }),
    })),
  };
}
