import { DatabaseSync } from 'node:sqlite';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Person } from '../../src/sandbox/driver/person.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { seeded } from '../chaos/seeded.ts';
import { everyCommand } from '../every-command.ts';
import { idsIn } from './commands.ts';
import { hostileText } from './hostile-values.ts';
import { type LiveBot, liveBot } from './live-bot.ts';
import type { Outcome } from './suite.ts';

const SERVER = 'Paper club';
const PAPERS: Place = { guild: SERVER, channel: 'papers' };
const GENERAL: Place = { guild: SERVER, channel: 'general' };
/** What decides for a whole server, which only its managers may change. */
const OF_SERVERS = [
  `select * from subscription where guild_id is not null and kind != 'club' order by id`,
  // A club looks by itself at what is due.
  `select id, guild_id, channel_id, time, time_zone, set_up_by from subscription where kind = 'club' order by id`,
  ...['club', 'club_organiser', 'club_holiday'].map(table => `select * from ${table}`),
  `select date, at, moves, cancelled from club_session where moves > 0 or cancelled = 1 or decided_by = 'guest'`,
];
const PRESSES_EACH = 8;

type Use = [command: string, options: object, subcommand?: string];
/** What makes messages with buttons, menus and forms. */
const USES: Use[] = [
  ['search', { query: 'label noise' }],
  ['search', { query: 'model '.repeat(40) }],
  ['paper', { paper: '2110.04260' }],
  ['related', { paper: '2110.04260' }],
  ['topics', {}],
  ['random', {}],
  ['trending', {}],
  ['list', {}, 'show'],
  ['discussions', {}],
  ['daily', { time: '08:30', timezone: 'Berlin', channel: 'papers' }, 'subscribe'],
  ['daily', {}, 'list'],
  ['daily', { time: '09:00' }, 'edit'],
  ['daily', {}, 'pause'],
  ['daily', {}, 'resume'],
  ['follow', { query: 'wombats', how: 'at once', channel: 'papers' }, 'add'],
  ['follow', {}, 'list'],
  ['schedule', {}],
  ['settings', {}, 'show'],
  ['privacy', {}, 'about'],
  ['privacy', {}, 'delete'],
  ['sources', {}, 'status'],
  ['discuss', { paper: '2110.04260' }],
  [
    'club',
    // What the club says by itself would be taken for what a forged press did.
    {
      name: 'Papers',
      day: '4',
      time: '18:00',
      timezone: 'Berlin',
      channel: 'papers',
      starts: '2099-01-01',
      without: 'changes',
    },
    'create',
  ],
  ['club', {}, 'next'],
  ['club', { paper: '2110.04260' }, 'nominate'],
  ['club', {}, 'nominations'],
  ['club', {}, 'rotation'],
  ['club', {}, 'question'],
  ['club', { from: '2099-12-21' }, 'holidays'],
  ['club', {}, 'cancel'],
];

/**
 * Forged and garbled ids on every component and form, by other people, too: people who may not write in #papers and
 * manage nothing.
 */
export async function attackPresses(seed: number, count: number): Promise<Outcome> {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const bot = await liveBot();
  const { sandbox } = bot;
  const known = await genuineIds(bot);
  sandbox.faults.overwrite({
    guild: SERVER,
    channel: 'papers',
    who: '@everyone',
    deny: ['SEND_MESSAGES', 'CREATE_PUBLIC_THREADS', 'SEND_MESSAGES_IN_THREADS'],
  });
  const papers = [...sandbox.world.guilds.values()]
    .flatMap(({ channels }) => [...channels.values()])
    .find(({ name }) => name === 'papers');
  const written = () =>
    sandbox.requests.filter(({ method, path }) => method === 'POST' && path.startsWith(`/channels/${papers?.id}/`))
      .length;
  const database = new DatabaseSync(bot.database, { readOnly: true });
  const ofServers = () => JSON.stringify(OF_SERVERS.map(asked => database.prepare(asked).all()));
  const [before, posts] = [ofServers(), written()];
  const ids = idsIn(bot);
  let person: Person = sandbox.person('newcomer');
  for (let i = 0; i < count; i++) {
    if (i % PRESSES_EACH === 0) person = sandbox.addPerson(`presser ${i}`, { [SERVER]: [] });
    const id = forged(pick(known), known, random, () => hostileText(random, ids));
    const message = person.says(GENERAL, 'something to press on');
    const values = Array.from({ length: Math.floor(random() * 3) }, () => hostileText(random, ids));
    const what = `${i}: ${JSON.stringify(id)} with ${JSON.stringify(values)}`;
    const answer = await bot.attack(what, () =>
      random() < 0.6 ? person.raw.press(message, id) : person.raw.choose(message, id, values),
    );
    await fillIn(bot, person, answer, what, () => hostileText(random, ids));
    if (ofServers() !== before)
      bot.found(`${what}: what a server has set up was changed by a person without a right to`);
    if (written() > posts) bot.found(`${what}: a message for a person who may not write there`);
    if (ofServers() !== before || written() > posts) break;
  }
  database.close();
  await bot.stop();
  return { tried: count, findings: bot.findings };
}

