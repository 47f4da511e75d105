import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DrivenClock, drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { call, channelId, guildId, idOf } from '../api.ts';
import { restFor } from '../bot.ts';

const SILENT = { allowed_mentions: { parse: [] } };

let clock: DrivenClock;
let sandbox: Sandbox;
let papers: string;

beforeEach(async () => {
  clock = drivenClock();
  sandbox = await startSandbox({ clock });
  papers = channelId(sandbox, 'Paper club', 'papers');
});
afterEach(() => sandbox.close());

const post = (body: object = {}, channel = papers) =>
  call(sandbox, 'POST', `/channels/${channel}/messages`, { content: 'hello', ...SILENT, ...body });

describe('a nonce', () => {
  const nonce = { nonce: 'delivery-1', enforce_nonce: true };

  it('gives the earlier message for some minutes, then a new one', async () => {
    const first = await post(nonce);
    expect(idOf(await post({ ...nonce, content: 'again' }))).toBe(idOf(first));
    await clock.advance(6 * 60_000);
    expect(idOf(await post(nonce))).not.toBe(idOf(first));
    expect(sandbox.person('reader').sees({ guild: 'Paper club', channel: 'papers' })).toHaveLength(2);
  });

  it('counts only where it is enforced', async () => {
    const first = await post({ nonce: 'a' });
    expect(idOf(await post({ nonce: 'a' }))).not.toBe(idOf(first));
  });

  it('of a message that was deleted since answers that it is gone', async () => {
    const id = idOf(await post(nonce));
    sandbox.faults.deleteMessage({ channelId: papers, id });
    expect(await post(nonce)).toMatchObject({ status: 404, body: { code: 10008 } });
  });
});

describe('permissions', () => {
  const where = { guild: 'Paper club', channel: 'papers' };
  const cases = [
    ['VIEW_CHANNEL', 50001],
    ['SEND_MESSAGES', 50013],
    ['EMBED_LINKS', 50013],
  ] as const;
  it.each(cases)('without %s nothing can be sent', async (permission, code) => {
    sandbox.faults.removePermission({ ...where, permission });
    expect(await post({ embeds: [{ title: 't' }] })).toMatchObject({ status: 403, body: { code } });
    sandbox.faults.grantPermission({ ...where, permission });
    expect(await post({ embeds: [{ title: 't' }] })).toMatchObject({ status: 200 });
  });

  it('without the history, the list of messages is empty and a message is refused', async () => {
    const id = idOf(await post());
    sandbox.faults.removePermission({ ...where, permission: 'READ_MESSAGE_HISTORY' });
    expect(await call(sandbox, 'GET', `/channels/${papers}/messages`)).toMatchObject({ status: 200, body: [] });
    expect(await call(sandbox, 'GET', `/channels/${papers}/messages/${id}`)).toMatchObject({ body: { code: 50013 } });
  });

  it('where the bot is no member it reaches nothing', async () => {
    expect(await post({}, channelId(sandbox, 'Elsewhere', 'general'))).toMatchObject({ body: { code: 50001 } });
    expect(await call(sandbox, 'GET', `/guilds/${guildId(sandbox, 'Elsewhere')}`)).toMatchObject({
      body: { code: 50001 },
    });
    sandbox.faults.removeBot('Paper club');
    expect(await post()).toMatchObject({ status: 403, body: { code: 50001 } });
  });

  it('a deleted channel is unknown', async () => {
    sandbox.faults.deleteChannel(where);
    expect(await post()).toMatchObject({ status: 404, body: { code: 10003 } });
  });
});

describe('listing', () => {
  it('pages newest first, with before, after and limit', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push(idOf(await post({ content: `message ${index}` })));
    const list = async (query: string) => {
      const { body } = await call(sandbox, 'GET', `/channels/${papers}/messages?${query}`);
      return Array.isArray(body) ? body.map(({ id }: { id: string }) => ids.indexOf(id)) : body;
    };
    expect(await list('limit=2')).toEqual([4, 3]);
    expect(await list(`limit=2&before=${ids[3]}`)).toEqual([2, 1]);
    expect(await list(`limit=2&after=${ids[0]}`)).toEqual([2, 1]);
  });
});

