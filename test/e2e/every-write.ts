import type { Place } from '../../src/sandbox/driver/place.ts';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import type { PermissionName } from '../../src/sandbox/world/permissions.ts';
import type { Stage } from './harness.ts';

const CLUB = 'Paper club';
export const PAPERS = { guild: CLUB, channel: 'papers' };
const GENERAL = { guild: CLUB, channel: 'general' };
const PAPER = { paper: '2110.04260' };

/** Something that makes the bot write into #papers for a person who manages the server. */
export interface Write {
  /** What that person needs there. */
  needs: readonly PermissionName[];
  /** What comes before, with all rights; its answer is handed on. */
  before?: (stage: Stage) => Promise<string>;
  run: (stage: Stage, prepared: string) => Promise<string>;
  /** The answer where they may. */
  works: RegExp;
}

const manager = ({ sandbox }: Stage) => sandbox.person('moderator');
const POST = ['VIEW_CHANNEL', 'SEND_MESSAGES'] as const;
const THREAD = ['CREATE_PUBLIC_THREADS', 'SEND_MESSAGES_IN_THREADS'] as const;

/** From #general, so that not even seeing #papers is needed to ask. */
async function ask(stage: Stage, command: string, options: object, subcommand?: string): Promise<string> {
  const answer = await manager(stage).slash(GENERAL, command, { ...options }, subcommand);
  return (await answer.later()).text;
}

/** Presses a component with an id of the test's own on some message in #general. */
async function press(stage: Stage, customId: string, where: Place = GENERAL): Promise<string> {
  return (await answerTo(stage, customId, where)).text;
}

async function answerTo(stage: Stage, customId: string, where: Place = GENERAL): Promise<ShownMessage> {
  const message = manager(stage).says(where, 'something to press on');
  return (await manager(stage).raw.press(message, customId)).later();
}

/** What the button below an answer does. */
const idOf = ({ buttons }: ShownMessage, label: string) => buttons.find(one => one.label === label)?.customId ?? '';

const DAILY = { time: '08:30', timezone: 'Berlin', channel: 'papers' };
const subscribed = (stage: Stage) => ask(stage, 'daily', DAILY, 'subscribe');
/** Far ahead, so that nothing is due. */
const THURSDAYS = { ...DAILY, name: 'Papers', day: '4', starts: '2099-01-01' };
const clubSetUp = (stage: Stage) => ask(stage, 'club', THURSDAYS, 'create');
const subscriptionId = async (stage: Stage) =>
  /`([0-9a-f]{10})`/.exec(await ask(stage, 'daily', {}, 'list'))?.[1] ?? '';
const daily = (act: (stage: Stage, id: string) => Promise<string>, works: RegExp): Write => ({
  needs: POST,
  before: async stage => {
    await subscribed(stage);
    return subscriptionId(stage);
  },
  run: act,
  works,
});
const paused = ({ before, ...write }: Write): Write => ({
  ...write,
  before: async stage => {
    const id = (await before?.(stage)) ?? '';
    await ask(stage, 'daily', {}, 'pause');
    return id;
  },
});
const changed = ({ before, ...write }: Write): Write => ({
  ...write,
  async before(stage) {
    await before?.(stage);
    const edited = await manager(stage).slash(GENERAL, 'daily', { time: '09:00' }, 'edit');
    return idOf(await edited.later(), 'Undo');
  },
});
const removed = ({ before, ...write }: Write): Write => ({
  ...write,
  before: async stage => idOf(await answerTo(stage, `1;daily;unsubscribe;${await before?.(stage)}`), 'Undo'),
});
const FOLLOW = { query: 'wombats', how: 'at once', channel: 'papers' };
const followed = async (stage: Stage) => {
  await ask(stage, 'follow', FOLLOW, 'add');
  const [choice] = await manager(stage).complete(GENERAL, 'follow', {}, 'follow', 'remove');
  return String(choice?.value);
};

async function paperId(stage: Stage): Promise<string> {
  return /Offprint `([0-9a-f]{10})`/.exec(await ask(stage, 'paper', PAPER))?.[1] ?? '';
}

/**
 * Every command (`/name word`) and component (`name:action`) that writes into a channel, and not only answers whoever
 * used it.
 */
