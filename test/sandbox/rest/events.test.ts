import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { call, channelId, guildId, idOf } from '../api.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 15, 12);
const SILENT = { allowed_mentions: { parse: [] } };

let sandbox: Sandbox;
let clock: ReturnType<typeof drivenClock>;
let guild: string;

beforeEach(async () => {
  clock = drivenClock(NOW);
  sandbox = await startSandbox({ clock });
  guild = guildId(sandbox, 'Paper club');
});
afterEach(() => sandbox.close());

const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();
const external = (more: object = {}) => ({
  name: 'Thursday papers',
  privacy_level: 2,
  entity_type: 3,
  scheduled_start_time: at(2),
  scheduled_end_time: at(3),
  entity_metadata: { location: 'Room 5' },
  ...more,
});
const create = (more: object = {}) => call(sandbox, 'POST', `/guilds/${guild}/scheduled-events`, external(more));
const path = (id: string) => `/guilds/${guild}/scheduled-events/${id}`;

describe('scheduled events', () => {
  it('begin and end by the clock where they meet elsewhere, and are then gone', async () => {
    const id = idOf(await create());
    expect(await call(sandbox, 'GET', path(id))).toMatchObject({ body: { status: 1, channel_id: null } });
    await clock.advance(2 * HOUR);
    expect(await call(sandbox, 'GET', path(id))).toMatchObject({ body: { status: 2 } });
    await clock.advance(HOUR);
    expect(await call(sandbox, 'GET', path(id))).toMatchObject({ status: 404, body: { code: 10070 } });
    expect(await call(sandbox, 'GET', `/guilds/${guild}/scheduled-events`)).toMatchObject({ body: [] });
  });

  it('show who is interested, a page at a time', async () => {
    const id = idOf(await create());
    for (const name of ['moderator', 'reader', 'newcomer']) sandbox.person(name).interested('Paper club', id);
    sandbox.person('reader').interested('Paper club', id, false);
    expect(await call(sandbox, 'GET', `${path(id)}?with_user_count=true`)).toMatchObject({ body: { user_count: 2 } });
    const first = await call(sandbox, 'GET', `${path(id)}/users?limit=1`);
    expect(first.body).toMatchObject([{ user: { username: 'moderator' } }]);
    const next = `${path(id)}/users?after=${sandbox.person('moderator').id}`;
    expect((await call(sandbox, 'GET', next)).body).toMatchObject([{ user: { username: 'newcomer' } }]);
    expect(sandbox.person('reader').events('Paper club')).toMatchObject([{ name: 'Thursday papers', where: 'Room 5' }]);
  });

  it('are edited and cancelled, and what is cancelled is over', async () => {
    const id = idOf(await create());
    expect(await call(sandbox, 'PATCH', path(id), { scheduled_end_time: at(1) })).toMatchObject({ status: 400 });
    expect(await call(sandbox, 'PATCH', path(id), { status: 3 })).toMatchObject({ status: 400 });
    const moved = { scheduled_start_time: at(5), scheduled_end_time: at(6), name: 'Moved' };
    expect(await call(sandbox, 'PATCH', path(id), moved)).toMatchObject({ body: { name: 'Moved' } });
    expect(await call(sandbox, 'PATCH', path(id), { status: 4 })).toMatchObject({ body: { status: 4 } });
    expect(await call(sandbox, 'PATCH', path(id), moved)).toMatchObject({ status: 404, body: { code: 10070 } });
  });

  it('take Create Events, also with Manage Events; of others’ Manage Events is needed', async () => {
    const withRight = (permissions: bigint) =>
      sandbox.faults.setRole({ guild: 'Paper club', role: 'Offprint' }, { permissions });
    const id = idOf(await create());
    withRight(1n << 33n);
    expect(await create()).toMatchObject({ status: 403, body: { code: 50013 } });
    expect(await call(sandbox, 'PATCH', path(id), { name: 'x' })).toMatchObject({ status: 200 });
    withRight(0n);
    expect(await call(sandbox, 'PATCH', path(id), { name: 'x' })).toMatchObject({ status: 403 });
    withRight(1n << 44n);
    const event = sandbox.world.guilds.get(guild)?.events.get(id);
    if (event) event.creatorId = sandbox.person('reader').id;
    expect(await call(sandbox, 'DELETE', path(id))).toMatchObject({ status: 403 });
  });

  it.each([
    ['in the past', { scheduled_start_time: at(-1) }],
    ['without an end', { scheduled_end_time: undefined }],
    ['without a place', { entity_metadata: undefined }],
    ['with a place of 101 characters', { entity_metadata: { location: 'x'.repeat(101) } }],
    ['with 1,001 characters to say', { description: 'x'.repeat(1001) }],
    ['in a channel and elsewhere', { channel_id: '1' }],
  ])('are refused %s', async (_what, more) => {
    expect(await create(more)).toMatchObject({ status: 400, body: { code: 50035 } });
  });

  it('are 100 at most in a server', async () => {
    for (let i = 0; i < 100; i += 1) await create();
    expect(await create()).toMatchObject({ status: 400, body: { code: 30038 } });
  });
});

