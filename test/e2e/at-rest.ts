import { subscribe } from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What arrives on loopback is there at the next turn of the event loop; some more, for what is passed on. */
const QUIET_TURNS = 8;
/**
 * How long what is under way may be without a sign of life, in ms: longer than a busy machine makes one wait. Then it
 * is taken for what a test holds back or has broken.
 */
const HTTP_PATIENCE_MS = 40;
const DATABASE_PATIENCE_MS = 1000;

/** Requests of this process that wait for their answer, and questions to PostgreSQL. */
export const underWay = { http: 0, database: 0 };

subscribe('undici:request:create', () => {
  underWay.http += 1;
});
for (const end of ['undici:request:trailers', 'undici:request:error'])
  subscribe(end, () => {
    underWay.http -= 1;
  });

/** A connection that is ended while it is being made never settles its promise: what it owes ends with it. */
const owed = new WeakMap<pg.Client, number>();

function owe(client: pg.Client, change: number): void {
  const before = owed.get(client);
  if (before === undefined) {
    if (change < 0) return;
    client.once('end', () => {
      underWay.database -= owed.get(client) ?? 0;
      owed.delete(client);
    });
  }
  owed.set(client, (before ?? 0) + change);
  underWay.database += change;
}

for (const name of ['connect', 'query'] as const) {
  const original: (...args: never[]) => unknown = pg.Client.prototype[name];
  Object.defineProperty(pg.Client.prototype, name, {
    value(this: pg.Client, ...args: never[]) {
      const answer = original.apply(this, args);
      if (answer instanceof Promise) {
        owe(this, 1);
        const ended = () => owe(this, -1);
        answer.then(ended, ended);
      }
      return answer;
    },
  });
}

/**
 * Fulfilled when this process, with the bot, its Discord and its database in it, has nothing to do until a timer runs
 * or somebody acts. Not a time: on a busy machine it takes as much longer as the bot does.
 *
 * @param httpPatienceMs Longer where the peer is another process, which has to be given its turn by the machine.
 */
export async function atRest({ httpPatienceMs = HTTP_PATIENCE_MS } = {}): Promise<void> {
  let events = -1;
  let quietTurns = 0;
  let quietSince = 0;
  for (;;) {
    await nextTurn();
    const now = performance.nodeTiming.uvMetricsInfo.events;
    if (now !== events || isReadingFiles()) {
      events = now;
      quietTurns = 0;
      quietSince = performance.now();
      continue;
    }
    quietTurns += 1;
    if (quietTurns < QUIET_TURNS) continue;
    const patienceMs = underWay.database > 0 ? DATABASE_PATIENCE_MS : underWay.http > 0 ? httpPatienceMs : 0;
    if (performance.now() - quietSince >= patienceMs) return;
    await sleep(1);
  }
}

function isReadingFiles(): boolean {
  return process.getActiveResourcesInfo().some(resource => resource.startsWith('FSReq'));
}
