import type { Interaction } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DrivenClock, drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { call } from '../api.ts';
import { startBot, type TestBot } from '../bot.ts';

const SILENT = { allowed_mentions: { parse: [] } };
const PLACE = { guild: 'Paper club', channel: 'papers' };
const COMMANDS = [{ name: 'go', description: 'Goes', contexts: [0, 1, 2], integration_types: [0, 1] }];

let clock: DrivenClock;
let sandbox: Sandbox;
let bot: TestBot;
/** Resolves with the next interaction that the bot gets. */
let next: Promise<Interaction>;

beforeEach(async () => {
  clock = drivenClock();
  sandbox = await startSandbox({ clock });
  const waiting = Promise.withResolvers<Interaction>();
  next = waiting.promise;
  bot = await startBot(sandbox, {
    commands: COMMANDS,
    onInteraction: async interaction => waiting.resolve(interaction),
  });
});
afterEach(async () => {
  await bot.stop();
  await sandbox.close();
});

const acknowledge = ({ id, token }: Interaction, type: number, data: object = {}) =>
  call(sandbox, 'POST', `/interactions/${id}/${token}/callback`, { type, data });
const hook = ({ token }: Interaction, rest = '') => `/webhooks/${sandbox.applicationId}/${token}${rest}`;
const go = () => sandbox.person('reader').slash(PLACE, 'go');

describe('the token of an interaction', () => {
  it('is acknowledged once', async () => {
    const answer = go();
    const interaction = await next;
    expect(await acknowledge(interaction, 4, { content: 'one', ...SILENT })).toMatchObject({ status: 204 });
    expect(await acknowledge(interaction, 4, { content: 'two', ...SILENT })).toMatchObject({ body: { code: 40060 } });
    expect((await answer).message?.content).toBe('one');
    expect(sandbox.violations).toMatchObject([{ what: expect.stringContaining('already been acknowledged') }]);
  });

  it('two answers at once: one is taken', async () => {
    const answer = go();
    const interaction = await next;
    const both = await Promise.all(['a', 'b'].map(content => acknowledge(interaction, 4, { content, ...SILENT })));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 400]);
    await answer;
    expect(sandbox.person('reader').sees(PLACE)).toHaveLength(1);
  });

  it('opens nothing before it is acknowledged', async () => {
    const answer = go();
    const interaction = await next;
    for (const [method, path] of [
      ['PATCH', hook(interaction, '/messages/@original')],
      ['POST', hook(interaction)],
    ] as const) {
      expect(await call(sandbox, method, path, { content: 'x', ...SILENT })).toMatchObject({
        status: 404,
        body: { code: 10015 },
      });
    }
    expect(sandbox.violations).toHaveLength(2);
    await acknowledge(interaction, 4, { content: 'x', ...SILENT });
    await answer;
  });

  it('is dead after 3 seconds without an answer', async () => {
    const answer = go();
    const interaction = await next;
    const outcome = expect(answer).rejects.toThrow('did not answer the command "go" within 3 s');
    await clock.advance(3_000);
    await outcome;
    expect(await acknowledge(interaction, 4, { content: 'x', ...SILENT })).toMatchObject({
      status: 404,
      body: { code: 10062 },
    });
  });

  it('works for 15 minutes', async () => {
    const answer = go();
    const interaction = await next;
    await acknowledge(interaction, 4, { content: 'x', ...SILENT });
    await answer;
    const edit = () => call(sandbox, 'PATCH', hook(interaction, '/messages/@original'), { content: 'y', ...SILENT });
    await clock.advance(15 * 60_000 - 1);
    expect(await edit()).toMatchObject({ status: 200 });
    await clock.advance(2);
    expect(await edit()).toMatchObject({ status: 401, body: { code: 50027 } });
  });

  it('an answer that does not fit the kind of interaction is refused', async () => {
    const answer = go();
    const interaction = await next;
    for (const type of [6, 7, 8]) {
      expect(await acknowledge(interaction, type)).toMatchObject({ body: { code: 50035, errors: { type: {} } } });
    }
    await acknowledge(interaction, 4, { content: 'x', ...SILENT });
    await answer;
  });

  it('a refused answer leaves the interaction open', async () => {
    const answer = go();
    const interaction = await next;
    const refused = await acknowledge(interaction, 4, { content: 'x'.repeat(2001), ...SILENT });
    expect(refused.body).toHaveProperty(['errors', 'data', 'content', '_errors']);
    await acknowledge(interaction, 4, { content: 'short', ...SILENT });
    expect((await answer).message?.content).toBe('short');
  });
});

