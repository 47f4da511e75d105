import { expect, it } from 'vitest';
import { addChannel } from '../../src/sandbox/world/default-world.ts';
import { bits, type PermissionName } from '../../src/sandbox/world/permissions.ts';
import type { Channel } from '../../src/sandbox/world/world.ts';
import { AT_HALF_PAST_EIGHT } from './daily.ts';
import { type Stage, setTheStage } from './harness.ts';

const HERE = { guild: 'Paper club', channel: 'general' };
const THERE = { guild: 'Paper club', channel: 'papers' };
const NEW = 'brand-new';

/** A command that sets something up in a channel that it names, and what it answers when that is done. */
interface SetUp {
  command: string;
  subcommand: string;
  values: Record<string, string>;
  done: string;
}

const DAILY: SetUp = { command: 'daily', subcommand: 'subscribe', values: AT_HALF_PAST_EIGHT, done: 'Set up' };
const SET_UPS: SetUp[] = [
  DAILY,
  {
    command: 'follow',
    subcommand: 'add',
    values: { query: 'calibration', timezone: 'Europe/Berlin' },
    done: 'Followed',
  },
  { command: 'settings', subcommand: 'discussions', values: {}, done: 'Changed' },
  { command: 'settings', subcommand: 'notices', values: {}, done: 'Changed' },
];

async function setUp({ sandbox }: Stage, { command, subcommand, values }: SetUp, channel: string): Promise<string> {
  const answer = await sandbox.person('moderator').slash(HERE, command, { ...values, channel }, subcommand);
  return (await answer.later()).text;
}

function channelNamed({ sandbox }: Stage, name: string): Channel {
  const guild = [...sandbox.world.guilds.values()].find(one => one.name === HERE.guild);
  const channel = [...(guild?.channels.values() ?? [])].find(one => one.name === name);
  if (!channel) throw new Error(`There is no channel "${name}".`);
  return channel;
}

/** Of the bot, in its own overwrite; the gateway says nothing of it. */
function change(stage: Stage, name: string, rights: { allow?: PermissionName[]; deny?: PermissionName[] }): void {
  const channel = channelNamed(stage, name);
  const { id } = stage.sandbox.world.bot;
  channel.overwrites = channel.overwrites.filter(one => one.id !== id);
  channel.overwrites.push({ id, type: 1, allow: bits(...(rights.allow ?? [])), deny: bits(...(rights.deny ?? [])) });
}

it.each(SET_UPS)(
  '/$command $subcommand takes a channel that Discord shows now and the gateway still hides',
  async setting => {
    const stage = await setTheStage();
    stage.sandbox.faults.removePermission({ ...THERE, permission: 'VIEW_CHANNEL' });
    expect(await setUp(stage, setting, THERE.channel)).toContain('View Channel');
    change(stage, THERE.channel, { allow: ['VIEW_CHANNEL'] });
    const answer = await setUp(stage, setting, THERE.channel);
    expect(answer).toContain(setting.done);
    expect(answer).not.toMatch(/View Channel|hidden/);
  },
);

it.each(SET_UPS)('/$command $subcommand names a right that is gone without a word of the gateway', async setting => {
  const stage = await setTheStage();
  change(stage, THERE.channel, { deny: ['EMBED_LINKS'] });
  expect(await setUp(stage, setting, THERE.channel)).toContain('Embed Links');
});

it.each(SET_UPS)(
  '/$command $subcommand looks at a channel of which the gateway has said nothing yet',
  async setting => {
    const stage = await setTheStage();
    const guild = [...stage.sandbox.world.guilds.values()].find(one => one.name === HERE.guild);
    if (!guild) throw new Error('no server');
    const channel = addChannel(stage.sandbox.world, guild, NEW);
    change(stage, NEW, { deny: ['SEND_MESSAGES'] });
    expect(await setUp(stage, setting, NEW)).toContain('Send Messages');
    channel.overwrites = [];
    expect(await setUp(stage, setting, NEW)).toContain(setting.done);
  },
);

it('where no channel is named, what Discord says of the one where the command is used counts', async () => {
  const stage = await setTheStage();
  const moderator = stage.sandbox.person('moderator');
  const subscribe = async () =>
    (await (await moderator.slash(THERE, 'daily', AT_HALF_PAST_EIGHT, 'subscribe')).later()).text;
  change(stage, THERE.channel, { deny: ['EMBED_LINKS'] });
  expect(await subscribe()).toContain('Embed Links');
  stage.sandbox.faults.removePermission({ ...THERE, permission: 'VIEW_CHANNEL' });
  expect(await subscribe()).toContain('View Channel');
  change(stage, THERE.channel, { allow: ['VIEW_CHANNEL'] });
  expect(await subscribe()).toContain('Set up');
});

it('a hidden channel that was named stays hidden from those who may not see it', async () => {
  const stage = await setTheStage();
  const { faults } = stage.sandbox;
  await (await stage.sandbox.person('moderator').slash(THERE, 'discuss', { paper: 'MaxSup' })).later();
  const told = async () =>
    (await (await stage.sandbox.person('reader').slash(HERE, 'discussions')).later()).text.includes('MaxSup');
  expect(await told()).toBe(true);
  faults.overwrite({ ...THERE, who: '@everyone', deny: ['VIEW_CHANNEL'] });
  faults.overwrite({ ...THERE, who: 'Moderators', allow: ['VIEW_CHANNEL'] });
  faults.removePermission({ ...THERE, permission: 'VIEW_CHANNEL' });
  expect(await told()).toBe(false);
  expect(await setUp(stage, DAILY, THERE.channel)).toContain('View Channel');
  expect(await told()).toBe(false);
});
