import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { followingClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { eventually } from '../eventually.ts';
import { startService } from '../sources/rig.ts';
import { rss, sample } from '../sources/samples.ts';
import { setTheStage } from './harness.ts';

const PAPERS: Place = { guild: 'Paper club', channel: 'papers' };
const DM: Place = { dm: true };
const DAY_MS = 86_400_000;
const text = async (answer: BotAnswer) => (await answer.later()).text;
const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);

/** Hugging Face and arXiv's feeds on loopback; each day features one paper. */
async function services() {
  const service = await startService(url => {
    const date = url.searchParams.get('date');
    if (url.pathname.startsWith('/rss/')) return { body: rss([sample(1), sample(2, { announced: 'replace' })]) };
    if (date === null) return undefined;
    const paper = { id: `2601.000${date.slice(8)}`, title: `Featured on ${date}`, summary: 'x', upvotes: 3 };
    return { body: JSON.stringify([{ paper }]) };
  });
  return {
    service,
    env: {
      HUGGING_FACE_URL: `${service.address}/daily_papers`,
      ARXIV_FEED_URL: `${service.address}/rss`,
      SOURCES_CONTACT: 'library@example.org',
    },
  };
}

/** A file of sources. */
function sourcesFile(sources: object[]): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const path = folder.file('sources.json');
  writeFileSync(path, JSON.stringify({ sources }));
  return path;
}

