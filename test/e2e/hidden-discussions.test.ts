import { describe, expect, it } from 'vitest';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { setTheStage } from './harness.ts';

const CLUB = 'Paper club';
const PAPERS = { guild: CLUB, channel: 'papers' };
const BOARD = { guild: CLUB, channel: 'board' };
const PAPER = { paper: '2110.04260' };
const TITLE = 'Taming Sparsely Activated Transformer with Stochastic Experts';

/** `/discussions` may be asked ten times a minute. */
const SELDOM = { interval: 400 };
const text = async (answer: BotAnswer | Promise<BotAnswer>) => (await (await answer).later()).text;

function threadsOf(sandbox: Sandbox) {
  const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === CLUB);
  return [...(guild?.channels.values() ?? [])].filter(({ thread }) => thread);
}

/** A channel that only the moderators and the bot see. */
function addBoard(sandbox: Sandbox): void {
  sandbox.faults.addChannel(BOARD);
  sandbox.faults.overwrite({ ...BOARD, who: '@everyone', deny: ['VIEW_CHANNEL'] });
  sandbox.faults.overwrite({ ...BOARD, who: 'Moderators', allow: ['VIEW_CHANNEL'] });
  sandbox.faults.grantPermission({ ...BOARD, permission: 'VIEW_CHANNEL' });
}

async function withHidden() {
  const stage = await setTheStage();
  addBoard(stage.sandbox);
  const [moderator, reader] = [stage.sandbox.person('moderator'), stage.sandbox.person('reader')];
  // The gateway tells the bot of the channel before anybody presses anything in it.
  await expect.poll(() => text(moderator.slash(BOARD, 'discuss', PAPER))).toContain('discuss');
  const [hidden] = threadsOf(stage.sandbox);
  if (!hidden) throw new Error('no thread');
  return { ...stage, moderator, reader, hidden };
}

