import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { call, channelId, guildId, idOf } from '../api.ts';

const SILENT = { allowed_mentions: { parse: [] } };

let sandbox: Sandbox;
let papers: string;
let forum: string;

beforeEach(async () => {
  sandbox = await startSandbox();
  papers = channelId(sandbox, 'Paper club', 'papers');
  forum = channelId(sandbox, 'Paper club', 'discussions');
});
afterEach(() => sandbox.close());

const message = async () =>
  idOf(await call(sandbox, 'POST', `/channels/${papers}/messages`, { content: 'a paper', ...SILENT }));
const startFrom = (id: string, name = 'A paper') =>
  call(sandbox, 'POST', `/channels/${papers}/messages/${id}/threads`, { name });
const startPost = (body: object = {}) =>
  call(sandbox, 'POST', `/channels/${forum}/threads`, {
    name: 'A paper',
    message: { content: 'first', ...SILENT },
    ...body,
  });

describe('a thread from a message', () => {
  it('has the id of the message, and there is only one', async () => {
    const id = await message();
    expect(await startFrom(id)).toMatchObject({ status: 201, body: { id, type: 11, parent_id: papers } });
    expect(await startFrom(id)).toMatchObject({ status: 400, body: { code: 160004 } });
    expect(sandbox.person('reader').sees({ guild: 'Paper club', channel: 'papers' })).toMatchObject([{ threadId: id }]);
  });

  it.each(['', '   ', 'x'.repeat(101)])('needs a name of 1–100 characters, not "%s"', async name => {
    expect(await startFrom(await message(), name)).toMatchObject({
      status: 400,
      body: { code: 50035, errors: { name: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH' }] } } },
    });
  });

  it('needs the right to start threads', async () => {
    const id = await message();
    sandbox.faults.removePermission({ guild: 'Paper club', permission: 'CREATE_PUBLIC_THREADS' });
    expect(await startFrom(id)).toMatchObject({ status: 403, body: { code: 50013 } });
  });

  it('is refused at the cap of active threads', async () => {
    const guild = sandbox.world.guilds.get(guildId(sandbox, 'Paper club'));
    if (guild) guild.activeThreadCap = 1;
    const first = idOf(await startFrom(await message()));
    expect(await startFrom(await message())).toMatchObject({ status: 400, body: { code: 160006 } });
    await call(sandbox, 'PATCH', `/channels/${first}`, { archived: true });
    expect(await startFrom(await message())).toMatchObject({ status: 201 });
    expect(await call(sandbox, 'PATCH', `/channels/${first}`, { archived: false })).toMatchObject({
      body: { code: 160006 },
    });
  });

  it('gone when its channel is deleted', async () => {
    const id = idOf(await startFrom(await message()));
    sandbox.faults.deleteChannel({ guild: 'Paper club', channel: 'papers' });
    expect(await call(sandbox, 'GET', `/channels/${id}`)).toMatchObject({ body: { code: 10003 } });
  });
});

describe('archived and locked threads', () => {
  const say = (id: string) => call(sandbox, 'POST', `/channels/${id}/messages`, { content: 'hello', ...SILENT });

  it('a message reopens an archived one', async () => {
    const id = idOf(await startFrom(await message()));
    sandbox.faults.setThread({ guild: 'Paper club', channel: id }, { archived: true });
    const list = `/channels/${papers}/threads/archived/public`;
    expect(await call(sandbox, 'GET', list)).toMatchObject({ body: { threads: [{ id }], has_more: false } });
    expect(await say(id)).toMatchObject({ status: 200 });
    expect(await call(sandbox, 'GET', list)).toMatchObject({ body: { threads: [] } });
    const active = await call(sandbox, 'GET', `/guilds/${guildId(sandbox, 'Paper club')}/threads/active`);
    expect(active.body).toMatchObject({ threads: [{ id }], members: [{ id, user_id: sandbox.botUserId }] });
  });

  it('an edit in an archived one is refused', async () => {
    const id = idOf(await startFrom(await message()));
    const reply = idOf(await say(id));
    sandbox.faults.setThread({ guild: 'Paper club', channel: id }, { archived: true });
    const edit = await call(sandbox, 'PATCH', `/channels/${id}/messages/${reply}`, { content: 'x', ...SILENT });
    expect(edit).toMatchObject({ body: { code: 50083 } });
    expect(await call(sandbox, 'PATCH', `/channels/${id}`, { name: 'new' })).toMatchObject({ body: { code: 50083 } });
  });

  it('a locked one is closed to the bot, unless it manages threads', async () => {
    const id = idOf(await startFrom(await message()));
    sandbox.faults.setThread({ guild: 'Paper club', channel: id }, { locked: true, archived: true });
    expect(await say(id)).toMatchObject({ body: { code: 160005 } });
    expect(await call(sandbox, 'PATCH', `/channels/${id}`, { archived: false })).toMatchObject({
      body: { code: 50013 },
    });
    sandbox.faults.grantPermission({ guild: 'Paper club', channel: 'papers', permission: 'MANAGE_THREADS' });
    expect(await say(id)).toMatchObject({ status: 200 });
  });

  it('needs SEND_MESSAGES_IN_THREADS, not SEND_MESSAGES', async () => {
    const id = idOf(await startFrom(await message()));
    sandbox.faults.removePermission({ guild: 'Paper club', permission: 'SEND_MESSAGES' });
    expect(await say(id)).toMatchObject({ status: 200 });
    sandbox.faults.removePermission({ guild: 'Paper club', permission: 'SEND_MESSAGES_IN_THREADS' });
    expect(await say(id)).toMatchObject({ body: { code: 50013 } });
  });
});

describe('a forum', () => {
  const tags = () => sandbox.world.guilds.get(guildId(sandbox, 'Paper club'))?.channels.get(forum)?.forum;

  it('takes posts, whose first message has their id', async () => {
    const { status, body } = await startPost();
    expect(status).toBe(201);
    const post = idOf({ status, body, headers: new Headers() });
    expect(body).toMatchObject({ type: 11, message: { id: post, channel_id: post, content: 'first' } });
    expect(sandbox.person('reader').sees({ guild: 'Paper club', channel: post })).toMatchObject([{ content: 'first' }]);
    expect(sandbox.violations).toEqual([]);
  });

  it('takes no plain messages', async () => {
    const plain = await call(sandbox, 'POST', `/channels/${forum}/messages`, { content: 'x', ...SILENT });
    expect(plain).toMatchObject({ body: { code: 50024 } });
  });

  it('can require a tag, and knows its own tags only', async () => {
    const state = tags();
    if (state) state.tagRequired = true;
    expect(await startPost()).toMatchObject({ body: { code: 40067 } });
    expect(await startPost({ applied_tags: ['1'] })).toMatchObject({ body: { code: 50035 } });
    const id = state?.tags[0]?.id;
    expect(await startPost({ applied_tags: [id] })).toMatchObject({ status: 201, body: { applied_tags: [id] } });
  });

  it('names the path of a mistake in the first message', async () => {
    const refused = await startPost({ message: { content: 'x'.repeat(2001), ...SILENT } });
    expect(refused.body).toHaveProperty(['errors', 'message', 'content', '_errors']);
    expect(await startPost({ message: { ...SILENT } })).toMatchObject({ body: { code: 50006 } });
    expect(sandbox.world.guilds.get(guildId(sandbox, 'Paper club'))?.channels.size).toBe(4);
  });

  it('notes a nonce, which protects nothing there', async () => {
    await startPost({ message: { content: 'first', nonce: '1', ...SILENT } });
    expect(sandbox.violations).toMatchObject([{ what: expect.stringContaining('nonce') }]);
  });
});

it('a thread without message is private unless it says otherwise', async () => {
  const start = (body: object) => call(sandbox, 'POST', `/channels/${papers}/threads`, { name: 'Talk', ...body });
  expect(await start({ type: 11 })).toMatchObject({ status: 201, body: { type: 11 } });
  expect(await start({})).toMatchObject({ status: 403, body: { code: 50013 } });
});