describe('/sources', () => {
  it('is for the bot’s owner; everyone else is told so in private', async () => {
    const { env } = await services();
    const { sandbox, restart } = await setTheStage({ env });
    const reader = sandbox.person('reader');
    for (const [subcommand, options] of [
      ['list', {}],
      ['status', {}],
      ['add', { kind: 'hugging-face', name: 'featured' }],
      ['remove', { name: 'featured' }],
      ['run', { name: 'featured' }],
    ] as const) {
      const answer = await reader.slash(DM, 'sources', options, subcommand);
      expect(answer.private).toBe(true);
      expect(await text(answer)).toContain('Only whoever runs this bot');
    }
    expect(await reader.complete(DM, 'sources', { name: '' }, 'name', 'run')).toEqual([]);
    // Managing a server is not enough.
    const moderator = sandbox.person('moderator');
    sandbox.world.application.ownerId = reader.id;
    await restart();
    expect(await text(await moderator.slash(PAPERS, 'sources', {}, 'list'))).toContain('Only whoever runs this bot');
  });

  it('is for the members of a team who have joined it and may change things', async () => {
    const { sandbox } = await setTheStage();
    const [moderator, reader, newcomer] = ['moderator', 'reader', 'newcomer'].map(name => sandbox.person(name));
    if (!moderator || !reader || !newcomer) throw new Error('Nobody is there.');
    sandbox.world.application.team = [
      { userId: reader.id, accepted: true, role: 'developer' },
      { userId: newcomer.id, accepted: false, role: 'admin' },
      { userId: moderator.id, accepted: true, role: 'read_only' },
    ];
    expect(await text(await reader.slash(DM, 'sources', {}, 'list'))).toContain('No sources yet');
    for (const other of [newcomer, moderator]) {
      expect(await text(await other.slash(DM, 'sources', {}, 'list'))).toContain('Only whoever runs this bot');
    }
  });

  it('adds a source, reads it with its progress, tells how it went, and removes it', async () => {
    const { env, service } = await services();
    const { sandbox, restart } = await setTheStage({ env });
    const owner = sandbox.person('moderator');
    const source = { kind: 'hugging-face', name: 'featured', since: dayOf(Date.now() - 4 * DAY_MS), upvotes: 2 };
    expect(await text(await owner.slash(PAPERS, 'sources', source, 'add'))).toContain('featured** is added');
    expect(await text(await owner.slash(PAPERS, 'sources', source, 'add'))).toContain(
      'is a source called featured already',
    );
    await restart();
    const listed = await text(await owner.slash(PAPERS, 'sources', {}, 'list'));
    expect(listed).toContain('featured on Hugging Face');
    expect(listed).toContain('kept are papers with 2 upvotes or more');
    expect(listed).toContain('every 6 hours, added here');
    expect(await owner.complete(PAPERS, 'sources', { name: 'FEAT' }, 'name', 'run')).toEqual([
      { name: 'featured', value: 'featured' },
    ]);

    // Anew: the restart cut short the reading that adding had begun.
    const anew = { name: 'featured', since: source.since };
    const answer = await owner.slash(PAPERS, 'sources', anew, 'run');
    expect(answer.private).toBe(true);
    const message = await answer.later();
    expect(message.text).toContain('I am reading **featured**');
    const now = () => owner.sees(PAPERS).find(({ id }) => id === message.id)?.text;
    await eventually(() => expect(now()).toMatch(/reading \*\*featured\*\*: [1-4] papers? seen.*%/s));
    expect(await text(await owner.slash(PAPERS, 'sources', {}, 'status'))).toContain('Being read now');
    await eventually(() => expect(now()).toContain('is read: 5 papers seen'));
    // What came is found a moment later.
    const today = { query: `"featured on ${dayOf(Date.now())}"` };
    await eventually(async () =>
      expect(await text(await owner.slash(PAPERS, 'search', today))).toContain(`Featured on ${dayOf(Date.now())}`),
    );
    expect(service.asked[0]?.headers['user-agent']).toContain('library@example.org');
    expect(await text(await owner.slash(PAPERS, 'sources', {}, 'status'))).toMatch(/Read <t:\d+:R>: 5 papers seen/);

    expect(await text(await owner.slash(PAPERS, 'sources', { name: 'featured' }, 'remove'))).toContain('is removed');
    expect(await text(await owner.slash(PAPERS, 'sources', { name: 'featured' }, 'remove'))).toContain(
      'no source called',
    );
    expect(await text(await owner.slash(PAPERS, 'sources', {}, 'list'))).toContain('No sources yet');
  });

  it.each([
    [{ kind: 'arxiv-feed', name: 'New Papers', categories: 'cs.LG' }, 'must be a name of up to 32 small letters'],
    [{ kind: 'arxiv-feed', name: 'new', categories: 'cs.LG learning?' }, 'must be a category of arXiv such as cs.LG'],
    [{ kind: 'arxiv-feed', name: 'new' }, 'must name a category of arXiv'],
    [{ kind: 'arxiv-query', name: 'new' }, 'needs a "query" in the language of arXiv'],
    [{ kind: 'arxiv-oai', name: 'new', set: 'cs', query: 'x' }, 'has no "query"'],
    [{ kind: 'hugging-face', name: 'new', every: 'hourly' }, 'must be a time such as 6h or 1d'],
    [{ kind: 'hugging-face', name: 'new', since: 'yesterday' }, 'must be a day such as 2024-01-31'],
  ])('says what is wrong with %j', async (options, why) => {
    const { sandbox } = await setTheStage();
    const owner = sandbox.person('moderator');
    const answer = await owner.slash(DM, 'sources', options, 'add');
    expect(answer.private).toBe(true);
    expect(await text(answer)).toContain(why);
    expect(await text(await owner.slash(DM, 'sources', {}, 'list'))).toContain('No sources yet');
  });

  it('takes no file from Discord, and leaves what the operator has set to the operator', async () => {
    const SOURCES_PATH = sourcesFile([{ name: 'mine', kind: 'file', path: '/nowhere/library.bib', every: '30d' }]);
    const { sandbox } = await setTheStage({ env: { SOURCES_PATH } });
    const owner = sandbox.person('moderator');
    const file = { kind: 'file', name: 'passwords', path: '/etc/passwd' };
    await expect(owner.slash(DM, 'sources', file, 'add')).rejects.toThrow();
    expect(await text(await owner.raw.slash(DM, 'sources', { kind: 'file', name: 'x' }, 'add'))).toContain(
      'could not add it',
    );
    expect(await text(await owner.slash(DM, 'sources', {}, 'list'))).toContain('the file library.bib');
    expect(await text(await owner.slash(DM, 'sources', { name: 'mine' }, 'remove'))).toContain(
      'set in the file of sources',
    );
    const failed = await owner.slash(DM, 'sources', { name: 'mine' }, 'run');
    const { id } = await failed.later();
    await eventually(() =>
      expect(owner.sees(DM).find(message => message.id === id)?.text).toMatch(
        /could not be read to its end.*cannot be read/,
      ),
    );
    expect(await text(await owner.slash(DM, 'sources', {}, 'status'))).toContain('The latest try failed');
  });

  it('says that a source needs somebody to write to', async () => {
    const { sandbox } = await setTheStage();
    const owner = sandbox.person('moderator');
    const answer = await owner.slash(DM, 'sources', { kind: 'hugging-face', name: 'featured' }, 'add');
    expect(await text(answer)).toContain('SOURCES\\_CONTACT is missing');
    expect(await text(await owner.slash(DM, 'sources', {}, 'list'))).toContain('No sources yet');
  });
});

