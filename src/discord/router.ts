import type { AutocompleteInteraction, Interaction, RepliableInteraction } from 'discord.js';
import { z } from 'zod';
import type { Asker } from '../interactions/asker.ts';
import type { Command, Press, SlashCommand } from '../interactions/command.ts';
import { type Markdown, md } from '../interactions/markdown.ts';
import { type Outcome, privately, Refusal } from '../interactions/reply.ts';
import { type InteractionOutcome, type InteractionSeen, type Metrics, secondsSince } from '../monitoring/index.ts';
import { type Log, referenceCode } from '../platform/log.ts';
import { outsideText } from '../platform/outside-text.ts';
import { type Answers, pastAnswering } from './answer.ts';
import type { MayRun } from './command-rights.ts';
import { type DecodedId, decodeCustomId } from './custom-id.ts';
import { readInputs } from './form.ts';
import { type Pressable, readAsker, readPointedMessage, readPressedMessage, readValues } from './read-interaction.ts';
import type { ResolvedPermissions } from './resolved-permissions.ts';

export interface RouterOptions {
  commands: readonly Command[];
  answers: Answers;
  /** The text that a `custom_id` holds only the key of. */
  kept: (key: string) => Promise<string | undefined>;
  mention: (command: string) => Markdown;
  resolved: ResolvedPermissions;
  /** Whether the server lets the asker run a command that is for managers by default. */
  mayRun: MayRun;
  metrics: Metrics;
  log: Log;
}

export interface Arrival {
  /** When it was received, a reading of `performance.now()`. */
  begun: number;
  /** Discord no longer waits: it is counted, and nothing is done for it. */
  isTooLate: boolean;
}

/** What answers an interaction, and whether "thinking…" is shown first. */
interface Work {
  run: () => Outcome | Promise<Outcome>;
  defer?: 'public' | 'private' | undefined;
}

const argsSchema = z.array(z.string());

/**
 * Takes each interaction to its command and the reply back. The promise never rejects: what goes wrong is answered and
 * logged.
 */
