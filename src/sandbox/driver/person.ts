import { openEvents, setInterest } from '../resources/events.ts';
import { createMessage } from '../resources/messages.ts';
import { vote } from '../resources/polls.ts';
import { setReaction } from '../resources/reactions.ts';
import type { Choice } from '../state/interactions.ts';
import { messageJson } from '../wire/messages.ts';
import { has } from '../world/permissions.ts';
import { compareIds } from '../world/snowflake.ts';
import type { User } from '../world/world.ts';
import { byName, findChannel, guildOf, permissionsIn } from '../world/world.ts';
import { commandsAt, findCommand, findLeaf } from './command-lookup.ts';
import { chooseData, pressData, submitData } from './component-data.ts';
import { type BotAnswer, type Driver, liveMessage } from './driver.ts';
import { type ListedCommand, listCommands } from './listed-command.ts';
import { enforce, type Options, optionData } from './options.ts';
import { findSpot, ownersAt, type Place } from './place.ts';
import { type ShownEvent, type ShownForm, type ShownMessage, shownEvent, shownMessage } from './shown.ts';

/**
 * Someone who uses the bot. What they do goes to the bot as Discord's client would send it; what that refuses, throws.
 */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** The same person with a client that checks nothing: forged ids, unknown options, values out of range. */
  readonly raw: Person;
  /** What their client knows: what mentions stand for, and the time. */
  readonly knows: {
    user(id: string): string | undefined;
    role(id: string): string | undefined;
    /** Missing for a channel that they cannot see. */
    channel(id: string): string | undefined;
    /** Milliseconds since the epoch. */
    now(): number;
  };
  /** Writes a message. */
  says(place: Place, content: string): ShownMessage;
  /** @param subcommand `list`, or `group list` where the command has groups. */
  slash(place: Place, name: string, options?: Options, subcommand?: string): Promise<BotAnswer>;
  /** What the bot proposes for the option `focused`, in which its value in `options` was typed so far. */
  complete(place: Place, name: string, options: Options, focused: string, subcommand?: string): Promise<Choice[]>;
  /** @param button Label or custom id. */
  press(message: ShownMessage, button: string): Promise<BotAnswer>;
  /** @param select Custom id or placeholder. @param values Values or labels of options. */
  choose(message: ShownMessage, select: string, values: string[]): Promise<BotAnswer>;
  /** @param values By label or custom id of the input; what is left out keeps what the form proposed. */
  submit(form: ShownForm, values: Record<string, string>): Promise<BotAnswer>;
  /** Uses a command from the menu of a message. */
  messageMenu(place: Place, name: string, message: ShownMessage): Promise<BotAnswer>;
  /** Reacts with an emoji, or takes that back. */
  react(message: ShownMessage, emoji: string): void;
  /** Votes in a poll. @param answers Their texts; none takes the vote back. */
  votes(message: ShownMessage, answers: readonly string[]): void;
  /** The events of a server, as its members see them. */
  events(guild: string): ShownEvent[];
  /** Presses *Interested* on an event, or takes that back. */
  interested(guild: string, eventId: string, on?: boolean): void;
  /** The messages that this person can see there, oldest first, replies that only they see included. */
  sees(place: Place): ShownMessage[];
  /** The commands that Discord's client offers them there: typed ones, and those in the menu of a message. */
  commands(place: Place): ListedCommand[];
}