describe('what a source passed over', () => {
  it('is said at its end and by /sources status, with what to do', async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    const path = folder.file('library.bib');
    writeFileSync(path, '@book{a, title={A *Bold* Book}, author={Ann Other}}\n@article{b, year={2020}}');
    const { sandbox } = await setTheStage({
      env: { SOURCES_PATH: sourcesFile([{ name: 'mine', kind: 'file', path, every: '30d' }]) },
    });
    const owner = sandbox.person('moderator');
    const { id } = await (await owner.slash(DM, 'sources', { name: 'mine' }, 'run')).later();
    const passedOver =
      /Notes:\n- 1 entry has no abstract.*A \\\*Bold\\\* Book.*"abstracts": "optional".*takes it in\n- line 2.*no title/;
    await eventually(() => expect(owner.sees(DM).find(message => message.id === id)?.text).toMatch(passedOver));
    expect(await text(await owner.slash(DM, 'sources', {}, 'status'))).toMatch(passedOver);
  });
});

describe('sources', () => {
  it('are read when they are due, once, and not at the start', async () => {
    const { env, service } = await services();
    const SOURCES_PATH = sourcesFile([{ name: 'daily', kind: 'arxiv-feed', categories: ['cs.LG'], every: '6h' }]);
    const clock = followingClock();
    const { sandbox } = await setTheStage({ clock, env: { ...env, SOURCES_PATH } });
    const owner = sandbox.person('moderator');
    const status = async () => text(await owner.slash(DM, 'sources', {}, 'status'));
    expect(service.asked).toHaveLength(0);
    await clock.advance(30_000);
    await eventually(async () => expect(await status()).toContain('1 new'));
    await clock.advance(5 * 3_600_000);
    expect(service.asked).toHaveLength(1);
    await clock.advance(2 * 3_600_000);
    await eventually(() => expect(service.asked).toHaveLength(2));
  });

  it('that were just added are read at once', async () => {
    const { env, service } = await services();
    const clock = followingClock();
    const { sandbox } = await setTheStage({ clock, env });
    await clock.advance(3_600_000);
    const owner = sandbox.person('moderator');
    await owner.slash(DM, 'sources', { kind: 'arxiv-feed', name: 'daily', categories: 'cs.LG, stat.ML' }, 'add');
    await eventually(async () => {
      expect(await text(await owner.slash(DM, 'sources', {}, 'status'))).toContain('1 new');
    });
    expect(service.asked.map(({ url }) => url.pathname)).toEqual(['/rss/cs.LG+stat.ML']);
  });

  it('that are set wrongly keep the bot from starting, with words', async () => {
    const SOURCES_PATH = sourcesFile([{ name: 'daily', kind: 'arxiv-feed' }]);
    await expect(setTheStage({ env: { SOURCES_PATH } })).rejects.toThrow(/source 1 \(“daily”\): "categories"/);
  });
});
