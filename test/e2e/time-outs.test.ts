import { expect, it } from 'vitest';
import { DAY, dailyStage, PAPERS } from './daily.ts';

const PAPER = { paper: '2110.04260' };
/** Manage Server is gone with the time-out, too. */
const REFUSED = /You may not do that yourself|Only people who may manage/;

it('whoever is timed out gets nothing done by the bot that they could not do; afterwards it is done', async () => {
  const stage = await dailyStage(undefined);
  const { sandbox, clock } = stage;
  const moderator = sandbox.person('moderator').raw;
  const tries: [string, object, string | undefined][] = [
    ['discuss', PAPER, undefined],
    ['daily', { time: '08:30', timezone: 'Berlin', channel: 'papers' }, 'subscribe'],
    ['follow', { query: 'wombats', how: 'at once', channel: 'papers' }, 'add'],
    ['settings', { channel: 'papers' }, 'discussions'],
  ];
  const ask = async ([command, options, subcommand]: (typeof tries)[number]) =>
    (await (await moderator.slash(PAPERS, command, { ...options }, subcommand)).later()).text;
  sandbox.faults.setTimeOut(PAPERS.guild, clock.now() + DAY, 'moderator');
  for (const one of tries) expect(await ask(one), one[0]).toMatch(REFUSED);
  sandbox.faults.setTimeOut(PAPERS.guild, undefined, 'moderator');
  for (const one of tries) expect(await ask(one), one[0]).not.toMatch(REFUSED);
});

it('a time-out of the bot is named as such by /discuss, and a thread that sleeps is shown asleep', async () => {
  const stage = await dailyStage(undefined, { faulty: true });
  const { sandbox, clock } = stage;
  const discuss = async (paper: object) =>
    (await (await sandbox.person('reader').slash(PAPERS, 'discuss', { ...paper })).later()).text;
  sandbox.faults.setTimeOut(PAPERS.guild, clock.now() + DAY);
  expect(await discuss(PAPER)).toContain('A moderator has timed me out in this server');
  sandbox.faults.setTimeOut(PAPERS.guild, undefined);
  expect(await discuss(PAPER)).toContain('is open');
  const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === PAPERS.guild);
  const thread = [...(guild?.channels.values() ?? [])].find(channel => channel.thread);
  sandbox.faults.setThread({ guild: PAPERS.guild, channel: thread?.id ?? '' }, { archived: true });
  sandbox.faults.setTimeOut(PAPERS.guild, clock.now() + DAY);
  expect(await discuss(PAPER)).toContain('is discussed here');
  expect(thread?.thread?.archived).toBe(true);
});