export function makePerson(driver: Driver, user: User, checked = true): Person {
  const { state } = driver;
  const { world } = state;
  const person: Person = {
    id: user.id,
    name: user.name,
    get raw() {
      return makePerson(driver, user, false);
    },

    knows: {
      user: id => (id === world.bot.id ? world.bot.name : world.users.get(id)?.name),
      role: id => [...world.guilds.values()].map(({ roles }) => roles.get(id)?.name).find(name => name !== undefined),
      channel: id => {
        const channel = findChannel(world, id);
        const guild = channel && guildOf(world, channel);
        const visible = !guild || has(permissionsIn(world, guild, user.id, channel), 'VIEW_CHANNEL');
        return visible ? channel?.name : undefined;
      },
      now: () => state.clock.now(),
    },

    says(place, content) {
      const { channel, guild } = findSpot(world, user, place);
      const needed = channel.thread ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES';
      if (guild && !has(permissionsIn(world, guild, user.id, channel), needed)) {
        throw new Error(`${user.name} may not write in #${channel.name}.`);
      }
      return shownMessage(
        world,
        channel,
        createMessage(state, channel, { authorId: user.id, body: { content }, files: [] }),
      );
    },

    async slash(place, name, options = {}, subcommand) {
      const spot = findSpot(world, user, place);
      const command = findCommand(state, spot, 1, name, checked);
      const { options: known, wrap } = findLeaf(command, subcommand);
      if (checked) enforce(known, options);
      const { options: given, resolved } = optionData(state, spot, known, options);
      return driver.act({
        spot,
        type: 2,
        name: [name, subcommand].filter(Boolean).join(' '),
        owners: ownersAt(spot, command.body.integration_types ?? [0]),
        data: { ...commandData(command), options: wrap(given), ...(resolved && { resolved }) },
      });
    },

    async complete(place, name, options, focused, subcommand) {
      const spot = findSpot(world, user, place);
      const command = findCommand(state, spot, 1, name, checked);
      const { options: known, wrap } = findLeaf(command, subcommand);
      const typed = { [focused]: '', ...options };
      if (checked && !known.some(it => it.name === focused && it.autocomplete)) {
        throw new Error(`/${name} does not complete the option "${focused}".`);
      }
      const { options: given, resolved } = optionData(state, spot, known, typed);
      const withFocus = given.map(it => (it.name === focused ? { ...it, focused: true } : it));
      return driver.complete({
        spot,
        type: 4,
        name,
        owners: ownersAt(spot, command.body.integration_types ?? [0]),
        data: { ...commandData(command), options: wrap(withFocus), ...(resolved && { resolved }) },
      });
    },

    async press(shown, button) {
      const live = liveMessage(state, user, shown);
      return driver.actOn(user, live, pressData(world, live, button, checked));
    },

    async choose(shown, select, values) {
      const live = liveMessage(state, user, shown);
      return driver.actOn(user, live, chooseData(state, live, select, values, checked));
    },

    async submit(form, values) {
      return driver.submit(user, form, submitData(form, values, checked));
    },

    async messageMenu(place, name, shown) {
      const spot = findSpot(world, user, place);
      const command = findCommand(state, spot, 3, name, checked);
      const { message } = liveMessage(state, user, shown);
      const resolved = { messages: { [message.id]: messageJson(world, message) } };
      return driver.act({
        spot,
        type: 2,
        name,
        menu: true,
        owners: ownersAt(spot, command.body.integration_types ?? [0]),
        data: { ...commandData(command), target_id: message.id, resolved },
      });
    },

    react(shown, emoji) {
      const live = liveMessage(state, user, shown);
      const { channel, message } = live;
      if (message.onlyFor !== undefined) throw new Error('Nobody reacts to a message that only one person sees.');
      const guild = guildOf(world, channel);
      // A reaction that is there already, everyone may join.
      const needed = message.reactions.has(emoji) ? 'READ_MESSAGE_HISTORY' : 'ADD_REACTIONS';
      if (guild && !has(permissionsIn(world, guild, user.id, channel), needed)) {
        throw new Error(`${user.name} may not react in #${channel.name}.`);
      }
      const on = message.reactions.get(emoji)?.has(user.id) !== true;
      setReaction(state, live, { userId: user.id, emoji, on });
    },

    votes(shown, texts) {
      const live = liveMessage(state, user, shown);
      const { poll } = live.message;
      if (!poll) throw new Error('This message has no poll.');
      const chosen = poll.answers.filter(({ text }) => texts.includes(text)).map(({ id }) => id);
      if (chosen.length < texts.length) throw new Error('The poll has no such answer.');
      if (chosen.length > 1 && !poll.multiple) throw new Error('This poll takes one answer.');
      vote(state, { ...live, poll }, user.id, chosen);
    },

    events(name) {
      const guild = byName(world.guilds.values(), name, 'server');
      if (!guild.members.has(user.id)) throw new Error(`${user.name} is not in ${guild.name}.`);
      return openEvents(state, guild)
        .filter(({ channelId }) => {
          const channel = channelId === undefined ? undefined : guild.channels.get(channelId);
          return !channel || has(permissionsIn(world, guild, user.id, channel), 'VIEW_CHANNEL');
        })
        .map(event => structuredClone(shownEvent(guild, event)));
    },

    interested(name, eventId, on = true) {
      const guild = byName(world.guilds.values(), name, 'server');
      if (!person.events(name).some(({ id }) => id === eventId)) throw new Error('This event is no longer there.');
      const event = guild.events.get(eventId);
      if (event) setInterest(state, guild, event, user.id, on);
    },

    sees(place) {
      const { channel } = findSpot(world, user, place);
      return [...channel.messages.values()]
        .filter(({ onlyFor }) => onlyFor === undefined || onlyFor === user.id)
        .sort((a, b) => compareIds(a.id, b.id))
        .map(message => shownMessage(world, channel, message));
    },

    commands(place) {
      const spot = findSpot(world, user, place);
      return listCommands([...commandsAt(state, spot, 1), ...commandsAt(state, spot, 3)]);
    },
  };
  return person;
}

function commandData({ id, body, guildId }: ReturnType<typeof findCommand>) {
  return { id, name: body.name, type: body.type, ...(guildId !== undefined && { guild_id: guildId }) };
}