describe('changing', () => {
  it('edits and deletes its own messages, not those of people', async () => {
    const id = idOf(await post());
    const path = `/channels/${papers}/messages/${id}`;
    const edited = await call(sandbox, 'PATCH', path, { content: 'changed', ...SILENT });
    expect(edited.body).toMatchObject({ content: 'changed', edited_timestamp: expect.any(String) });
    expect(await call(sandbox, 'DELETE', path)).toMatchObject({ status: 204 });
    expect(await call(sandbox, 'PATCH', path, { content: 'x', ...SILENT })).toMatchObject({ body: { code: 10008 } });
    const theirs = sandbox.person('reader').says({ guild: 'Paper club', channel: 'papers' }, 'mine');
    const foreign = `/channels/${papers}/messages/${theirs.id}`;
    expect(await call(sandbox, 'PATCH', foreign, { content: 'x', ...SILENT })).toMatchObject({ body: { code: 50005 } });
    expect(await call(sandbox, 'DELETE', foreign)).toMatchObject({ body: { code: 50013 } });
  });

  it('an edit without allowed_mentions pings by the defaults, and is noted', async () => {
    const { id: reader } = sandbox.person('reader');
    const id = idOf(await post({ content: `<@${reader}> @everyone` }));
    const seen = () => sandbox.person('reader').sees({ guild: 'Paper club', channel: 'papers' })[0]?.pings;
    expect(seen()).toEqual({ everyone: false, users: [], roles: [] });
    await call(sandbox, 'PATCH', `/channels/${papers}/messages/${id}`, { content: `<@${reader}>!` });
    expect(seen()?.users).toEqual([reader]);
    expect(sandbox.violations).toMatchObject([{ what: expect.stringContaining('allowed_mentions') }]);
  });

  it('publishes in announcement channels only, once', async () => {
    const news = channelId(sandbox, 'Paper club', 'news');
    const publish = async (channel: string) =>
      call(sandbox, 'POST', `/channels/${channel}/messages/${idOf(await post({}, channel))}/crosspost`);
    const published = await publish(news);
    expect(published).toMatchObject({ status: 200, body: { flags: 1 } });
    const again = await call(sandbox, 'POST', `/channels/${news}/messages/${idOf(published)}/crosspost`);
    expect(again).toMatchObject({ body: { code: 40033 } });
    expect(await publish(papers)).toMatchObject({ body: { code: 50024 } });
  });
});

describe('direct messages', () => {
  const open = async (person: string) => {
    const body = { recipient_id: sandbox.person(person).id };
    return idOf(await call(sandbox, 'POST', '/users/@me/channels', body));
  };

  it('reach a person, unless they are closed or nothing is shared', async () => {
    const dm = await open('reader');
    expect(await post({}, dm)).toMatchObject({ status: 200 });
    expect(sandbox.person('reader').sees({ dm: true })).toMatchObject([{ content: 'hello' }]);
    sandbox.faults.setDmOpen('reader', false);
    expect(await post({}, dm)).toMatchObject({ status: 403, body: { code: 50007 } });
    sandbox.addPerson('stranger');
    expect(await post({}, await open('stranger'))).toMatchObject({ body: { code: 50278 } });
  });
});

it('files can be sent with a message and loaded again', async () => {
  const message: unknown = await restFor(sandbox).post(`/channels/${papers}/messages`, {
    body: {
      ...SILENT,
      embeds: [{ image: { url: 'attachment://cite.bib' } }],
      attachments: [{ id: '0', description: 'A citation' }],
    },
    files: [{ name: 'cite.bib', data: '@misc{x}' }],
  });
  const [seen] = sandbox.person('reader').sees({ guild: 'Paper club', channel: 'papers' });
  expect(seen?.files).toMatchObject([{ filename: 'cite.bib', text: '@misc{x}', description: 'A citation' }]);
  expect(message).toMatchObject({ attachments: [{ filename: 'cite.bib', size: 8 }] });
  const url = seen?.files[0]?.url ?? '';
  expect(seen?.embeds[0]?.image?.url).toBe(url);
  expect(await (await fetch(url)).text()).toBe('@misc{x}');
  expect(sandbox.violations).toEqual([]);
});

it('shows servers, channels, roles, members and users', async () => {
  const club = guildId(sandbox, 'Paper club');
  const [guild, channels, roles, member, user, channel] = await Promise.all(
    [
      `/guilds/${club}`,
      `/guilds/${club}/channels`,
      `/guilds/${club}/roles`,
      `/guilds/${club}/members/${sandbox.botUserId}`,
      `/users/${sandbox.person('reader').id}`,
      `/channels/${papers}`,
    ].map(path => call(sandbox, 'GET', path)),
  );
  expect(guild?.body).toMatchObject({ id: club, name: 'Paper club' });
  expect(channels?.body).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'discussions', type: 15 })]));
  expect(roles?.body).toEqual(expect.arrayContaining([expect.objectContaining({ id: club, name: '@everyone' })]));
  expect(member?.body).toMatchObject({ user: { id: sandbox.botUserId, bot: true } });
  expect(user?.body).toMatchObject({ username: 'reader' });
  expect(channel?.body).toMatchObject({ id: papers, guild_id: club, type: 0 });
});
