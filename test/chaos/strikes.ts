import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '../../src/daily/index.ts';
import { dmWith, findPerson } from '../../src/sandbox/default-world.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Message } from '../../src/sandbox/world.ts';
import type { Team } from './team.ts';

/** A minute takes 0.75 s: so long a claim holds; Discord knows a nonce for five times that, and a process starts in half of it. */
export const SPEED = 80;
/** Real ms in which everything that is late must have come: longer than the longest pause between two tries. */
export const SETTLING_MS = 4_000;

const POST = 'POST /channels/{channel}/messages';
const THREAD = 'POST /channels/{channel}/threads';
/** Requests around which a delivery is cut off. */
const POINTS = [
  POST,
  POST,
  THREAD,
  'GET /channels/{channel}/messages',
  'GET /guilds/{guild}/threads/active',
  'POST /channels/{channel}/messages/{message}/crosspost',
];

export function placesIn({ world }: Sandbox): Place[] {
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
  const route = random() < 0.7 ? POST : THREAD;
  const when = random() < 0.5 ? 'before' : 'after';
  const kind = Math.floor(random() * 5);
  if (kind === 0) faults.failNext({ route, when, status: 'drop' });
  if (kind === 1) faults.failNext({ route, when, status: 500 });
  if (kind === 2) faults.rateLimitNext({ route, retryAfter: 0.05, scope: 'shared' });
  if (kind === 3) faults.rateLimitNext({ route, retryAfter: 0.05, scope: 'global' });
}

/** Kills at a request, before or after it takes effect, or at any moment; answers where. @param patienceMs How long it waits for the request. */
export async function strike(
  team: Team,
  { faults }: Sandbox,
  random: () => number,
  patienceMs = 1_000,
): Promise<{ point: string; killed: number }> {
  const route = POINTS[Math.floor(random() * POINTS.length)] ?? POST;
  const when = random() < 0.5 ? 'before' : 'after';
  if (random() < 0.4) {
    await sleep(random() * 600);
    const killed = await team.kill(Math.floor(random() * 1000));
    return { point: 'any moment', killed };
  }
  const held = faults.holdNext({ route, when });
  const arrived = await Promise.race([held.arrived.then(() => true), sleep(patienceMs, false)]);
  // Whoever sent it is among all of them. What was held goes on as soon as they are dead.
  const killed = await team.kill('all', held.release);
  return { point: arrived ? `${when} ${route}` : 'any moment', killed };
}

/** How many messages carry each id of a delivery. */
export function postsOf({ world }: Sandbox): Map<string, number> {
  const channels = [
    ...[...world.guilds.values()].flatMap(guild => [...guild.channels.values()]),
    ...world.dms.values(),
  ];
  const counts = new Map<string, number>();
  for (const message of channels.flatMap(channel => [...channel.messages.values()])) {
    const id = deliveryIn(message);
    if (message.authorId === world.bot.id) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function deliveryIn({ components }: Message): string {
  const ids = JSON.stringify(components).match(
    /"1;(?:discuss;open;[^;"]+|daily;cite|follow;unfollow;[0-9a-f]+);([\w-]{16})[";]/,
  );
  return ids?.[1] ?? 'none';
}
