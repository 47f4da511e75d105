import { expect, it, onTestFinished } from 'vitest';
import { startBot } from '../../src/app/bot.ts';
import { readConfig } from '../../src/app/config.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLog } from '../../src/platform/log.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { openDiskIndex } from '../../src/search/index.ts';
import { eventually } from '../eventually.ts';

const PAPERS = { guild: 'Paper club', channel: 'papers' };
const AT_NOON = { time: '12:00', timezone: 'Europe/Berlin' };
const PAPER = { paper: '2110.04260' };
const BUILT = 'My search index is being built';

async function aStage() {
  const sandbox = await startSandbox({});
  const folder = temporaryFolder();
  const { token = sandbox.token, ...config } = readConfig({
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_PATH: folder.file('offprint.sqlite'),
    INDEX: 'disk',
    INDEX_PATH: folder.file('index'),
  });
  const lines: string[] = [];
  const log = createLog({ level: 'info', secrets: [], write: line => lines.push(line) });
  const lost: Error[] = [];
  let bot: Awaited<ReturnType<typeof startBot>> | undefined;
  onTestFinished(async () => {
    await bot?.stop();
    await sandbox.close();
    folder.remove();
  });
  return {
    sandbox,
    lines,
    lost,
    /** Ends the bot and starts it again. Its index is built when `built` is called, or fails by `fail`. */
    async start() {
      await bot?.stop();
      const { promise, resolve: built, reject: fail } = Promise.withResolvers<void>();
      promise.catch(() => {});
      const started = await startBot({
        config: { ...config, token },
        clock: systemClock,
        log,
        async openDisk(options) {
          options.onBuild?.();
          await promise;
          return openDiskIndex(options);
        },
        onLost: error => lost.push(error),
      });
      bot = started;
      await started.registered;
      return {
        fail,
        built() {
          built();
          return started.searchable;
        },
      };
    },
  };
}

it('a server that takes the bot in while the index is built is one of its servers afterwards', async () => {
  const { sandbox, lines, start } = await aStage();
  const first = await start();
  await first.built();
  const moderator = sandbox.person('moderator');
  await (await moderator.slash(PAPERS, 'daily', AT_NOON, 'subscribe')).later();
  sandbox.faults.removeBot('Paper club');
  await eventually(() => expect(lines.join()).toContain('"reason":"bot-removed","msg":"A subscription is paused"'));

  const second = await start();
  sandbox.faults.addBot('Paper club');
  await eventually(() => expect(lines.join()).toContain('"reason":"bot-removed","msg":"A subscription goes on"'));
  const before = lines.length;
  await second.built();
  await eventually(() => expect(lines.slice(before).join()).toContain('The search index is there'));
  const shown = await (await moderator.slash(PAPERS, 'daily', {}, 'list')).later();
  expect(shown.text).toContain('12:00');
  expect(lines.slice(before).join()).not.toContain('A subscription is paused');
});

it('an index that cannot be built ends the bot, and the log says why', async () => {
  const { lines, lost, start } = await aStage();
  const { fail } = await start();
  fail(new Error('No room on the disk.'));
  await eventually(() => expect(lost).toEqual([new Error('No room on the disk.')]));
  expect(lines.join()).toMatch(/No room on the disk.*The search index could not be built/);
});

it('what a command cannot answer while the index is built, it does not store either', async () => {
  const { sandbox, start } = await aStage();
  const first = await start();
  await first.built();
  const moderator = sandbox.person('moderator');
  const daily = async (name: string, options = {}) =>
    (await (await moderator.slash(PAPERS, 'daily', options, name)).later()).text;
  const list = async (name: string, options = {}) => (await moderator.slash(PAPERS, 'list', options, name)).later();
  await list('add', PAPER);
  const changed = await (await moderator.slash(PAPERS, 'daily', AT_NOON, 'subscribe')).later();
  expect(changed.text).toContain('12:00');
  const edited = await (await moderator.slash(PAPERS, 'daily', { time: '13:00' }, 'edit')).later();
  expect(edited.text).toContain('13:00');
  const before = (await list('show')).text;

  const second = await start();
  const refused = [
    await daily('subscribe', { ...AT_NOON, count: 2 }),
    await daily('edit', { time: '14:00' }),
    await daily('pause'),
    (await (await moderator.press(edited, 'Undo')).later()).text,
    (await list('remove', PAPER)).text,
    (await list('read', PAPER)).text,
  ];
  for (const text of refused) expect(text).toContain(BUILT);
  await second.built();
  const shown = await daily('list');
  expect(shown).toContain('13:00');
  expect(shown).not.toMatch(/12:00|14:00|paused/);
  expect((await list('show')).text).toBe(before);
});
