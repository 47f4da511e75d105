/**
 * A sandbox with many servers in a process of its own, so that its work is not counted as the bots'. Does what the
 * benchmark orders over IPC, one order after the other: `node fleet-sandbox.ts <servers> <shards>`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../../src/sandbox/index.ts';
import type { Asked, Order, Said } from './fleet/orders.ts';
import { fleetWorld, type Seat } from './fleet/world.ts';
import { QUERIES } from './queries.ts';

const AT_ONCE = 64;

const [servers = 0, shards = 1] = process.argv.slice(2).map(Number);
const { world, seats } = fleetWorld(servers, shards);
const sandbox = await startSandbox({ validate: false, world, shards });
/** How many posts carry each id of a delivery. */
const posts = new Map<string, number>();
sandbox.watch(({ kind, message }) => {
  if (kind !== 'created' || message.nonce === undefined) return;
  const id = String(message.nonce);
  posts.set(id, (posts.get(id) ?? 0) + 1);
});
const people = new Map(seats.map(({ person }) => [person, sandbox.person(person)]));
let asked = 0;
let stream: { end: () => Promise<Asked[]> } | undefined;

async function ask({ guild, channel, person }: Seat): Promise<boolean> {
  const query = QUERIES[asked++ % QUERIES.length] ?? '';
  const answer = people.get(person)?.slash({ guild, channel }, 'search', { query });
  return (
    answer?.then(
      () => true,
      () => false,
    ) ?? false
  );
}

async function askMany(interactions: number): Promise<Said['ask']> {
  const times: number[] = [];
  const begun = performance.now();
  let next = 0;
  let unanswered = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < interactions) {
        const seat = seats[next++ % seats.length];
        const started = performance.now();
        if (seat && (await ask(seat))) times.push(performance.now() - started);
        else unanswered += 1;
      }
    }),
  );
  return { times, unanswered, seconds: (performance.now() - begun) / 1000 };
}

/** Asks all the while, in all servers in turn, whether anybody answers or not. */
function begin(aSecond: number): { end: () => Promise<Asked[]> } {
  const all: Promise<Asked>[] = [];
  let isOver = false;
  const asking = (async () => {
    for (let i = 0; !isOver; i += 1) {
      const seat = seats[i % seats.length];
      const at = Date.now();
      if (seat) all.push(ask(seat).then(isAnswered => ({ shard: seat.shard, at, isAnswered })));
      await sleep(1000 / aSecond);
    }
  })();
  return {
    async end() {
      isOver = true;
      await asking;
      return Promise.all(all);
    },
  };
}

async function answer(order: Order): Promise<Said[keyof Said]> {
  if (order.do === 'ask') return askMany(order.interactions);
  if (order.do === 'ask-each-shard') {
    const each = Array.from({ length: shards }, (_, id) => seats.find(({ shard }) => shard === id));
    return Promise.all(each.map(seat => (seat ? ask(seat) : false)));
  }
  if (order.do === 'begin') {
    stream = begin(order.aSecond);
    return true;
  }
  if (order.do === 'end') return (await stream?.end()) ?? [];
  return {
    shards: sandbox.sessions.shards,
    isRegistered:
      people
        .values()
        .next()
        .value?.commands(seats[0] ?? { dm: true }).length !== 0,
    posts: [...posts.values()],
    violations: sandbox.violations.map(({ what, route = '' }) => `${what} ${route}`.trim()),
  };
}

process.on('message', async (order: Order) => process.send?.(await answer(order)));
process.on('disconnect', () => process.exit());
process.send?.({ apiUrl: sandbox.apiUrl, token: sandbox.token, seats });
