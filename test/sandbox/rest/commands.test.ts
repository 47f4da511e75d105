import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { call, guildId } from '../api.ts';
import { startBot, type TestBot } from '../bot.ts';

const PLACE = { guild: 'Paper club', channel: 'papers' };
const go = { name: 'go', description: 'Goes' };

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const scope = (guild?: string) =>
  `/applications/${sandbox.applicationId}${guild === undefined ? '' : `/guilds/${guildId(sandbox, guild)}`}/commands`;
const register = (commands: object[], guild?: string) => call(sandbox, 'PUT', scope(guild), commands);

describe('registration', () => {
  it('gives commands back with the defaults filled in, and keeps their ids', async () => {
    const first = await register([
      { ...go, options: [{ type: 3, name: 'what', description: 'What', required: false }] },
    ]);
    expect(first).toMatchObject({
      status: 200,
      body: [{ type: 1, contexts: null, integration_types: [0], default_member_permissions: null, nsfw: false }],
    });
    const listed = await call(sandbox, 'GET', scope());
    expect(listed.body).toMatchObject([{ name: 'go', options: [{ type: 3, name: 'what' }] }]);
    expect(listed.body).not.toHaveProperty('0.options.0.required');
    const again = await register([go]);
    const ids = [first, again].map(({ body }) => (Array.isArray(body) ? body.map(({ id }: { id: string }) => id) : []));
    expect(ids[0]).toEqual(ids[1]);
  });

  it('keeps global commands and those of a server apart', async () => {
    await register([go]);
    await register([{ ...go, name: 'stay' }], 'Lab');
    expect((await call(sandbox, 'GET', scope())).body).toMatchObject([{ name: 'go' }]);
    expect((await call(sandbox, 'GET', scope('Lab'))).body).toMatchObject([
      { name: 'stay', guild_id: guildId(sandbox, 'Lab') },
    ]);
    await register([]);
    expect((await call(sandbox, 'GET', scope())).body).toEqual([]);
  });

  it('creates, changes and deletes one', async () => {
    const created = await call(sandbox, 'POST', scope(), go);
    expect(created.status).toBe(201);
    const id = typeof created.body === 'object' && created.body && 'id' in created.body ? created.body.id : '';
    const changed = await call(sandbox, 'PATCH', `${scope()}/${id}`, { description: 'Goes far' });
    expect(changed.body).toMatchObject({ id, description: 'Goes far' });
    expect(await call(sandbox, 'DELETE', `${scope()}/${id}`)).toMatchObject({ status: 204 });
    expect(await call(sandbox, 'GET', `${scope()}/${id}`)).toMatchObject({ body: { code: 10063 } });
  });

  const option = { type: 3, name: 'what', description: 'What' };
  it.each([
    ['a name in upper case', [{ ...go, name: 'Go' }], ['0', 'name']],
    ['a description of 101', [{ ...go, description: 'x'.repeat(101) }], ['0', 'description']],
    ['no description', [{ name: 'go' }], ['0', 'description']],
    ['the same name twice', [go, go], ['1', 'name']],
    [
      'a required option last',
      [{ ...go, options: [option, { ...option, name: 'b', required: true }] }],
      ['0', 'options', '1'],
    ],
    ['an option name twice', [{ ...go, options: [option, option] }], ['0', 'options', '1', 'name']],
    ['an unknown context', [{ ...go, contexts: [3] }], ['0', 'contexts', '0']],
  ])('%s is refused', async (_, commands, path) => {
    const { status, body } = await register(commands);
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(body).toHaveProperty(['errors', ...path, '_errors']);
    expect(sandbox.violations).toHaveLength(1);
  });

  it('101 commands, or 8,001 characters, are too many', async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ ...go, name: `go-${index}` }));
    expect((await register(many)).body).toMatchObject({ code: 50035 });
    const choices = Array.from({ length: 25 }, (_, index) => ({
      name: `${index}`.padEnd(100, 'x'),
      value: `${index}`.padEnd(100, 'y'),
    }));
    const options = [1, 2].map(index => ({ ...option, name: `o${index}`, choices }));
    expect((await register([{ ...go, options }])).body).toMatchObject({ code: 50035 });
  });
});