async function fillIn(bot: LiveBot, person: Person, answer: BotAnswer | undefined, what: string, text: () => string) {
  const form = answer?.form;
  if (!form) return;
  const inputs = Object.fromEntries(form.inputs.map(({ customId }) => [customId, text()]));
  await bot.attack(`${what}, its form with ${JSON.stringify(inputs)}`, () =>
    person.raw.submit(form, { ...inputs, [text().slice(0, 90) || 'x']: text() }),
  );
}

/** The ids of the components that a manager's answers have. */
async function genuineIds(bot: LiveBot): Promise<string[]> {
  const ids = new Set<string>();
  for (const [command, options, subcommand] of USES) {
    const person = bot.sandbox.addPerson(`manager ${ids.size} ${command}`, { [SERVER]: ['Moderators'] });
    const answer = await bot.attack(`/${command}`, () => person.raw.slash(PAPERS, command, { ...options }, subcommand));
    if (answer?.form) ids.add(answer.form.customId);
    const message = answer?.form ? undefined : await answer?.later();
    for (const { customId } of message?.buttons ?? []) if (customId !== undefined) ids.add(customId);
    for (const { custom_id } of message?.selects ?? []) ids.add(custom_id);
  }
  return [...ids, ...(await everyAction([...ids]))];
}

/**
 * Every component that there is, also those of messages that come by themselves, about the club and the paper that the
 * others are about.
 */
async function everyAction(ids: readonly string[]): Promise<string[]> {
  const [clubId = '', date = ''] =
    ids
      .find(id => id.startsWith('1;club;going;'))
      ?.split(';')
      .slice(3) ?? [];
  const paperId = ids.find(id => id.startsWith('1;paper;cite;'))?.split(';')[3] ?? '';
  return everyCommand()
    .filter(name => !name.startsWith('/') && name.includes(':'))
    .flatMap(name => {
      const id = `1;${name.replace(':', ';')}`;
      return [`${id};${clubId};${date}`, `${id};${clubId};${paperId}`, `${id};${paperId}`];
    });
}

/** An id as it was made, or with something in it changed; at most as long as Discord lets one be. */
function forged(id: string, others: readonly string[], random: () => number, text: () => string): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const parts = id.split(';');
  const at = Math.floor(random() * parts.length);
  const made = pick([
    () => id,
    () => parts.with(at, encodeURIComponent(text().toWellFormed())).join(';'),
    () => parts.with(at, text()).join(';'),
    () => parts.with(at, pick(pick(others).split(';'))).join(';'),
    () => parts.toSpliced(at, 1).join(';'),
    () => [...parts, text()].join(';'),
    () =>
      parts
        .with(Math.min(2, parts.length - 1), pick(['__proto__', 'constructor', 'toString', 'hasOwnProperty']))
        .join(';'),
    () =>
      [
        ...parts.slice(0, 3),
        ...Array.from({ length: 3 }, () => pick(['', '0', '-1', '~0', '~9', '~x', '%', '%zz', 'NaN', '1e9', text()])),
      ].join(';'),
    () => id.slice(0, Math.floor(random() * id.length)),
    () => {
      const place = Math.floor(random() * id.length);
      return id.slice(0, place) + String.fromCharCode(33 + Math.floor(random() * 90)) + id.slice(place + 1);
    },
    text,
  ])();
  return made.slice(0, 100) || ';';
}
