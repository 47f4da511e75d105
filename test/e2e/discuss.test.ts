import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { setTheStage } from './harness.ts';

const CLUB = 'Paper club';
const PAPERS: Place = { guild: CLUB, channel: 'papers' };
const NEWS: Place = { guild: CLUB, channel: 'news' };
const TITLE = 'Taming Sparsely Activated Transformer with Stochastic Experts';
const PAPER = { paper: '2110.04260' };

const text = async (answer: BotAnswer) => (await answer.later()).text;

function threadsOf(sandbox: Sandbox, guild = CLUB) {
  const world = [...sandbox.world.guilds.values()].find(({ name }) => name === guild);
  return [...(world?.channels.values() ?? [])].filter(channel => channel.thread);
}

async function setDiscussions(sandbox: Sandbox, channel: string | undefined): Promise<string> {
  const moderator = sandbox.person('moderator');
  return text(
    await moderator.slash(PAPERS, 'settings', channel === undefined ? { anywhere: true } : { channel }, 'discussions'),
  );
}

describe.each([
  ['a text channel', PAPERS],
  ['an announcement channel', NEWS],
])('in %s', (_kind, place) => {
  it('a press on a public card opens the thread of that post; the next one leads to it', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const card = await (await reader.slash(place, 'paper', PAPER)).later();
    const opened = await reader.press(card, 'Discuss');
    expect(opened.private).toBe(true);
    expect(await text(opened)).toContain(`discussion of **${TITLE}** is open`);
    const [thread, ...others] = threadsOf(sandbox);
    expect(others).toEqual([]);
    expect(thread).toMatchObject({ id: card.id, name: TITLE });

    const again = await sandbox.person('newcomer').slash(place, 'discuss', PAPER);
    expect(again.private).toBe(true);
    const words = await again.later();
    expect(words.text).toContain(`**${TITLE}** is discussed here: <#${card.id}>`);
    expect(words.buttons[0]?.url).toMatch(new RegExp(`/channels/\\d+/${card.id}$`));
    expect(threadsOf(sandbox)).toHaveLength(1);
  });

  it('/discuss posts the card and opens the thread below it', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    await text(await reader.slash(place, 'discuss', PAPER));
    const [thread] = threadsOf(sandbox);
    const opening = reader.sees(place).find(message => message.threadId === thread?.id);
    expect(opening?.embeds[0]?.title).toBe(TITLE);
    expect(opening?.private).toBe(false);
    expect(opening?.buttons.map(button => button.label)).toContain('Discuss');
  });
});

describe('the channel set for discussions', () => {
  it('gets the post, with the tags of the forum that fit', async () => {
    const { sandbox } = await setTheStage();
    expect(await setDiscussions(sandbox, 'discussions')).toContain('New discussions');
    const reader = sandbox.person('reader');
    const card = await (await reader.slash(PAPERS, 'paper', PAPER)).later();
    await text(await reader.press(card, 'Discuss'));
    const [post] = threadsOf(sandbox);
    const forum = [...sandbox.world.guilds.values()][0]?.channels;
    expect(forum?.get(post?.parentId ?? '')?.name).toBe('discussions');
    expect(post?.name).toBe(TITLE);
    const tags = forum?.get(post?.parentId ?? '')?.forum?.tags ?? [];
    // The abstract speaks of methods more than once, and of applications not at all.
    expect(tags.filter(({ id }) => post?.thread?.tags.includes(id)).map(({ name }) => name)).toEqual(['methods']);
    const opening = reader.sees({ guild: CLUB, channel: post?.id ?? '' })[0];
    expect(opening?.embeds[0]?.title).toBe(TITLE);
  });

  it('gets them also from private answers', async () => {
    const { sandbox } = await setTheStage();
    await setDiscussions(sandbox, 'general');
    const reader = sandbox.person('reader');
    const results = await (
      await reader.slash(PAPERS, 'search', { query: 'mixture of experts', private: true })
    ).later();
    const select = results.selects[0];
    const first = select && 'options' in select ? (select.options[0]?.value ?? '') : '';
    const card = await (await reader.choose(results, 'Open a paper…', [first])).later();
    expect(await text(await reader.press(card, 'Discuss'))).toContain('is open');
    expect(threadsOf(sandbox)).toHaveLength(1);
  });

  it('that is gone is told, with what to do', async () => {
    const { sandbox } = await setTheStage();
    await setDiscussions(sandbox, 'general');
    sandbox.faults.deleteChannel({ guild: CLUB, channel: 'general' });
    expect(await text(await sandbox.person('reader').slash(PAPERS, 'discuss', PAPER))).toMatch(
      /channel set for discussions .* is gone.*settings/,
    );
    await setDiscussions(sandbox, undefined);
    expect(await text(await sandbox.person('reader').slash(PAPERS, 'discuss', PAPER))).toContain('is open');
  });

  it('must be one in which the bot may open threads', async () => {
    const { sandbox } = await setTheStage();
    sandbox.faults.removePermission({ guild: CLUB, channel: 'general', permission: 'CREATE_PUBLIC_THREADS' });
    expect(await setDiscussions(sandbox, 'general')).toMatch(/I lack \*\*Create Public Threads\*\* there/);
    expect(await text(await sandbox.person('moderator').slash(PAPERS, 'settings', {}, 'show'))).toContain(
      'where someone asks',
    );
  });
});