describe('polls', () => {
  const send = (poll: object, channel = channelId(sandbox, 'Paper club', 'papers')) =>
    call(sandbox, 'POST', `/channels/${channel}/messages`, { poll, ...SILENT });
  const question = (count: number, more: object = {}) => ({
    question: { text: 'What do we read?' },
    answers: Array.from({ length: count }, (_, i) => ({ poll_media: { text: `Paper ${i + 1}` } })),
    allow_multiselect: true,
    duration: 1,
    ...more,
  });

  it('take votes until they end, and are counted for good a moment later', async () => {
    const papers = channelId(sandbox, 'Paper club', 'papers');
    const id = idOf(await send(question(3)));
    const [shown] = sandbox.person('reader').sees({ guild: 'Paper club', channel: 'papers' });
    if (!shown) throw new Error('no poll');
    sandbox.person('reader').votes(shown, ['Paper 1', 'Paper 3']);
    sandbox.person('newcomer').votes(shown, ['Paper 3']);
    sandbox.person('reader').votes(shown, ['Paper 3']);
    const voters = `/channels/${papers}/polls/${id}/answers`;
    expect((await call(sandbox, 'GET', `${voters}/3`)).body).toMatchObject({ users: { length: 2 } });
    expect((await call(sandbox, 'GET', `${voters}/1`)).body).toMatchObject({ users: [] });
    expect(await call(sandbox, 'POST', `/channels/${papers}/polls/${id}/expire`)).toMatchObject({
      body: { poll: { results: { is_finalized: false, answer_counts: [{ id: 3, count: 2 }] } } },
    });
    expect(() => sandbox.person('moderator').votes(shown, ['Paper 1'])).toThrow('Poll expired');
    await clock.advance(5_000);
    const message = await call(sandbox, 'GET', `/channels/${papers}/messages/${id}`);
    expect(message).toMatchObject({ body: { poll: { results: { is_finalized: true } } } });
    expect(await call(sandbox, 'POST', `/channels/${papers}/polls/${id}/expire`)).toMatchObject({
      body: { code: 520001 },
    });
  });

  it.each([
    ['more than 10 answers', question(11)],
    ['an answer of 56 characters', question(1, { answers: [{ poll_media: { text: 'x'.repeat(56) } }] })],
    ['a question of 301', question(1, { question: { text: 'x'.repeat(301) } })],
    ['769 hours', question(1, { duration: 769 })],
  ])('are refused with %s', async (_what, poll) => {
    expect(await send(poll)).toMatchObject({ status: 400, body: { code: 50035 } });
  });

  it('need the right to send them', async () => {
    sandbox.faults.removePermission({ guild: 'Paper club', permission: 'SEND_POLLS' });
    expect(await send(question(2))).toMatchObject({ status: 403, body: { code: 50013 } });
  });
});
