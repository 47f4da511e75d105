import { once } from 'node:events';
import { connect } from 'node:net';
import { type Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { startBot, type TestBot, type TestBotOptions } from '../bot.ts';

const PLACE = { guild: 'Paper club', channel: 'papers' };
const ECHO: TestBotOptions = {
  commands: [{ name: 'go', description: 'Goes' }],
  onInteraction: async interaction => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'gone', allowedMentions: { parse: [] } });
  },
};

let sandbox: Sandbox;
const bots: TestBot[] = [];
const start = async (options: TestBotOptions = {}) => {
  const bot = await startBot(sandbox, options);
  bots.push(bot);
  return bot;
};
const heard = async (client: Client, event: string) => (await once(client, event))[0];

beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(async () => {
  await Promise.all(bots.splice(0).map(bot => bot.stop()));
  await sandbox.close();
});

it('goes on when a connection is cut while it is being refused', async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => void uncaught.push(error);
  process.on('uncaughtException', note);
  onTestFinished(() => void process.off('uncaughtException', note));
  sandbox.faults.troubleGateway({ status: 503 });
  const { host, hostname, port } = new URL(sandbox.url);
  const handshake = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  for (let times = 0; times < 5; times += 1) {
    const socket = connect(Number(port), hostname);
    socket.write(handshake);
    await once(socket, 'data');
    // Still writing when it is cut: the sandbox sees a reset, not an end.
    socket.write('more');
    socket.resetAndDestroy();
  }
  sandbox.faults.troubleGateway();
  await start();
  expect(uncaught).toEqual([]);
});

describe('login', () => {
  it('brings the servers with channels, roles and the bot itself', async () => {
    const { client } = await start();
    expect(client.guilds.cache.map(({ name }) => name).sort()).toEqual(['Lab', 'Paper club']);
    const club = client.guilds.cache.find(({ name }) => name === 'Paper club');
    expect(club?.channels.cache.map(({ name }) => name).sort()).toEqual(['discussions', 'general', 'news', 'papers']);
    expect(club?.members.me?.id).toBe(sandbox.botUserId);
    expect(club?.roles.everyone.permissions.has('SendMessages')).toBe(true);
  });

  it('with a wrong token fails', async () => {
    await expect(startBot(sandbox, { token: 'a.wrong.token' })).rejects.toThrow(/token/i);
  });

  it('with an intent that the portal does not allow fails', async () => {
    await expect(startBot(sandbox, { intents: GatewayIntentBits.MessageContent })).rejects.toThrow(/intents/i);
  });

  it('after a stop, another bot takes over', async () => {
    const first = await start(ECHO);
    await first.stop();
    await start(ECHO);
    expect((await sandbox.person('reader').slash(PLACE, 'go')).message?.content).toBe('gone');
    expect(sandbox.violations).toEqual([]);
  });

  it('two at once each get every interaction: a violation', async () => {
    const failures: unknown[] = [];
    for (let count = 0; count < 2; count += 1) await start({ ...ECHO, onError: error => failures.push(error) });
    expect((await sandbox.person('reader').slash(PLACE, 'go')).message?.content).toBe('gone');
    await expect.poll(() => failures).toMatchObject([{ code: 40060 }]);
    expect(sandbox.violations).toHaveLength(1);
    expect(sandbox.violations[0]?.what).toMatch(/already been acknowledged/);
  });
});

describe('a connection that breaks', () => {
  it.each(['dropGateway', 'cutGateway', 'askToReconnect'] as const)(
    '%s: the bot resumes and misses nothing',
    async fault => {
      const { client } = await start(ECHO);
      let logins = 0;
      client.on(Events.ClientReady, () => {
        logins += 1;
      });
      const resumed = heard(client, Events.ShardResume);
      sandbox.faults[fault]();
      // Sent while nobody listens: it is kept and replayed.
      const answer = sandbox.person('reader').slash(PLACE, 'go');
      expect((await answer).message?.content).toBe('gone');
      await resumed;
      expect(logins).toBe(0);
      expect(sandbox.violations).toEqual([]);
    },
  );

  it('closed for good: the bot is told', async () => {
    const { client } = await start();
    const gone = once(client, Events.ShardDisconnect);
    sandbox.faults.dropGateway(4004);
    const [event]: { code?: number }[] = await gone;
    expect(event?.code).toBe(4004);
  });
});