export const WRITES: Record<string, Write[]> = {
  '/daily subscribe': [
    { needs: POST, run: subscribed, works: /Set up/ },
    {
      needs: [...POST, ...THREAD],
      run: stage => ask(stage, 'daily', { ...DAILY, thread: true }, 'subscribe'),
      works: /Set up/,
    },
  ],
  '/club create': [
    {
      needs: [...POST, ...THREAD],
      run: clubSetUp,
      works: /Set up/,
    },
  ],
  '/club edit': [
    {
      needs: [...POST, ...THREAD],
      before: clubSetUp,
      run: stage => ask(stage, 'club', { minutes: 45, channel: 'papers' }, 'edit'),
      works: /Changed/,
    },
  ],
  'club:undo': [
    {
      needs: [...POST, ...THREAD],
      async before(stage) {
        await clubSetUp(stage);
        const gone = await manager(stage).slash(GENERAL, 'club', {}, 'remove');
        return idOf(await gone.later(), 'Undo');
      },
      run: (stage, undo) => press(stage, undo),
      works: /It is back/,
    },
  ],
  '/daily edit': [daily(stage => ask(stage, 'daily', { time: '09:00' }, 'edit'), /Changed/)],
  '/daily now': [daily(stage => ask(stage, 'daily', {}, 'now'), /on its way/)],
  '/daily resume': [paused(daily(stage => ask(stage, 'daily', {}, 'resume'), /goes on|Resumed/))],
  'daily:now': [daily((stage, id) => press(stage, `1;daily;now;${id}`), /on its way/)],
  'daily:undo': [removed(daily((stage, undo) => press(stage, undo), /It is back/))],
  'daily:changeBack': [changed(daily((stage, undo) => press(stage, undo), /as it was/))],
  'daily:goOn': [
    paused(daily((stage, id) => press(stage, `1;daily;goOn;${id}`), /It goes on/)),
    paused(daily((stage, id) => press(stage, `1;daily;goOn;${id}`, { dm: true }), /It goes on/)),
  ],
  'daily:resume': [paused(daily((stage, id) => press(stage, `1;daily;resume;${id}`), /goes on|Resumed/))],
  '/follow add': [{ needs: POST, run: stage => ask(stage, 'follow', FOLLOW, 'add'), works: /Followed/ }],
  '/follow edit': [
    {
      needs: POST,
      before: followed,
      run: (stage, follow) => ask(stage, 'follow', { follow, query: 'quokkas' }, 'edit'),
      works: /Changed/,
    },
  ],
  'follow:changeBack': [
    {
      needs: POST,
      async before(stage) {
        const options = { follow: await followed(stage), query: 'quokkas' };
        const edited = await manager(stage).slash(GENERAL, 'follow', options, 'edit');
        return idOf(await edited.later(), 'Undo');
      },
      run: (stage, undo) => press(stage, undo),
      works: /as it was:\*\* “wombats”/,
    },
  ],
  'follow:undo': [
    {
      needs: POST,
      before: async stage => idOf(await answerTo(stage, `1;follow;unfollow;${await followed(stage)}`), 'Undo'),
      run: (stage, undo) => press(stage, undo),
      works: /It is back/,
    },
  ],
  'follow:resume': [
    {
      needs: POST,
      before: followed,
      run: async (stage, id) => {
        const message = manager(stage).says(GENERAL, 'something to choose from');
        return (await (await manager(stage).raw.choose(message, '1;follow;resume', [id])).later()).text;
      },
      works: /goes on|Resumed/,
    },
  ],
  '/settings discussions': [
    {
      needs: [...POST, ...THREAD],
      run: stage => ask(stage, 'settings', { channel: 'papers' }, 'discussions'),
      works: /New discussions/,
    },
  ],
  '/settings notices': [
    { needs: POST, run: stage => ask(stage, 'settings', { channel: 'papers' }, 'notices'), works: /Notices/ },
  ],
  '/discuss': [
    {
      needs: ['SEND_MESSAGES', ...THREAD],
      run: async stage => (await (await manager(stage).slash(PAPERS, 'discuss', PAPER)).later()).text,
      works: /is open/,
    },
  ],
  'discuss:open': [
    {
      needs: THREAD,
      run: async stage => {
        const card = await (await stage.sandbox.person('reader').slash(PAPERS, 'paper', PAPER)).later();
        return (await (await manager(stage).press(card, 'Discuss')).later()).text;
      },
      works: /is open/,
    },
  ],
  'discuss:here': [
    {
      needs: ['SEND_MESSAGES', ...THREAD],
      before: paperId,
      run: async (stage, id) => {
        const message = stage.sandbox.person('reader').says(PAPERS, 'something to press on');
        return (await (await manager(stage).raw.press(message, `1;discuss;here;${id}`)).later()).text;
      },
      works: /is open/,
    },
  ],
  'discuss:there': [
    {
      needs: [...POST, ...THREAD],
      before: async stage => `${await paperId(stage)};${channelId(stage)}`,
      run: (stage, args) => press(stage, `1;discuss;there;${args}`),
      works: /is open/,
    },
  ],
};

function channelId({ sandbox }: Stage): string {
  const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === CLUB);
  return [...(guild?.channels.values() ?? [])].find(({ name }) => name === 'papers')?.id ?? '';
}