export function createRouter({
  commands,
  answers,
  kept,
  mention,
  resolved,
  mayRun,
  metrics,
  log,
}: RouterOptions): (interaction: Interaction, arrival: Arrival) => Promise<void> {
  const slash = new Map(commands.filter(command => command.kind === 'slash').map(command => [command.name, command]));
  const menus = new Map(commands.filter(command => command.kind === 'message').map(command => [command.name, command]));

  const forgotten = privately(md`I no longer know what this was for. ${mention('help')} shows what I can do.`);
  const unknownCommand: Work = {
    run: () => privately(md`I do not know this command any more. In a minute Discord will have the new list.`),
  };

  /** The work that an interaction asks for, or undefined for a kind that Offprint has no part in. */
  function workFor(interaction: RepliableInteraction): Work | undefined {
    const asker = readAsker(interaction, resolved);
    if (interaction.isChatInputCommand()) {
      const named = slash.get(interaction.commandName);
      const command = runnable(named, interaction.options.getSubcommand(false));
      if (!command) return unknownCommand;
      const values = readValues(interaction);
      return {
        run: async () =>
          command.run({
            asker: await entitled(interaction, named, asker),
            mention,
            get: option => option.read(values),
          }),
        defer: command.defer,
      };
    }
    if (interaction.isMessageContextMenuCommand()) {
      const command = menus.get(interaction.commandName);
      return command
        ? { run: () => command.run({ asker, mention, message: readPointedMessage(interaction) }) }
        : unknownCommand;
    }
    if (interaction.isButton() || interaction.isAnySelectMenu() || interaction.isModalSubmit())
      return pressWork(interaction);
    return undefined;
  }

  function pressWork(interaction: Pressable): Work {
    const id = decodeCustomId(interaction.customId);
    const action = id.kind === 'whole' ? id.action : id.kind === 'foreign' ? undefined : id;
    const handlers = action && slash.get(action.command)?.presses;
    const handler = handlers && Object.hasOwn(handlers, action.action) ? handlers[action.action] : undefined;
    if (!handler) return { run: () => forgotten };
    const { run, defer } = typeof handler === 'function' ? { run: handler, defer: undefined } : handler;
    return { run: () => press(interaction, id, slash.get(action?.command ?? ''), run), defer };
  }

  async function press(
    interaction: Pressable,
    id: DecodedId,
    command: SlashCommand | undefined,
    run: (press: Press) => Outcome | Promise<Outcome>,
  ): Promise<Outcome> {
    const args = await argsOf(id);
    if (!args) return forgotten;
    const message = readPressedMessage(interaction);
    return run({
      asker: await entitled(interaction, command, readAsker(interaction, resolved)),
      mention,
      args: args.map(outsideText),
      values: interaction.isStringSelectMenu() ? interaction.values.map(outsideText) : [],
      inputs: interaction.isModalSubmit() ? readInputs(interaction) : new Map(),
      ...(message && { message }),
    });
  }

  /** Undefined where they were kept, and are no longer. */
  async function argsOf(id: DecodedId): Promise<string[] | undefined> {
    if (id.kind === 'foreign') return undefined;
    if (id.kind === 'whole') return id.action.args;
    const text = await kept(id.key);
    if (text === undefined) return undefined;
    const texts = argsSchema.parse(JSON.parse(text));
    if (id.kind === 'kept') return texts;
    const args = id.args.map(arg => (typeof arg === 'string' ? arg : texts[arg]));
    return args.every(arg => arg !== undefined) ? args : undefined;
  }

  /** The asker with the right that the server gives by letting them run a command that is for managers. */
  async function entitled(
    interaction: RepliableInteraction | AutocompleteInteraction,
    command: SlashCommand | undefined,
    asker: Asker,
  ): Promise<Asker> {
    if (!command?.forManagers || asker.canManage || !asker.botIsMember) return asker;
    return (await mayRun(interaction, asker, command.name)) ? { ...asker, canManage: true } : asker;
  }

  async function complete(interaction: AutocompleteInteraction): Promise<InteractionOutcome> {
    try {
      const named = slash.get(interaction.commandName);
      const command = runnable(named, interaction.options.getSubcommand(false));
      const { name, value } = interaction.options.getFocused(true);
      const kind = command?.options.find(option => option.name === name)?.kind;
      const suggest = kind?.type === 'string' ? kind.complete : undefined;
      const asker = await entitled(interaction, named, readAsker(interaction, resolved));
      await answers.choices(interaction, (await suggest?.(outsideText(String(value)), asker)) ?? []);
      return 'answered';
    } catch (err) {
      if (err instanceof Refusal) {
        await answers.choices(interaction, []).catch(failure => log.debug({ err: failure }, 'No suggestions'));
        return 'answered';
      }
      const past = isPast(err, `suggestions for ${interaction.commandName}`);
      if (past) return past;
      log.error({ err, command: interaction.commandName }, 'Suggestions failed');
      return 'failed';
    }
  }

  /** Why nobody waits for an answer any more; then there is nobody to apologise to either. */
  function isPast(error: unknown, what: string): 'elsewhere' | 'too-late' | undefined {
    const past = pastAnswering(error);
    if (past === 'too-late') log.warn({ interaction: what }, 'An answer came too late: Discord no longer waits for it');
    return past;
  }

  async function reply(interaction: RepliableInteraction, { run, defer }: Work): Promise<InteractionOutcome> {
    const send = defer ? answers.later : answers.first;
    try {
      if (defer) await answers.announce(interaction, defer);
      await send(interaction, await orRefusal(run));
      return 'answered';
    } catch (err) {
      const past = isPast(err, nameOf(interaction));
      if (past) return past;
      const reference = referenceCode();
      log.error({ err, reference, interaction: nameOf(interaction) }, 'A command failed');
      const apology = privately(
        md`Sorry, that went wrong on my side. If it happens again, tell whoever runs me this code: \`${reference}\``,
      );
      await send(interaction, apology).catch(failure =>
        log.error({ err: failure, reference }, 'The apology failed too'),
      );
      return 'failed';
    }
  }

  async function answer(interaction: Interaction): Promise<Pick<InteractionSeen, 'outcome' | 'deferred'> | undefined> {
    if (interaction.isAutocomplete()) return { outcome: await complete(interaction), deferred: false };
    const work = interaction.isRepliable() ? workFor(interaction) : undefined;
    if (!work || !interaction.isRepliable()) return undefined;
    return { outcome: await reply(interaction, work), deferred: work.defer !== undefined };
  }

  /** What is counted of it: only names of ours, since anybody can send others. */
  function natureOf(interaction: Interaction): Pick<InteractionSeen, 'command' | 'kind'> {
    const named = (command: string | undefined) =>
      command !== undefined && (slash.has(command) || menus.has(command)) ? command : 'unknown';
    if (interaction.isAutocomplete()) return { command: named(interaction.commandName), kind: 'autocomplete' };
    if (interaction.isCommand()) return { command: named(interaction.commandName), kind: 'command' };
    const id = 'customId' in interaction ? decodeCustomId(interaction.customId) : undefined;
    if (id === undefined || id.kind === 'foreign') return { command: 'unknown', kind: 'component' };
    return { command: named(id.kind === 'whole' ? id.action.command : id.command), kind: 'component' };
  }

  return async (interaction, { begun, isTooLate }) => {
    const seen = isTooLate ? { outcome: 'too-late' as const, deferred: false } : await answer(interaction);
    if (seen) metrics.interaction({ ...natureOf(interaction), ...seen, seconds: secondsSince(begun) });
  };
}

async function orRefusal(run: Work['run']): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

function runnable(command: SlashCommand | undefined, subcommand: string | null) {
  if (!command || !('subcommands' in command)) return command;
  return command.subcommands.find(({ name }) => name === subcommand);
}

/** For the log: never what people typed. */
function nameOf(interaction: RepliableInteraction): string {
  if (interaction.isCommand()) return interaction.commandName;
  return interaction.customId.split(';').slice(0, 3).join(';');
}
