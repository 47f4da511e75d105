import { startBot } from '../../src/app/bot.ts';
import { readConfig } from '../../src/app/config.ts';
import { createLog } from '../../src/platform/log.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { within } from '../../src/platform/within.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { LIVE_MARKUP } from './hostile-values.ts';
import { PATIENCE_MS } from './suite.ts';

/** Addresses at which nobody listens: an attack asks no service of others. */
const NOWHERE = 'http://127.0.0.1:9';
const APOLOGY = 'that went wrong on my side';

export interface LiveBot {
  sandbox: Sandbox;
  /** Where its database is. */
  database: string;
  /** Does something as a person and finds out what was wrong with it; undefined where nothing was answered. */
  attack(what: string, act: () => Promise<BotAnswer>): Promise<BotAnswer | undefined>;
  /** The same for suggestions. */
  ask(what: string, act: () => Promise<unknown>): Promise<void>;
  /** Adds to what was found. */
  found(what: string): void;
  findings: string[];
  stop(): Promise<void>;
}

/** The real bot in a Discord on loopback, whose clock stands still: a busy machine makes nothing late. */
export async function liveBot(): Promise<LiveBot> {
  const clock = drivenClock();
  const sandbox = await startSandbox({ clock });
  const folder = temporaryFolder();
  const lines: string[] = [];
  const findings: string[] = [];
  const database = folder.file('offprint.sqlite');
  const addresses = ['ARXIV_QUERY_URL', 'ARXIV_FEED_URL', 'ARXIV_OAI_URL', 'HUGGING_FACE_URL'].map(name => [
    name,
    NOWHERE,
  ]);
  const { token, ...config } = readConfig({
    ...Object.fromEntries(addresses),
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_PATH: database,
  });
  const bot = await startBot({
    config: { ...config, token: token ?? sandbox.token },
    clock,
    log: createLog({ level: 'error', secrets: [sandbox.token], write: line => lines.push(line) }),
    random: () => 0.5,
    onLost: error => lines.push(`The bot is lost: ${error.stack}`),
  });
  await bot.registered;
  const unhandled = (error: unknown) => lines.push(`Unhandled: ${error instanceof Error ? error.stack : error}`);
  process.on('unhandledRejection', unhandled);
  const unwatch = sandbox.watch(({ message }) => {
    const { everyone, users, roles } = message.pings;
    if (message.authorId === sandbox.botUserId && (everyone || users.length > 0 || roles.length > 0))
      lines.push(`Somebody is notified: ${JSON.stringify(message.content)}`);
  });
  let judged = 0;
  /** What the log and the sandbox say since the last time. */
  const since = () => {
    const violations = sandbox.violations.slice(judged);
    judged += violations.length;
    return [...lines.splice(0), ...violations.map(one => JSON.stringify(one))];
  };
  const judge = async (what: string, act: () => Promise<string[]>) => {
    let wrong: string[];
    try {
      wrong = await within(PATIENCE_MS, act());
    } catch (error) {
      wrong = [`no answer: ${error instanceof Error ? error.message : error}`];
    }
    for (const one of [...wrong, ...since()]) findings.push(`${what}: ${one.slice(0, 1500)}`);
  };
  return {
    sandbox,
    database,
    findings,
    found: what => findings.push(what),
    async attack(what, act) {
      let answer: BotAnswer | undefined;
      await judge(what, async () => {
        answer = await act();
        return answer.form ? [] : wrongWith(await answer.later());
      });
      return answer;
    },
    ask: (what, act) => judge(what, () => act().then(() => [])),
    async stop() {
      unwatch();
      await bot.stop();
      await sandbox.close();
      folder.remove();
      process.off('unhandledRejection', unhandled);
      findings.push(...since());
    },
  };
}

/** An apology for an error, an empty answer, or text from outside that Discord makes something of. */
function wrongWith(message: ShownMessage): string[] {
  if (message.text.includes(APOLOGY)) return ['an apology for an error'];
  if (message.text === '' && message.files.length === 0) return ['an empty answer'];
  const texts = [
    message.content,
    ...message.embeds.flatMap(({ title, description, fields }) => [
      title,
      description,
      ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
    ]),
  ].map(text => (text ?? '').replace(/\\./g, '').replace(/`[^`]*`/g, ''));
  return LIVE_MARKUP.filter(markup => texts.some(text => text.includes(markup))).map(markup => `unescaped ${markup}`);
}