describe('where there can be no thread, it is said why, and what to do', () => {
  it.each<[string, Place, RegExp]>([
    ['in a direct message', { dm: true }, /need a server/],
    ['where the bot is no member', { userInstalled: true }, /not a member.*about/],
    ['in a conversation of others', { userInstalled: true, group: true }, /need a server/],
  ])('%s', async (_where, place, words) => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    expect(await text(await reader.raw.slash(place, 'discuss', PAPER))).toMatch(words);
    const card = await (await reader.slash(place, 'paper', PAPER)).later();
    const discuss = card.buttons[0]?.customId?.replace('related;show', 'discuss;open') ?? '';
    expect(await text(await reader.raw.press(card, discuss))).toMatch(words);
  });

  it('from a private answer, which offers the channel instead', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const results = await (await reader.slash(PAPERS, 'search', { query: '2110.04260', private: true })).later();
    const answer = await (await reader.press(results, 'Discuss')).later();
    expect(answer.text).toContain('Only you can see this answer');
    expect(threadsOf(sandbox)).toHaveLength(0);
    expect(await text(await reader.press(answer, 'Discuss in this channel'))).toContain('is open');
  });

  it('within a thread', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    await text(await reader.slash(PAPERS, 'discuss', PAPER));
    const thread: Place = { guild: CLUB, channel: threadsOf(sandbox)[0]?.id ?? '' };
    expect(await text(await reader.slash(thread, 'discuss', { paper: '2006.08848' }))).toContain(
      'Threads cannot hold threads',
    );
    expect(await text(await reader.slash(thread, 'discuss', PAPER))).toContain('is discussed here');
  });

  it('of a paper that was not named exactly, nothing public is made before the asker agrees', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const guess = await (await reader.slash(PAPERS, 'discuss', { paper: 'sparsely activated experts' })).later();
    expect(guess.text).toContain(TITLE);
    expect(threadsOf(sandbox)).toHaveLength(0);
    await text(await reader.press(guess, 'Discuss: Taming Sparsely Activated Transformer with Stochastic Experts'));
    expect(threadsOf(sandbox)).toHaveLength(1);
  });
});

describe('a thread that', () => {
  async function withThread() {
    const { sandbox, ...stage } = await setTheStage();
    const reader = sandbox.person('reader');
    await text(await reader.slash(PAPERS, 'discuss', PAPER));
    const thread = threadsOf(sandbox)[0]?.id ?? '';
    return { ...stage, sandbox, reader, thread, press: async () => text(await reader.slash(PAPERS, 'discuss', PAPER)) };
  }

  it('is archived is woken', async () => {
    const { sandbox, thread, press } = await withThread();
    sandbox.faults.setThread({ guild: CLUB, channel: thread }, { archived: true });
    expect(await press()).toContain('back in the list');
    expect(threadsOf(sandbox)[0]?.thread?.archived).toBe(false);
  });

  it('is locked is told', async () => {
    const { sandbox, thread, press } = await withThread();
    sandbox.faults.setThread({ guild: CLUB, channel: thread }, { archived: true, locked: true });
    expect(await press()).toContain('Moderators have locked the thread');
  });

  it('was deleted is made anew, also if that happened while the bot was away', async () => {
    const { sandbox, thread, press, bot, restart } = await withThread();
    sandbox.faults.deleteChannel({ guild: CLUB, channel: thread });
    expect(await press()).toContain('is open');
    const second = threadsOf(sandbox)[0]?.id ?? '';
    expect(second).not.toBe(thread);
    await bot.stop();
    sandbox.faults.deleteChannel({ guild: CLUB, channel: second });
    await restart();
    expect(await press()).toContain('is open');
    expect(threadsOf(sandbox)).toHaveLength(1);
  });

  it('is known after a restart, and shown on cards and in results to those who may see it', async () => {
    const { sandbox, reader, thread, restart } = await withThread();
    await restart();
    for (const [command, options] of [
      ['paper', PAPER],
      ['search', { query: 'sparsely activated stochastic experts' }],
    ] as const) {
      const shown = await (await reader.slash(PAPERS, command, options)).later();
      expect(shown.text).toMatch(new RegExp(`💬 \\[in discussion\\]\\(https://discord.com/channels/\\d+/${thread}\\)`));
    }
    const elsewhere = await (await reader.slash({ guild: 'Lab', channel: 'papers' }, 'paper', PAPER)).later();
    expect(elsewhere.text).not.toContain('in discussion');
    const guild = [...sandbox.world.guilds.values()][0];
    const papers = [...(guild?.channels.values() ?? [])].find(({ name }) => name === 'papers');
    papers?.overwrites.push({ id: guild?.id ?? '', type: 0, allow: 0n, deny: 1n << 10n });
    papers?.overwrites.push({ id: sandbox.botUserId, type: 1, allow: 1n << 10n, deny: 0n });
    await restart();
    const hidden = await (await reader.slash({ guild: CLUB, channel: 'general' }, 'paper', PAPER)).later();
    expect(hidden.text).not.toContain('in discussion');
    expect(await text(await reader.slash({ guild: CLUB, channel: 'general' }, 'discussions'))).toContain(
      'No paper is being discussed',
    );
  });
});