describe('events', () => {
  it('a server that removes the bot, and one that has an outage, differ', async () => {
    const { client } = await start();
    const outage = heard(client, Events.GuildUnavailable);
    sandbox.faults.setOutage('Lab', true);
    expect(await outage).toMatchObject({ name: 'Lab' });
    const back = heard(client, Events.GuildAvailable);
    sandbox.faults.setOutage('Lab', false);
    expect(await back).toMatchObject({ name: 'Lab' });
    const removed = heard(client, Events.GuildDelete);
    sandbox.faults.removeBot('Lab');
    expect(await removed).toMatchObject({ name: 'Lab' });
    const added = heard(client, Events.GuildCreate);
    sandbox.faults.addBot('Lab');
    expect(await added).toMatchObject({ name: 'Lab' });
  });

  it('channels that change or go, roles that go', async () => {
    const { client } = await start();
    const updated = once(client, Events.ChannelUpdate);
    sandbox.faults.removePermission({ ...PLACE, permission: 'EMBED_LINKS' });
    const [, channel]: { name?: string }[] = await updated;
    expect(channel?.name).toBe('papers');
    const deleted = heard(client, Events.ChannelDelete);
    sandbox.faults.deleteChannel(PLACE);
    expect(await deleted).toMatchObject({ name: 'papers' });
    const role = heard(client, Events.GuildRoleDelete);
    sandbox.faults.deleteRole({ guild: 'Lab', role: 'Readers' });
    expect(await role).toMatchObject({ name: 'Readers' });
  });

  it('messages only with the intent, their content only with its own', async () => {
    sandbox.world.application.privilegedIntents = true;
    const Guilds = GatewayIntentBits.Guilds;
    const bare = await start({ intents: Guilds });
    const blind = await start({ intents: Guilds | GatewayIntentBits.GuildMessages });
    const seeing = await start({
      intents: Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.MessageContent,
    });
    const told: string[] = [];
    bare.client.on(Events.MessageCreate, () => told.push('bare'));
    const [hidden, shown] = [heard(blind.client, Events.MessageCreate), heard(seeing.client, Events.MessageCreate)];
    sandbox.person('reader').says(PLACE, 'hello');
    expect(await hidden).toMatchObject({ content: '' });
    expect(await shown).toMatchObject({ content: 'hello' });
    // The role comes after the message on the same socket: had the message been sent, it would have come before.
    const after = heard(bare.client, Events.GuildRoleDelete);
    sandbox.faults.deleteRole({ guild: 'Lab', role: 'Readers' });
    await after;
    expect(told).toEqual([]);
  });

  it('no message from where the bot cannot look, and nobody’s private reply', async () => {
    const { client } = await start({
      ...ECHO,
      intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages,
      onInteraction: async interaction => {
        if (!interaction.isChatInputCommand()) return;
        await interaction.reply({ content: 'hush', flags: 64, allowedMentions: { parse: [] } });
      },
    });
    const heardIn: string[] = [];
    client.on(Events.MessageCreate, ({ channelId }) => heardIn.push(channelId));
    sandbox.faults.removePermission({ guild: 'Paper club', channel: 'general', permission: 'VIEW_CHANNEL' });
    sandbox.person('reader').says({ guild: 'Paper club', channel: 'general' }, 'unseen');
    await sandbox.person('reader').slash(PLACE, 'go');
    // What comes last on the same socket: all that was sent before has been heard.
    const last = heard(client, Events.MessageCreate);
    const { channelId } = sandbox.person('reader').says({ guild: 'Lab', channel: 'papers' }, 'seen');
    await last;
    expect(heardIn).toEqual([channelId]);
  });
});