describe('a discussion in a channel that some cannot see', () => {
  it('leaves the paper to the others, who get one of their own', async () => {
    const { sandbox, moderator, reader, hidden } = await withHidden();
    expect(await text(reader.slash(PAPERS, 'discuss', PAPER))).toContain('is open');
    const threads = threadsOf(sandbox);
    expect(threads).toHaveLength(2);
    const own = threads.find(({ id }) => id !== hidden.id)?.id ?? '';
    expect(await text(sandbox.person('newcomer').slash(PAPERS, 'discuss', PAPER))).toContain(`<#${own}>`);
    expect(await text(reader.slash(PAPERS, 'discuss', PAPER))).toContain(`<#${own}>`);
    // Who sees both is led to the one where they are.
    expect(await text(moderator.slash(PAPERS, 'discuss', PAPER))).toContain(`<#${own}>`);
    expect(await text(moderator.slash(BOARD, 'discuss', PAPER))).toContain(`<#${hidden.id}>`);
    expect(threadsOf(sandbox)).toHaveLength(2);
  });

  it('shows nowhere that it is there', async () => {
    const { reader, moderator, hidden } = await withHidden();
    for (const [command, options] of [
      ['paper', PAPER],
      ['search', { query: 'sparsely activated stochastic experts' }],
      ['search', { query: 'sparsely activated stochastic experts', private: true }],
      ['trending', { period: 'all' }],
      ['discussions', {}],
    ] as const) {
      const shown = await text(reader.slash(PAPERS, command, options));
      expect(shown, command).not.toContain(hidden.id);
      expect(shown, command).not.toMatch(/💬 (discussed|\[in discussion)|1 discussion/);
    }
    expect(await text(reader.slash(PAPERS, 'trending', { period: 'all' }))).toContain('Nothing yet');
    expect(await text(moderator.slash(PAPERS, 'discussions'))).toContain(hidden.id);
  });

  it('is not shown by those who see it in answers that all can read', async () => {
    const { moderator, hidden } = await withHidden();
    for (const [command, options] of [
      ['paper', PAPER],
      ['search', { query: 'sparsely activated stochastic experts' }],
      ['paper', { paper: 'sparsely activated experts' }],
      ['random', { query: '2110.04260' }],
      ['trending', { period: 'all' }],
    ] as const) {
      expect(await text(moderator.slash(PAPERS, command, options)), command).not.toMatch(/in discussion|discussed/);
      expect(await text(moderator.slash(BOARD, command, options)), command).toMatch(/in discussion|discussed/);
    }
    const query = { query: 'sparsely activated stochastic experts' };
    expect(await text(moderator.slash(PAPERS, 'search', { ...query, private: true }))).toContain(hidden.id);
    // Turning the pages of a message that all can read shows them no more either.
    const shown = await (await moderator.slash(PAPERS, 'search', query)).later();
    const second = await (await moderator.press(shown, 'Next')).later();
    expect(await text(moderator.press(second, 'Previous'))).not.toContain(hidden.id);
    const trending = await (await moderator.slash(PAPERS, 'trending', { period: 'all' })).later();
    const turned = moderator.raw.press(trending, `1;trending;page;${moderator.id};all;0`);
    expect(await text(turned)).toContain('Nothing yet');
  });

  it('becomes one for all when its channel is opened, and is hidden again when it is closed', async () => {
    const { sandbox, reader, hidden } = await withHidden();
    const discuss = () => text(reader.slash(PAPERS, 'discuss', PAPER));
    sandbox.faults.overwrite({ ...BOARD, who: '@everyone', allow: ['VIEW_CHANNEL'] });
    await expect.poll(() => text(reader.slash(PAPERS, 'discussions')), SELDOM).toContain(TITLE);
    expect(await discuss()).toContain(`<#${hidden.id}>`);
    sandbox.faults.overwrite({ ...BOARD, who: '@everyone', deny: ['VIEW_CHANNEL'] });
    await expect.poll(() => text(reader.slash(PAPERS, 'discussions')), SELDOM).toContain('No paper is being discussed');
    expect(await discuss()).toContain('is open');
    expect(await discuss()).not.toContain(hidden.id);
  });

  it('is hidden from whoever loses the role, at once', async () => {
    const { sandbox, hidden } = await withHidden();
    const guest = sandbox.addPerson('guest', { [CLUB]: ['Moderators'] });
    expect(await text(guest.slash(PAPERS, 'discuss', PAPER))).toContain(`<#${hidden.id}>`);
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === CLUB);
    const member = guild?.members.get(guest.id);
    if (member) member.roles = [];
    expect(await text(guest.slash(PAPERS, 'discuss', PAPER))).toMatch(/is open/);
    expect(threadsOf(sandbox)).toHaveLength(2);
  });

  it('in a private thread is for those who are in it', async () => {
    const { sandbox, hidden, reader, moderator } = await withHidden();
    sandbox.faults.overwrite({ ...BOARD, who: '@everyone', allow: ['VIEW_CHANNEL'] });
    await expect.poll(() => text(reader.slash(PAPERS, 'discussions')), SELDOM).toContain(TITLE);
    hidden.type = 12;
    sandbox.faults.setThread({ guild: CLUB, channel: hidden.id }, { archived: false });
    await expect.poll(() => text(reader.slash(PAPERS, 'discussions')), SELDOM).toContain('No paper is being discussed');
    expect(await text(reader.slash(PAPERS, 'paper', PAPER))).not.toContain('in discussion');
    expect(await text(moderator.slash(PAPERS, 'discussions'))).toContain(TITLE);
  });
});

it('the channel set for discussions is not spoken of to those who cannot see it: theirs are where they are', async () => {
  const { sandbox } = await setTheStage();
  addBoard(sandbox);
  const moderator = sandbox.person('moderator');
  await expect
    .poll(() => text(moderator.slash(PAPERS, 'settings', { channel: 'board' }, 'discussions')))
    .toContain('New discussions');
  const board = threadsOf(sandbox);
  expect(board).toEqual([]);
  const answer = await text(sandbox.person('reader').slash(PAPERS, 'discuss', PAPER));
  expect(answer).toContain('is open');
  const [thread] = threadsOf(sandbox);
  const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === CLUB);
  expect(guild?.channels.get(thread?.parentId ?? '')?.name).toBe('papers');
});
