import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { COMPILED } from '../compiled.ts';

const START_FROM_POST = 'POST /channels/{channel}/messages/{message}/threads';
const START = 'POST /channels/{channel}/threads';
const POST = 'POST /channels/{channel}/messages';

/** Where a process dies: just before or after one of its requests takes effect, or at any moment. */
const POINTS = {
  message: [START_FROM_POST],
  channel: [POST, START_FROM_POST],
  forum: [START],
} as const;
/** A whole opening takes some tens of ms; a random moment lies within. */
const LONGEST_MS = 60;

export interface Round {
  place: keyof typeof POINTS;
  point: string;
  /** Threads of the paper after the process was started and asked again. */
  threads: number;
  outcome: unknown;
}

/**
 * Kills a process `kills` times while it opens a discussion, each time a new paper in another kind of place, and asks
 * the next one for the same.
 */
export async function killWhileOpening(database: string, kills: number, random: () => number): Promise<Round[]> {
  const sandbox = await startSandbox({ validate: false });
  const rounds: Round[] = [];
  let child = await startChild(sandbox, database);
  try {
    for (let i = 0; i < kills; i++) {
      const paperId = i.toString(16).padStart(10, '0');
      const kind = (['message', 'channel', 'forum'] as const)[i % 3] ?? 'message';
      const wish = { guildId: guildOf(sandbox).id, paperId, place: placeOf(sandbox, kind) };
      const routes = POINTS[kind];
      const route = routes[Math.floor(random() * routes.length)] ?? START;
      const moment = (['before', 'after', 'random'] as const)[Math.floor(random() * 3)] ?? 'random';
      child.send(wish);
      if (moment === 'random') {
        await sleep(random() * LONGEST_MS);
        await kill(child);
      } else {
        const held = sandbox.faults.holdNext({ route, when: moment });
        await held.arrived;
        await kill(child);
        held.release();
      }
      sandbox.faults.clear();
      child = await startChild(sandbox, database);
      child.send(wish);
      const [outcome] = await once(child, 'message');
      rounds.push({ place: kind, point: `${moment} ${route}`, threads: threadsOf(sandbox, paperId), outcome });
    }
    return rounds;
  } finally {
    await kill(child);
    await sandbox.close();
  }
}

async function startChild(sandbox: Sandbox, database: string): Promise<ChildProcess> {
  const child = fork(new URL('./discussing-process.ts', import.meta.url), {
    env: {
      ...COMPILED,
      API_URL: sandbox.apiUrl,
      TOKEN: sandbox.token,
      DATABASE: database,
    },
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('The process ended before it was ready.');
  });
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function guildOf(sandbox: Sandbox) {
  const [guild] = sandbox.world.guilds.values();
  if (!guild) throw new Error('The world has no server.');
  return guild;
}

function placeOf(sandbox: Sandbox, kind: keyof typeof POINTS) {
  const channels = [...guildOf(sandbox).channels.values()];
  const channel = channels.find(({ name }) => name === (kind === 'forum' ? 'discussions' : 'papers'));
  if (!channel) throw new Error('The world has no such channel.');
  if (kind !== 'message') return { kind, channelId: channel.id };
  const post = sandbox.person('reader').says({ guild: guildOf(sandbox).id, channel: channel.id }, 'A post');
  return { kind, channelId: channel.id, messageId: post.id };
}

function threadsOf(sandbox: Sandbox, paperId: string): number {
  return [...guildOf(sandbox).channels.values()].filter(({ name, thread }) => thread && name === `Paper ${paperId}`)
    .length;
}
