import type { ListedCommand } from '../../src/sandbox/driver/listed-command.ts';
import type { Options, OptionValue } from '../../src/sandbox/driver/options.ts';
import type { Person } from '../../src/sandbox/driver/person.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import type { ValueOption } from '../../src/sandbox/schema/command-body.ts';
import { seeded } from '../chaos/seeded.ts';
import { hostileNumber, hostileText } from './hostile-values.ts';
import { type LiveBot, liveBot } from './live-bot.ts';
import type { Outcome } from './suite.ts';

/** Discord's types of options. */
const [STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, NUMBER, ATTACHMENT] = [3, 4, 5, 6, 7, 8, 10, 11];
const SERVER = 'Paper club';
const PLACES: Place[] = [{ guild: SERVER, channel: 'papers' }, { guild: SERVER, channel: 'general' }, { dm: true }];
const ROLES = ['Readers', 'Moderators', '@everyone'];
/** The bot among them. */
const PEOPLE = ['moderator', 'reader', 'newcomer', 'Offprint'];
/** So many different people, so that nobody asks more often than a person may. */
const ASKS_EACH = 4;

/**
 * Every option of every command gets hostile values, and so does what is suggested while typing and the menu of a
 * message.
 */
export async function attackCommands(seed: number, count: number): Promise<Outcome> {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const bot = await liveBot();
  const { sandbox } = bot;
  const all = sandbox.person('moderator').commands({ guild: SERVER, channel: 'papers' });
  const ids = idsIn(bot);
  let person: Person = sandbox.person('moderator');
  for (let i = 0; i < count; i++) {
    if (i % ASKS_EACH === 0) person = sandbox.addPerson(`attacker ${i}`, { [SERVER]: pick([[], ['Moderators']]) });
    const command = all[i % all.length] as ListedCommand;
    const place = pick(PLACES);
    const text = () => hostileText(random, ids);
    const name = [command.name, command.subcommand].filter(Boolean).join(' ');
    if (command.onMessage) {
      const message = person.says(place, text().trim() || 'x');
      await bot.attack(`${i}: ${name} on ${JSON.stringify(message.content)}`, () =>
        person.raw.messageMenu(place, command.name, message),
      );
      continue;
    }
    const options: Options = {};
    for (const option of command.options)
      if (option.required ? random() < 0.97 : random() < 0.5) options[option.name] = valueFor(option, random, text);
    if (random() < 0.05) options[text().slice(0, 32) || 'x'] = text();
    const typed = command.options.filter(({ autocomplete }) => autocomplete);
    const what = `${i}: /${name} ${JSON.stringify(options)} in ${JSON.stringify(place)}`;
    await bot.attack(what, () => person.raw.slash(place, command.name, options, command.subcommand));
    if (typed.length > 0)
      await bot.ask(`${what}, suggestions`, () =>
        person.raw.complete(
          place,
          command.name,
          { ...options, [pick(typed).name]: text() },
          pick(typed).name,
          command.subcommand,
        ),
      );
  }
  await bot.stop();
  return { tried: count, findings: bot.findings };
}

/** Of people, roles and channels, which a text may mention. */
export function idsIn({ sandbox: { world } }: LiveBot): string[] {
  const [guild] = world.guilds.values();
  return [...world.users.keys(), ...(guild?.roles.keys() ?? []), ...(guild?.channels.keys() ?? [])];
}

/** Channels that Discord's client offers for the option. */
const CHANNELS = [
  { name: 'papers', type: 0 },
  { name: 'general', type: 0 },
  { name: 'news', type: 5 },
  { name: 'discussions', type: 15 },
];

function valueFor(
  { type, choices, channel_types: types }: ValueOption,
  random: () => number,
  text: () => string,
): OptionValue {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  switch (type) {
    case INTEGER:
    case NUMBER:
      return random() < 0.9 ? hostileNumber(random) : text();
    case BOOLEAN:
      return pick<OptionValue>([true, false, true, false, 'true', 1]);
    case CHANNEL:
      return pick(CHANNELS.filter(channel => !types?.length || types.includes(channel.type))).name;
    case USER:
      return pick(PEOPLE);
    case ROLE:
      return pick(ROLES);
    case ATTACHMENT:
      return { filename: text().toWellFormed().replace(/\0/g, '').slice(0, 100) || 'x', content: text() };
    case STRING:
      if (choices?.length && random() < 0.5) return pick(choices).value;
      return random() < 0.97 ? text() : hostileNumber(random);
    default:
      return text();
  }
}
