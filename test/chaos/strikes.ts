import type { Sandbox } from '../../src/sandbox/index.ts';
import { dmWith, findPerson } from '../../src/sandbox/world/default-world.ts';
import type { Message } from '../../src/sandbox/world/world.ts';
import type { Place } from '../../src/subscriptions/index.ts';
import { FOREIGN_PARTS } from '../e2e/foreign.ts';
import type { Team } from './team.ts';
import type { TeamClock } from './team-clock.ts';

/** How late a delivery may be, in hours. */
export const CATCH_UP_HOURS = 1;
/**
 * In ms of the team's time, once nothing goes wrong any more: more than the longest pause between two tries, and far
 * less than a delivery may be late.
 */
export const SETTLING_MS = 20 * 60_000;
/** How long a strike waits for its request, in ms of the team's time; and, where it strikes at any moment, at most. */
const PATIENCE_MS = 80_000;
const MOMENT_MS = 50_000;

const POST = 'POST /channels/{channel}/messages';
const THREAD = 'POST /channels/{channel}/threads';
const OPEN = 'POST /channels/{channel}/messages/{message}/threads';
/** Requests around which a delivery is cut off. */
const POINTS = [
  POST,
  POST,
  THREAD,
  'GET /channels/{channel}/messages',
  'GET /guilds/{guild}/threads/active',
  OPEN,
  OPEN,
  'POST /channels/{channel}/messages/{message}/crosspost',
];

export function placesIn({ world }: Pick<Sandbox, 'world'>): Place[] {
  const kinds = { 0: 'text', 5: 'announcement', 15: 'forum' } as const;
  const channels = [...world.guilds.values()]
    .filter(({ members }) => members.has(world.bot.id))
    .flatMap(({ id: guildId, channels: all }) => [...all.values()].map(channel => ({ guildId, channel })))
    .flatMap(({ guildId, channel: { id: channelId, type } }): Place[] =>
      type === 0 || type === 5 || type === 15 ? [{ kind: kinds[type], channelId, guildId }] : [],
    );
  return [...channels, { kind: 'dm', channelId: dmWith(world, findPerson(world, 'reader')).id }];
}

export function misbehave({ faults }: Sandbox, random: () => number): void {
  const route = [POST, POST, THREAD, OPEN][Math.floor(random() * 4)] ?? POST;
  const when = random() < 0.5 ? 'before' : 'after';
  const kind = Math.floor(random() * 5);
  if (kind === 0) faults.failNext({ route, when, status: 'drop' });
  if (kind === 1) faults.failNext({ route, when, status: 500 });
  if (kind === 2) faults.rateLimitNext({ route, retryAfter: 0.05, scope: 'shared' });
  if (kind === 3) faults.rateLimitNext({ route, retryAfter: 0.05, scope: 'global' });
}

/** Another bot writes somewhere. */
export function disturb({ faults, world }: Sandbox, random: () => number): void {
  for (const guild of world.guilds.values()) {
    const channels = [...guild.channels.values()].filter(({ type }) => type !== 15);
    const channel = channels[Math.floor(random() * channels.length)];
    const parts = FOREIGN_PARTS[Math.floor(random() * FOREIGN_PARTS.length)];
    if (channel && parts) faults.otherBotPosts({ guild: guild.id, channel: channel.id }, parts);
  }
}

interface Strike {
  /** How long it waits for its request, in ms of the team's time. */
  patienceMs?: number;
  /** Requests at which it strikes. */
  points?: readonly string[];
}

/** Kills at a request, before or after it takes effect, or at any moment; answers where. */
export async function strike(
  team: Team,
  time: TeamClock,
  { faults }: Sandbox,
  random: () => number,
  { patienceMs = PATIENCE_MS, points = POINTS }: Strike = {},
): Promise<{ point: string; killed: number }> {
  const route = points[Math.floor(random() * points.length)] ?? POST;
  const when = random() < 0.5 ? 'before' : 'after';
  if (random() < 0.4) {
    await time.passed(random() * MOMENT_MS);
    const killed = await team.kill(Math.floor(random() * 1000));
    return { point: 'any moment', killed };
  }
  const held = faults.holdNext({ route, when });
  const arrived = await Promise.race([held.arrived.then(() => true), time.passed(patienceMs).then(() => false)]);
  // Whoever sent it is among all of them. What was held goes on as soon as they are dead.
  const killed = await team.kill('all', held.release);
  return { point: arrived ? `${when} ${route}` : 'any moment', killed };
}

/** How many messages carry each id of a delivery; answers to commands are none. */
export function postsOf({ world }: Sandbox): Map<string, number> {
  const channels = [
    ...[...world.guilds.values()].flatMap(guild => [...guild.channels.values()]),
    ...world.dms.values(),
  ];
  const counts = new Map<string, number>();
  for (const message of channels.flatMap(channel => [...channel.messages.values()])) {
    const id = deliveryIn(message);
    if (message.authorId === world.bot.id && !message.origin) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function deliveryIn({ components }: Message): string {
  const ids = JSON.stringify(components).match(
    /"1;(?:(?:discuss;open|list;save);[^;"]+|daily;cite|follow;unfollow;[0-9a-f]+);([\w-]{16})[";]/,
  );
  return ids?.[1] ?? 'none';
}

/** Ids of all threads. */
export function threadsIn({ world }: Sandbox): Set<string> {
  const channels = [...world.guilds.values()].flatMap(guild => [...guild.channels.values()]);
  return new Set(channels.filter(({ thread }) => thread).map(({ id }) => id));
}