describe('what Discord’s client does not send', () => {
  const COMMANDS = [
    {
      name: 'find',
      description: 'Finds',
      options: [
        { type: 3, name: 'query', description: 'What', required: true, min_length: 2, max_length: 5 },
        { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 5 },
        { type: 3, name: 'sort', description: 'Order', choices: [{ name: 'Newest', value: 'newest' }] },
        { type: 7, name: 'where', description: 'Channel', channel_types: [0, 5] },
        { type: 8, name: 'who', description: 'Role' },
        { type: 11, name: 'file', description: 'File' },
      ],
    },
    { name: 'settings', description: 'Settings', default_member_permissions: '32', contexts: [0] },
    {
      name: 'list',
      description: 'Lists',
      options: [
        { type: 1, name: 'show', description: 'Shows', options: [{ type: 5, name: 'all', description: 'All' }] },
        { type: 2, name: 'item', description: 'Item', options: [{ type: 1, name: 'add', description: 'Adds' }] },
      ],
    },
    { name: 'anywhere', description: 'Anywhere', contexts: [0, 1, 2], integration_types: [0, 1] },
  ];
  let bot: TestBot;
  /** Options, as the bot got them last. */
  let got: unknown;

  beforeEach(async () => {
    bot = await startBot(sandbox, {
      commands: COMMANDS,
      onInteraction: async interaction => {
        if (!interaction.isChatInputCommand()) return;
        const { options } = interaction;
        if (interaction.commandName === 'find') {
          const file = options.getAttachment('file');
          got = {
            where: options.getChannel('where')?.name,
            who: options.getRole('who')?.name,
            file: file && (await (await fetch(file.url)).text()),
            count: options.getInteger('count'),
          };
        } else if (interaction.commandName === 'list') got = [options.getSubcommandGroup(), options.getSubcommand()];
        await interaction.reply({ content: 'ok', allowedMentions: { parse: [] } });
      },
    });
  });
  afterEach(() => bot.stop());

  const reader = () => sandbox.person('reader');
  it.each([
    ['an unknown command', () => reader().slash(PLACE, 'fnd', { query: 'abc' }), 'No command "fnd"'],
    ['a missing option', () => reader().slash(PLACE, 'find'), '"query" is required'],
    ['an unknown option', () => reader().slash(PLACE, 'find', { query: 'abc', x: 1 }), 'no option "x"'],
    ['a short text', () => reader().slash(PLACE, 'find', { query: 'a' }), '2 characters or more'],
    ['a long text', () => reader().slash(PLACE, 'find', { query: 'abcdef' }), '5 characters or fewer'],
    ['a number too high', () => reader().slash(PLACE, 'find', { query: 'abc', count: 6 }), '5 or less'],
    [
      'a value that is no choice',
      () => reader().slash(PLACE, 'find', { query: 'abc', sort: 'oldest' }),
      'one of newest',
    ],
    [
      'a channel of another kind',
      () => reader().slash(PLACE, 'find', { query: 'abc', where: 'discussions' }),
      'no channel',
    ],
    ['a command for moderators', () => reader().slash(PLACE, 'settings'), 'cannot use "settings"'],
    [
      'a command for servers in a DM',
      () => sandbox.person('moderator').slash({ dm: true }, 'settings'),
      'cannot use "settings"',
    ],
    [
      'a command that no user installs',
      () => reader().slash({ userInstalled: true }, 'find', { query: 'abc' }),
      'cannot be installed',
    ],
    ['a command without its subcommand', () => reader().slash(PLACE, 'list'), 'show, item add'],
    ['a completion that there is not', () => reader().complete(PLACE, 'find', {}, 'query'), 'does not complete'],
  ])('%s', async (_, act, reason) => {
    const before = sandbox.requests.length;
    await expect(act()).rejects.toThrow(reason);
    expect(sandbox.requests.length).toBe(before);
  });

  it('but what it does send arrives: channels, roles, files, subcommands', async () => {
    const file = { filename: 'a.bib', content: '@misc{a}' };
    await reader().slash(PLACE, 'find', { query: 'abc', where: 'news', who: 'Readers', file, count: 5 });
    expect(got).toEqual({ where: 'news', who: 'Readers', file: '@misc{a}', count: 5 });
    await reader().slash(PLACE, 'list', { all: true }, 'show');
    expect(got).toEqual([null, 'show']);
    await reader().slash(PLACE, 'list', {}, 'item add');
    expect(got).toEqual(['item', 'add']);
    await sandbox.person('moderator').slash(PLACE, 'settings');
    await reader().slash({ userInstalled: true }, 'anywhere');
    expect(sandbox.violations).toEqual([]);
  });

  it('a forged client sends anything', async () => {
    await reader().raw.slash(PLACE, 'find', { query: '', count: 99 });
    expect(got).toMatchObject({ count: 99 });
    await reader().raw.slash(PLACE, 'settings');
  });

  it('lists what each person can use', () => {
    const names = (person: string, place: Parameters<ReturnType<typeof reader>['commands']>[0]) =>
      sandbox
        .person(person)
        .commands(place)
        .map(({ name, subcommand }) => [name, subcommand].filter(Boolean).join(' '));
    expect(names('reader', PLACE)).toEqual(['find', 'list show', 'list item add', 'anywhere']);
    expect(names('moderator', PLACE)).toContain('settings');
    expect(names('newcomer', { userInstalled: true })).toEqual(['anywhere']);
  });
});
