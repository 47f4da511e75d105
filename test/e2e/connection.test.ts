import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { AT_HALF_PAST_EIGHT, DAY } from './daily.ts';
import { setTheStage } from './harness.ts';

const PAPERS = { guild: 'Paper club', channel: 'papers' };
const LAB = { guild: 'Lab', channel: 'papers' };
const CALLBACK = 'POST /interactions/{interaction}/{token}/callback';

/** The bot and the sandbox in a network whose time is driven. */
async function connectionStage(env: Record<string, string> = {}) {
  const clock = drivenClock();
  const lines: string[] = [];
  const stage = await setTheStage({ network: clock, lines, env, faulty: true });
  return Object.assign(stage, {
    clock,
    lines,
    /** How many lines of the log hold these words. */
    said: (text: string) => lines.filter(line => line.includes(text)).length,
    /** So many seconds, one after the other: requests on their way get through in between. */
    async pass(seconds: number) {
      for (let second = 0; second < seconds; second += 1) {
        await clock.advance(1000);
        await sleep(3);
        for (let turn = 0; turn < 100 && stage.sandbox.sessions.connecting > 0; turn += 1) await sleep(2);
      }
    },
  });
}

type Stage = Awaited<ReturnType<typeof connectionStage>>;

/** One answer to one command. */
async function expectOneAnswer({ sandbox }: Stage): Promise<void> {
  const before = sandbox.requests.filter(({ route }) => route === CALLBACK).length;
  expect((await sandbox.person('reader').slash(PAPERS, 'about')).message?.text).toContain('119 papers');
  await sleep(50);
  expect(sandbox.requests.filter(({ route }) => route === CALLBACK)).toHaveLength(before + 1);
}

describe('one bot, one session', () => {
  it.each([{ status: 503 }, { status: 520 }, { close: 'at-hello' }, { close: 'at-identify' }, 'mute'] as const)(
    'when the gateway is out of order at the start (%j), one session comes of it',
    async trouble => {
      const stage = await connectionStage();
      await stage.bot.stop();
      const { begun } = stage.sandbox.sessions;
      stage.sandbox.faults.troubleGateway(trouble);
      const restarted = stage.restart();
      // The end of the bot before and its index take real time.
      await sleep(500);
      await stage.pass(60);
      expect(stage.said('Discord cannot be reached')).toBe(1);
      stage.sandbox.faults.troubleGateway();
      for (let second = 0; second < 30 && stage.sandbox.connections === 0; second += 1) await stage.pass(1);
      await restarted;
      expect(stage.sandbox.sessions.most).toBe(1);
      expect(stage.sandbox.connections).toBe(1);
      expect(stage.sandbox.sessions.begun - begun).toBeLessThan(12);
      await expectOneAnswer(stage);
    },
  );

  it('when the resume address is dead, a new session begins at the main gateway', async () => {
    const stage = await connectionStage();
    stage.sandbox.faults.killResumeAddress(true);
    stage.sandbox.faults.dropGateway(4000);
    for (let second = 0; second < 30 && stage.sandbox.sessions.begun < 2; second += 1) await stage.pass(1);
    expect(stage.sandbox.sessions).toMatchObject({ begun: 2, most: 1 });
    expect(stage.sandbox.connections).toBe(1);
    await expectOneAnswer(stage);
  });
});