describe('what follows an answer', () => {
  it('with_response gives the message back', async () => {
    const answer = go();
    const { id, token } = await next;
    const body = { type: 4, data: { content: 'x', flags: 64, ...SILENT } };
    const given = await call(sandbox, 'POST', `/interactions/${id}/${token}/callback?with_response=true`, body);
    expect(given).toMatchObject({
      status: 200,
      body: {
        interaction: { id, response_message_ephemeral: true },
        resource: { type: 4, message: { content: 'x', flags: 64, interaction_metadata: { id, name: 'go' } } },
      },
    });
    await answer;
  });

  it('the original can be read, edited and deleted; so can follow-ups', async () => {
    const answer = go();
    const interaction = await next;
    await acknowledge(interaction, 4, { content: 'first', ...SILENT });
    await answer;
    const seen = () =>
      sandbox
        .person('reader')
        .sees(PLACE)
        .map(({ content }) => content);
    const followUp = await call(sandbox, 'POST', hook(interaction), { content: 'more', flags: 64, ...SILENT });
    const id = typeof followUp.body === 'object' && followUp.body && 'id' in followUp.body ? followUp.body.id : '';
    expect(seen()).toEqual(['first', 'more']);
    expect(sandbox.person('newcomer').sees(PLACE)).toHaveLength(1);
    await call(sandbox, 'PATCH', hook(interaction, `/messages/${id}`), { content: 'less', ...SILENT });
    expect(seen()).toEqual(['first', 'less']);
    expect(await call(sandbox, 'GET', hook(interaction, '/messages/@original'))).toMatchObject({
      body: { content: 'first' },
    });
    await call(sandbox, 'DELETE', hook(interaction, '/messages/@original'));
    expect(seen()).toEqual(['less']);
    const gone = await call(sandbox, 'PATCH', hook(interaction, '/messages/@original'), { content: 'x', ...SILENT });
    expect(gone).toMatchObject({ status: 404, body: { code: 10008 } });
    expect(sandbox.violations).toEqual([]);
  });

  it('a private answer is neither listed nor found in the channel', async () => {
    const answer = go();
    await acknowledge(await next, 4, { content: 'hush', flags: 64, ...SILENT });
    const { message } = await answer;
    const list = `/channels/${message?.channelId}/messages`;
    expect(await call(sandbox, 'GET', list)).toMatchObject({ status: 200, body: [] });
    expect(await call(sandbox, 'GET', `${list}/${message?.id}`)).toMatchObject({ body: { code: 10008 } });
  });

  it('a promise is kept by editing the original', async () => {
    const answer = go();
    const interaction = await next;
    await acknowledge(interaction, 5, { flags: 64 });
    const deferred = await answer;
    expect(deferred).toMatchObject({ kind: 'deferred', private: true, message: { thinking: true } });
    await call(sandbox, 'PATCH', hook(interaction, '/messages/@original'), { content: 'done', ...SILENT });
    expect(await deferred.later()).toMatchObject({ content: 'done', thinking: false, private: true });
  });

  it('or by the first follow-up; one that is never kept is told', async () => {
    const answer = go();
    const interaction = await next;
    await acknowledge(interaction, 5);
    const deferred = await answer;
    await call(sandbox, 'POST', hook(interaction), { content: 'done', ...SILENT });
    expect((await deferred.later()).content).toBe('done');
    expect(sandbox.person('reader').sees(PLACE)).toHaveLength(1);
  });

  it('a broken promise is told', async () => {
    const answer = go();
    await acknowledge(await next, 5);
    const later = expect((await answer).later()).rejects.toThrow('never gave it');
    await clock.advance(15 * 60_000);
    await later;
  });

  it('an app that only the user has installed sends 5 follow-ups', async () => {
    const answer = sandbox.person('reader').slash({ userInstalled: true }, 'go');
    const interaction = await next;
    await acknowledge(interaction, 4, { content: 'x', ...SILENT });
    await answer;
    const more = () => call(sandbox, 'POST', hook(interaction), { content: 'more', ...SILENT });
    for (let count = 0; count < 5; count += 1) expect(await more()).toMatchObject({ status: 200 });
    expect(await more()).toMatchObject({ body: { code: 40094 } });
  });
});