describe('a look at /discussions', () => {
  it('asks Discord a handful of things at each look, and is answered in words beyond the quota', async () => {
    const { sandbox } = await setTheStage();
    const collection = readFileSync('data/papers.jsonl', 'utf8').split('\n', 10);
    for (const [i, line] of collection.entries()) {
      const opener = sandbox.person(i < 5 ? 'reader' : 'newcomer');
      await text(await opener.slash(PAPERS, 'discuss', { paper: JSON.parse(line).id }));
    }
    const threads = threadsOf(sandbox);
    expect(threads).toHaveLength(10);
    for (const { id } of threads) sandbox.faults.setThread({ guild: CLUB, channel: id }, { archived: true });
    const look = async () => {
      const before = sandbox.requests.length;
      const words = await text(await sandbox.person('moderator').slash(PAPERS, 'discussions'));
      return { words, asked: sandbox.requests.length - before };
    };
    for (let i = 0; i < 10; i++) {
      const { words, asked } = await look();
      expect(words).toContain('10 discussions');
      // "Thinking…", what is active, a few threads, the answer.
      expect(asked).toBeLessThanOrEqual(7);
    }
    const beyond = await look();
    expect(beyond.words).toMatch(/again <t:\d+:R>|Try again/);
    expect(beyond.asked).toBeLessThanOrEqual(2);
  });
});