describe('an outage', () => {
  it('is one line when it begins, few while it lasts, and one when it is over', async () => {
    const stage = await connectionStage();
    stage.sandbox.faults.troubleGateway({ close: 'at-identify' });
    stage.sandbox.faults.dropGateway(1000);
    await stage.pass(600);
    expect(stage.said('was lost')).toBe(1);
    expect(stage.said('Still trying to reach Discord')).toBeGreaterThan(0);
    expect(stage.said('Still trying to reach Discord')).toBeLessThan(3);
    expect(stage.sandbox.sessions.begun).toBeLessThan(80);
    stage.sandbox.faults.troubleGateway();
    await stage.pass(30);
    expect(stage.said('Connected to Discord again')).toBe(1);
    await expectOneAnswer(stage);
  });

  it('of hours ends within half a minute of the health of the gateway, and a handshake that is refused costs no session', async () => {
    const stage = await connectionStage();
    stage.sandbox.faults.troubleGateway({ status: 520 });
    stage.sandbox.faults.dropGateway(1000);
    for (let tenMinutes = 0; tenMinutes < 36; tenMinutes += 1) {
      await stage.clock.advance(600_000);
      await sleep(20);
    }
    // And so that it ends within a pause.
    for (let second = 0; second < 12; second += 1) {
      await stage.clock.advance(1000);
      await sleep(20);
    }
    expect(stage.sandbox.sessions.begun).toBe(1);
    stage.sandbox.faults.troubleGateway();
    for (let second = 0; second < 30 && stage.sandbox.connections === 0; second += 1) {
      await stage.clock.advance(1000);
      await sleep(20);
    }
    expect(stage.sandbox.sessions).toMatchObject({ begun: 2, most: 1 });
    expect(stage.sandbox.connections).toBe(1);
    await expectOneAnswer(stage);
  });

  it('of a gateway that falls silent is noticed', async () => {
    const stage = await connectionStage();
    stage.sandbox.faults.troubleGateway('mute');
    await stage.pass(60);
    expect(stage.said('was lost')).toBe(1);
    stage.sandbox.faults.troubleGateway();
    await stage.pass(30);
    expect(stage.said('Connected to Discord again')).toBe(1);
    await expectOneAnswer(stage);
  });

  it('at the limit of sessions is told in words, without a stack, and ends when Discord says', async () => {
    const stage = await connectionStage();
    stage.sandbox.faults.leaveSessions(0);
    stage.sandbox.faults.invalidateSession(false);
    await stage.pass(20);
    expect(stage.said('gives this bot no more sessions')).toBe(1);
    expect(stage.lines.join('')).not.toContain('"stack"');
    const { begun } = stage.sandbox.sessions;
    await stage.clock.advance(DAY);
    await stage.pass(30);
    expect(stage.sandbox.sessions.begun).toBe(begun + 1);
    expect(stage.said('Connected to Discord again')).toBe(1);
    await expectOneAnswer(stage);
  });
});

describe('servers', () => {
  it('that took the bot back while it was cut off go on, those that removed it are noticed', async () => {
    const stage = await connectionStage();
    const { sandbox } = stage;
    const moderator = sandbox.person('moderator');
    for (const place of [LAB, PAPERS]) await moderator.slash(place, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    const notices = () => moderator.sees({ dm: true }).filter(({ text }) => text.includes('paused')).length;
    sandbox.faults.removeBot('Lab');
    await expect.poll(notices).toBe(1);
    // Cut off for so long that the session is gone; meanwhile one server takes the bot back, another removes it.
    sandbox.faults.troubleGateway({ status: 503 });
    sandbox.faults.dropGateway(1000);
    await stage.pass(5);
    sandbox.faults.addBot('Lab');
    sandbox.faults.removeBot('Paper club');
    sandbox.faults.troubleGateway();
    await stage.pass(30);
    await expect.poll(notices).toBe(2);
    const list = await moderator.slash(LAB, 'daily', {}, 'list');
    expect(list.message?.text).toContain('Next');
    expect(list.message?.text).not.toContain('aused');
  });

  it('the one of DISCORD_GUILD_ID gets its commands when it comes, and when it comes back; until then the log says what is missing', async () => {
    const world = await setTheStage();
    const { sandbox } = world;
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === 'Elsewhere');
    const lines: string[] = [];
    await setTheStage({
      lines,
      env: { DISCORD_GUILD_ID: guild?.id ?? '', DISCORD_API_URL: sandbox.apiUrl, DISCORD_TOKEN: sandbox.token },
    });
    const log = lines.join('');
    expect(log).toContain('DISCORD_GUILD_ID names a server that has not installed Offprint');
    expect(log).toContain('scope=bot+applications.commands');
    expect(log).not.toContain('"stack"');
    const names = () => sandbox.person('reader').commands({ guild: 'Elsewhere', channel: 'general' });
    sandbox.faults.addBot('Elsewhere');
    await expect.poll(() => names().length).toBeGreaterThan(0);
    sandbox.faults.removeBot('Elsewhere');
    sandbox.faults.addBot('Elsewhere');
    await expect.poll(() => names().length).toBeGreaterThan(0);
  });

  it('the one of DISCORD_GUILD_ID gets its commands, too, when it installs them without the bot', async () => {
    const { sandbox } = await setTheStage();
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === 'Elsewhere');
    const clock = drivenClock();
    const lines: string[] = [];
    const env = { DISCORD_GUILD_ID: guild?.id ?? '', DISCORD_API_URL: sandbox.apiUrl, DISCORD_TOKEN: sandbox.token };
    await setTheStage({ network: clock, lines, env });
    sandbox.faults.installCommandsOnly('Elsewhere');
    const names = () => sandbox.person('reader').commands({ guild: 'Elsewhere', channel: 'general' });
    for (let minute = 0; minute < 20 && names().length === 0; minute += 1) {
      await clock.advance(60_000);
      await sleep(30);
    }
    await expect.poll(() => names().length).toBeGreaterThan(0);
    expect(lines.filter(line => line.includes('has not installed Offprint'))).toHaveLength(1);
  });

  it('that installed only the commands are told so, and nothing is stored for them', async () => {
    const { sandbox } = await setTheStage();
    const moderator = sandbox.person('moderator');
    const place = { guild: 'Elsewhere', channel: 'general' };
    const brought = await moderator.slash({ userInstalled: true, ...place }, 'settings', {}, 'show');
    expect(brought.message?.text).toMatch(/You brought me along/);
    sandbox.faults.installCommandsOnly('Elsewhere');
    const texts = [
      await moderator.slash(place, 'settings', { zone: 'Europe/Berlin' }, 'time-zone'),
      await moderator.slash(place, 'settings', { channel: 'general' }, 'discussions'),
      await moderator.slash(place, 'daily', AT_HALF_PAST_EIGHT, 'subscribe'),
    ].map(({ message }) => message?.text ?? '');
    for (const text of texts) expect(text).toMatch(/installed my commands, but not me/);
    await moderator.slash(place, 'discuss', { paper: '2110.04260' });
    await expect.poll(() => moderator.sees(place).at(-1)?.text).toMatch(/installed my commands, but not me/);
    // What is asked of the collection works all the same.
    expect((await moderator.slash(place, 'search', { query: 'calibration' })).message?.text).toContain('alibration');
    sandbox.faults.addBot('Elsewhere');
    const settings = async () => (await moderator.slash(place, 'settings', {}, 'show')).message?.text;
    await expect.poll(settings).toContain('where someone asks for one');
    expect(await settings()).toContain('not set');
    expect((await moderator.slash(place, 'daily', {}, 'list')).message?.text).not.toContain('Next');
  });
});

