import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  RepliableInteraction,
} from 'discord.js';
import { z } from 'zod';
import type { Asker, Command, MessageCommand, RawValues, SlashCommand } from '../command.ts';
import { type Log, referenceCode } from '../log.ts';
import { type Markdown, md } from '../markdown.ts';
import { privately, type Reply } from '../reply.ts';
import { answer, answerChoices } from './answer.ts';
import { decodeCustomId, type Keep } from './custom-id.ts';

export interface RouterOptions {
  commands: readonly Command[];
  keep: Keep;
  /** The text kept under a key of {@link Keep}. */
  kept: (key: string) => Promise<string | undefined>;
  mention: (command: string) => Markdown;
  log: Log;
}

/** A button or a select menu that was used. */
type Component = Extract<RepliableInteraction, MessageComponentInteraction>;

const argsSchema = z.array(z.string());

/** Takes each interaction to its command and the reply back. The promise never rejects: what goes wrong is told and logged. */
export function createRouter({
  commands,
  keep,
  kept,
  mention,
  log,
}: RouterOptions): (interaction: Interaction) => Promise<void> {
  const slash = new Map(commands.filter(command => command.kind === 'slash').map(command => [command.name, command]));
  const menus = new Map(commands.filter(command => command.kind === 'message').map(command => [command.name, command]));

  async function route(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return complete(interaction, slash.get(interaction.commandName));
    if (interaction.isChatInputCommand())
      return reply(interaction, () => runSlash(interaction, slash.get(interaction.commandName)));
    if (interaction.isMessageContextMenuCommand())
      return reply(interaction, () => runMenu(interaction, menus.get(interaction.commandName)));
    if (interaction.isButton() || interaction.isAnySelectMenu()) return reply(interaction, () => runPress(interaction));
  }

  function runSlash(
    interaction: ChatInputCommandInteraction,
    command: SlashCommand | undefined,
  ): Reply | Promise<Reply> {
    if (!command)
      return privately(md`I do not know this command any more. In a minute Discord will have the new list.`);
    const values: RawValues = new Map(
      interaction.options.data.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
    );
    return command.run({ asker: askerOf(interaction), mention, get: option => option.read(values) });
  }

  function runMenu(
    interaction: MessageContextMenuCommandInteraction,
    command: MessageCommand | undefined,
  ): Reply | Promise<Reply> {
    if (!command)
      return privately(md`I do not know this command any more. In a minute Discord will have the new list.`);
    const { content, embeds } = interaction.targetMessage;
    const embedTexts = embeds.flatMap(({ title, url, description, fields }) =>
      [title, url, description, ...fields.map(field => field.value)].filter(text => text !== null),
    );
    return command.run({ asker: askerOf(interaction), mention, message: { content, embedTexts } });
  }

  async function runPress(interaction: Component): Promise<Reply> {
    const id = decodeCustomId(interaction.customId);
    const action =
      id.kind === 'whole' ? id.action : id.kind === 'kept' ? { ...id, args: await keptArgs(id.key) } : undefined;
    const handler = action && slash.get(action.command)?.presses;
    const press = handler && Object.hasOwn(handler, action.action) ? handler[action.action] : undefined;
    if (!press || !action?.args)
      return privately(md`I no longer know what this was for. ${mention('help')} shows what I can do.`);
    const values = interaction.isStringSelectMenu() ? interaction.values : [];
    return press({ asker: askerOf(interaction), mention, args: action.args, values });
  }

  async function keptArgs(key: string): Promise<string[] | undefined> {
    const text = await kept(key);
    return text === undefined ? undefined : argsSchema.parse(JSON.parse(text));
  }

  async function complete(interaction: AutocompleteInteraction, command: SlashCommand | undefined): Promise<void> {
    try {
      const { name, value } = interaction.options.getFocused(true);
      const suggest = command?.options.find(option => option.name === name)?.complete;
      await answerChoices(interaction, suggest?.(value.toWellFormed()) ?? []);
    } catch (err) {
      log.error({ err, command: interaction.commandName }, 'Suggestions failed');
    }
  }

  async function reply(interaction: RepliableInteraction, run: () => Reply | Promise<Reply>): Promise<void> {
    try {
      await answer(interaction, await run(), keep);
    } catch (err) {
      const reference = referenceCode();
      log.error({ err, reference, interaction: nameOf(interaction) }, 'A command failed');
      const apology = privately(
        md`Sorry, that went wrong on my side. If it happens again, tell whoever runs me this code: \`${reference}\``,
      );
      await answer(interaction, apology, keep).catch(failure =>
        log.error({ err: failure, reference }, 'The apology failed too'),
      );
    }
  }

  return route;
}

function askerOf({ user, guildId }: RepliableInteraction): Asker {
  return { userId: user.id, ...(guildId && { guildId }) };
}

/** For the log: never what people typed. */
function nameOf(interaction: RepliableInteraction): string {
  if (interaction.isCommand()) return interaction.commandName;
  return interaction.isMessageComponent() ? interaction.customId.split(';').slice(0, 3).join(';') : 'form';
}