describe('what stands in the way is said in words', () => {
  it('missing permissions, by name', async () => {
    const { sandbox } = await setTheStage();
    sandbox.faults.removePermission({ guild: CLUB, channel: 'papers', permission: 'CREATE_PUBLIC_THREADS' });
    const answer = await text(await sandbox.person('reader').slash(PAPERS, 'discuss', PAPER));
    expect(answer).toMatch(/I lack \*\*Create Public Threads\*\* there/);
  });

  it('the cap of active threads', async () => {
    const { sandbox } = await setTheStage({ faulty: true });
    for (const guild of sandbox.world.guilds.values()) guild.activeThreadCap = 0;
    const answer = await text(await sandbox.person('reader').slash(PAPERS, 'discuss', PAPER));
    expect(answer).toContain('as many active threads as Discord allows');
  });

  it('a forum that requires a tag, of which none fits', async () => {
    const { sandbox } = await setTheStage({ faulty: true });
    await setDiscussions(sandbox, 'discussions');
    for (const guild of sandbox.world.guilds.values()) {
      for (const { forum } of guild.channels.values()) if (forum) Object.assign(forum, { tagRequired: true });
    }
    const answer = await text(await sandbox.person('reader').slash(PAPERS, 'discuss', { paper: '2006.08848' }));
    expect(answer).toContain('wants a tag on each post');
  });

  it('an archive time that the server does not allow: the thread is made, and the rest told', async () => {
    const { sandbox } = await setTheStage({ faulty: true });
    sandbox.faults.failNext({
      route: 'POST /channels/{channel}/messages/{message}/threads',
      status: 400,
      body: { code: 50035, message: 'Invalid Form Body', errors: { auto_archive_duration: { _errors: [] } } },
    });
    const answer = await text(await sandbox.person('reader').slash(PAPERS, 'discuss', PAPER));
    expect(answer).toMatch(/is open.*only short archive times/s);
    expect(threadsOf(sandbox)).toHaveLength(1);
  });

  it('a post that was deleted meanwhile', async () => {
    const { sandbox } = await setTheStage({ faulty: true });
    const reader = sandbox.person('reader');
    const card = await (await reader.slash(PAPERS, 'paper', PAPER)).later();
    const held = sandbox.faults.holdNext({
      route: 'POST /channels/{channel}/messages/{message}/threads',
      when: 'before',
    });
    const pressed = reader.press(card, 'Discuss');
    await held.arrived;
    sandbox.faults.deleteMessage(card);
    held.release();
    expect(await text(await pressed)).toContain('The post has been deleted');
  });

  it('who may open threads here', async () => {
    const { sandbox } = await setTheStage();
    const moderator = sandbox.person('moderator');
    await moderator.slash(PAPERS, 'settings', { who: 'managers' }, 'openers');
    const reader = sandbox.person('reader');
    expect(await text(await reader.slash(PAPERS, 'discuss', PAPER))).toContain('only people who manage the server');
    expect(await text(await moderator.slash(PAPERS, 'discuss', PAPER))).toContain('is open');
    expect(await text(await reader.slash(PAPERS, 'discuss', PAPER))).toContain('is discussed here');
  });

  it('too many new threads by one person, with when to try again', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const [last, ...ids] = (await reader.complete(PAPERS, 'paper', {}, 'paper'))
      .slice(0, 6)
      .map(({ value }) => String(value));
    for (const paper of ids) expect(await text(await reader.slash(PAPERS, 'discuss', { paper }))).toContain('is open');
    expect(await text(await reader.slash(PAPERS, 'discuss', { paper: last ?? '' }))).toMatch(/again <t:\d+:R>/);
    expect(await text(await reader.slash(PAPERS, 'discuss', { paper: ids[0] ?? '' }))).toContain('is discussed here');
    expect(await text(await sandbox.person('newcomer').slash(PAPERS, 'discuss', { paper: last ?? '' }))).toContain(
      'is open',
    );
  });
});

describe('/discussions', () => {
  it('lists them by last activity, page by page', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const moderator = sandbox.person('moderator');
    const newcomer = sandbox.person('newcomer');
    const suggestions = await reader.complete(PAPERS, 'paper', {}, 'paper');
    const ids = suggestions.slice(0, 12).map(({ value }) => String(value));
    for (const [i, paper] of ids.entries()) {
      const who = [reader, moderator, newcomer][i % 3] ?? reader;
      await text(await who.slash(PAPERS, 'discuss', { paper }));
    }
    const oldest = threadsOf(sandbox)[0];
    reader.says({ guild: CLUB, channel: oldest?.id ?? '' }, 'Has anyone tried this?');
    const listed = await reader.slash(PAPERS, 'discussions');
    expect(listed.private).toBe(true);
    const first = await listed.later();
    expect(first.embeds[0]?.description).toMatch(new RegExp(`^\\*\\*1\\.\\*\\* \\[.*${oldest?.id}`));
    expect(first.embeds[0]?.footer?.text).toBe('12 discussions · page 1 of 2');
    const next = await reader.press(first, 'Next');
    expect(next.kind).toBe('update');
    expect(next.message?.embeds[0]?.description).toMatch(/^\*\*11\.\*\*/);
  });

  it('asks Discord for few threads at a look, each once, and answers in words who asks too often', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const who = [reader, sandbox.person('moderator'), sandbox.person('newcomer')];
    const papers = (await reader.complete(PAPERS, 'paper', {}, 'paper')).slice(0, 10).map(({ value }) => String(value));
    for (const [i, paper] of papers.entries())
      await text(await (who[i % who.length] ?? reader).slash(PAPERS, 'discuss', { paper }));
    for (const { id } of threadsOf(sandbox)) sandbox.faults.setThread({ guild: CLUB, channel: id }, { archived: true });
    const look = async () => {
      const before = sandbox.requests.length;
      const words = await text(await reader.slash(PAPERS, 'discussions'));
      return { words, asked: sandbox.requests.slice(before).filter(({ method }) => method === 'GET').length };
    };
    // One for the threads that are active, three for others, until all ten were looked up.
    const looks: Awaited<ReturnType<typeof look>>[] = [];
    for (let i = 0; i < 11; i++) looks.push(await look());
    expect(looks.map(({ asked }) => asked)).toEqual([4, 4, 4, 2, 1, 1, 1, 1, 1, 1, 0]);
    expect(looks.at(-2)?.words).not.toContain('again');
    expect(looks.at(-1)?.words).toMatch(/again/);
  });
});