describe('interactions', () => {
  it('that come twice are answered once', async () => {
    const { sandbox } = await setTheStage();
    sandbox.faults.repeatInteractions(true);
    const reader = sandbox.person('reader');
    const shown = await reader.slash(PAPERS, 'paper', { paper: '2110.04260' });
    if (!shown.message) throw new Error('No answer.');
    await reader.press(shown.message, '👍');
    await reader.slash(PAPERS, 'about');
    expect(sandbox.requests.filter(({ route, status }) => route === CALLBACK && status === 400)).toEqual([]);
    const [card] = reader.sees(PAPERS);
    expect(JSON.stringify(card)).toContain('👍 1');
  });

  it('that another program answers too are told once, in words', async () => {
    const { sandbox } = await setTheStage({ faulty: true });
    const lines: string[] = [];
    await setTheStage({ lines, env: { DISCORD_API_URL: sandbox.apiUrl, DISCORD_TOKEN: sandbox.token } });
    const told = () => lines.filter(line => line.includes('Another program answers with this token')).length;
    const slow = { route: CALLBACK, ms: 20, times: 1 };
    for (let i = 0; i < 20 && told() === 0; i += 1) {
      sandbox.faults.slowNext(slow);
      await sandbox.person('reader').slash(PAPERS, 'about');
      await sleep(50);
    }
    for (let i = 0; i < 4; i += 1) await sandbox.person('reader').slash(PAPERS, 'about');
    await sleep(100);
    expect(told()).toBe(1);
    expect(lines.join('')).not.toContain('A command failed');
  });

  it('that Discord no longer knows get no apology', async () => {
    const lines: string[] = [];
    const { sandbox } = await setTheStage({ lines, faulty: true });
    sandbox.faults.failNext({
      route: CALLBACK,
      status: 404,
      body: { message: 'Unknown interaction', code: 10062 },
      times: 1,
    });
    void sandbox
      .person('reader')
      .slash(PAPERS, 'about')
      .catch(() => {});
    await expect.poll(() => lines.join('')).toContain('came too late');
    await sleep(100);
    expect(sandbox.requests.filter(({ route }) => route === CALLBACK)).toHaveLength(1);
    expect(lines.join('')).not.toContain('"stack"');
  });
});
