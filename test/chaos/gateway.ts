import { setTimeout as sleep } from 'node:timers/promises';
import { startBot } from '../../src/app/bot.ts';
import { readConfig } from '../../src/app/config.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLog } from '../../src/platform/log.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { GatewayTrouble } from '../../src/sandbox/gateway/gateway.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { seeded } from './seeded.ts';

const SECOND_MS = 1000;
/** A gateway that is well again has the bot back within so many seconds. */
const BACK_WITHIN = 30;
/** Seconds that one mood lasts at least and at most. */
const SHORTEST = 5;
const LONGEST = 90;

const TROUBLES: (GatewayTrouble | undefined)[] = [
  undefined,
  undefined,
  { status: 503 },
  { status: 520 },
  { close: 'at-hello' },
  { close: 'at-identify' },
  { close: 'after-ready' },
  { close: 'after-ready', code: 1000 },
  'mute',
];

export interface SoakReport {
  seconds: number;
  /** Sessions that the bot began, and the most that were connected at once. */
  begun: number;
  most: number;
  /** The longest that the bot stayed away from a gateway that was well, in seconds. */
  longestAway: number;
  /** Lines that the bot wrote to its log. */
  lines: number;
  wrong: string[];
}

/** The real bot before a gateway that changes its mood at random, for so many seconds of a driven clock. */
export async function soakGateway({ seed, seconds }: { seed: number; seconds: number }): Promise<SoakReport> {
  const random = seeded(seed);
  const clock = drivenClock();
  const sandbox = await startSandbox({ clock });
  const folder = temporaryFolder();
  const wrong: string[] = [];
  const lines: string[] = [];
  const { token = sandbox.token, ...config } = readConfig({
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_PATH: folder.file('offprint.sqlite'),
  });
  const log = createLog({ level: 'warn', secrets: [token], write: line => lines.push(line) });
  const bot = await startBot({
    config: { ...config, token },
    clock: systemClock,
    network: { clock, random: seeded(seed + 1) },
    log,
    onLost: error => wrong.push(`The bot gave up: ${error.message}`),
  });
  await bot.registered;

  let trouble: GatewayTrouble | undefined;
  let changesAt = 0;
  let well = 0;
  let away = 0;
  let longestAway = 0;
  const pass = async () => {
    await clock.advance(SECOND_MS);
    await settled(() => trouble === 'mute' || sandbox.sessions.connecting === 0);
    const isThere = sandbox.connections === 1;
    well = trouble === undefined ? well + 1 : 0;
    away = isThere || well === 0 ? 0 : away + 1;
    longestAway = Math.max(longestAway, away);
  };
  for (let second = 0; second < seconds; second += 1) {
    if (second >= changesAt) {
      trouble = TROUBLES[Math.floor(random() * TROUBLES.length)];
      changesAt = second + SHORTEST + Math.floor(random() * (LONGEST - SHORTEST));
      sandbox.faults.troubleGateway(trouble);
      sandbox.faults.killResumeAddress(random() < 0.3);
      // What is connected keeps its connection through most moods; half of them begin with a break.
      if (random() < 0.5) sandbox.faults.dropGateway(random() < 0.3 ? 1000 : 4000);
    }
    await pass();
  }
  trouble = undefined;
  sandbox.faults.troubleGateway();
  for (let second = 0; second < BACK_WITHIN; second += 1) await pass();
  if (longestAway > BACK_WITHIN) wrong.push(`The bot was away for ${longestAway} s from a gateway that was well.`);
  if (sandbox.connections !== 1) wrong.push('In the end the bot is not connected.');
  else {
    const answer = await sandbox.person('reader').slash({ guild: 'Paper club', channel: 'papers' }, 'about');
    if (answer.message === undefined) wrong.push('In the end the bot answers nothing.');
  }
  const { begun, most } = sandbox.sessions;
  if (most > 1) wrong.push(`${most} sessions were connected at once.`);
  wrong.push(...sandbox.violations.map(({ what }) => what));
  await bot.stop();
  await sandbox.close();
  folder.remove();
  return { seconds, begun, most, longestAway, lines: lines.length, wrong };
}

/** Real requests take real time: the clock stands still until they are through. */
async function settled(isIdle: () => boolean): Promise<void> {
  let idle = 0;
  for (let turn = 0; turn < 500 && idle < 2; turn += 1) {
    await sleep(2);
    idle = isIdle() ? idle + 1 : 0;
  }
}
