import type { Config } from '../app/config.ts';
import { checkDiscord, otherClocks, placeLook } from '../discord/index.ts';
import type { Command } from '../interactions/command.ts';
import { whyPaused } from '../messages/paused-words.ts';
import { loadCollection } from '../papers/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { readSourcesFile } from '../sources/index.ts';
import { examine, type Store } from '../store/index.ts';
import type { Subscription } from '../subscriptions/index.ts';
import { discordFindings } from './discord.ts';
import type { Finding } from './finding.ts';
import { clockFinding, diskFinding } from './machine.ts';

export { type Finding, findingLine } from './finding.ts';

export interface DoctorOptions {
  config: Config & { token: string };
  commands: readonly Command[];
  clock: Clock;
  log: Log;
}

/** Asking for one takes four requests; more would hold up the running bot. */
const MOST_SUBSCRIPTIONS = 100;

/**
 * Looks at everything that Offprint needs, beside a running one, and changes nothing. Each finding comes as soon as it
 * is there.
 */
export async function* examineAll({ config, commands, clock, log }: DoctorOptions): AsyncGenerator<Finding> {
  const { token, apiUrl, guildId, databaseUrl, databasePath, indexPath } = config;
  yield { about: 'settings', state: 'fine', text: 'All settings can be read.' };
  const checkup = await checkDiscord({ token, apiUrl, guildId, commands });
  yield* discordFindings(checkup);
  const examined = await attempt('database', () => examine({ url: databaseUrl, path: databasePath, clock, log }));
  const store = 'finding' in examined ? undefined : examined.value.store;
  try {
    yield 'finding' in examined ? examined.finding : databaseFinding(examined.value);
    const opinions = checkup.kind === 'unreachable' && !store ? [] : otherClocks(clock, store ?? noTime, apiUrl);
    const time = await clockFinding(clock, opinions);
    if (time) yield time;
    if (databaseUrl === undefined) yield await diskFinding('disk', databasePath);
    yield await diskFinding('disk (index)', indexPath);
    yield* collectionFindings(config, store);
    yield* sourceFindings(config, store);
    if (store && checkup.kind === 'known') {
      const look = placeLook({ token, apiUrl, clock });
      yield* subscriptionFindings(await store.subscriptions.inGuilds(checkup.servers), look);
    }
  } finally {
    await store?.close();
  }
}

const noTime = { time: async () => undefined };

/** What `work` answers, or what went wrong, in words. */
async function attempt<T>(about: string, work: () => Promise<T>): Promise<{ value: T } | { finding: Finding }> {
  try {
    return { value: await work() };
  } catch (error) {
    const text = error instanceof OperatorError || error instanceof Error ? error.message : String(error);
    return { finding: { about, state: 'wrong', text } };
  }
}

function databaseFinding({ store, pending }: Awaited<ReturnType<typeof examine>>): Finding {
  const about = 'database';
  if (!store && pending === 0) return { about, state: 'notice', text: 'There is none yet; the first start makes it.' };
  if (pending === 0) return { about, state: 'fine', text: 'The database answers and is of this version.' };
  const text = `The database is of an older version; the next start brings it up to date (${pending} steps). Make a backup before: npm run backup -- <file>`;
  return { about, state: 'notice', text };
}

async function* collectionFindings({ collectionPath }: Config, store: Store | undefined): AsyncGenerator<Finding> {
  const about = 'collection';
  const count = await store?.papers.count();
  if (count !== undefined && count > 0) {
    yield { about, state: 'fine', text: `There are ${count.toLocaleString('en')} papers.` };
    return;
  }
  const read = await attempt(about, () => loadCollection(collectionPath));
  if ('finding' in read) yield read.finding;
  else yield { about, state: 'fine', text: `${collectionPath} has ${read.value.length.toLocaleString('en')} papers.` };
}

async function* sourceFindings(
  { sourcesPath, sourcesContact }: Config,
  store: Store | undefined,
): AsyncGenerator<Finding> {
  const about = 'sources';
  const read = await attempt(about, async () => (sourcesPath === undefined ? [] : readSourcesFile(sourcesPath)));
  if ('finding' in read) {
    yield read.finding;
    return;
  }
  const services = read.value.filter(({ kind }) => kind !== 'file');
  if (services.length > 0 && sourcesContact === undefined) {
    yield { about, state: 'wrong', text: 'SOURCES_CONTACT is missing: services want to know whom to write to.' };
  }
  const states = (await store?.sources.states()) ?? [];
  const failed = states.filter(({ error }) => error !== undefined);
  for (const { name, error, failures } of failed) {
    const text = `${name} could not be read ${failures === 1 ? 'the last time' : `${failures} times in a row`}: ${error} To try again: npm run sources -- ${name}`;
    yield { about, state: 'notice', text };
  }
  if (failed.length === 0) {
    const text =
      read.value.length + states.length === 0
        ? 'None are set.'
        : `${Math.max(read.value.length, states.length)} set, and none has failed.`;
    yield { about, state: 'fine', text };
  }
}

async function* subscriptionFindings(
  subscriptions: readonly Subscription[],
  look: ReturnType<typeof placeLook>,
): AsyncGenerator<Finding> {
  const about = 'subscriptions';
  let bad = 0;
  const some = subscriptions.slice(0, MOST_SUBSCRIPTIONS);
  for (const subscription of some) {
    const { place, paused } = subscription;
    const found = await look(subscription).catch(() => 'unknown' as const);
    const obstacle = typeof found === 'object' ? found : undefined;
    if (!obstacle && (!paused || paused.reason === 'by-hand')) continue;
    bad += 1;
    const reason = obstacle ? { reason: obstacle.reason, at: 0 } : paused;
    const words = whyPaused({ kind: subscription.kind, ...(reason && { paused: reason }) }, obstacle).source;
    yield {
      about,
      state: 'notice',
      text: `#${place.name ?? place.channelId} in the server ${place.guildId}: ${words}`,
    };
  }
  const looked = `${some.length.toLocaleString('en')} of ${subscriptions.length.toLocaleString('en')} were looked at`;
  if (bad === 0) yield { about, state: 'fine', text: `${looked}; each may post where it should.` };
}
