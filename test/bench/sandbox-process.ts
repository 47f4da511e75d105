/**
 * The sandbox in a process of its own, so that its work is not counted as the bot's. Speaks with the benchmark over
 * IPC: says where it is, then for each order runs that many searches, 64 at once if it says nothing else, and answers
 * with the times in ms from gateway to callback. With `--driven` its clock stands still until it is told to move on.
 */
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { type Act, MIXED, search } from './acts.ts';
import { QUERIES } from './queries.ts';

const AT_ONCE = 64;
/** So many that nobody asks more often than a person may. */
const PEOPLE = 512;

interface Interactions {
  interactions: number;
  atOnce?: number;
  /** Searches, or whatever people do in turn. */
  mixed?: boolean;
}

const driven = process.argv.includes('--driven') ? drivenClock() : undefined;
const sandbox = await startSandbox({ validate: false, ...(driven && { clock: driven }) });
const people = Array.from({ length: PEOPLE }, (_, i) => sandbox.addPerson(`reader-${i}`, { 'Paper club': [] }));
const place = { guild: 'Paper club', channel: 'papers' };
let begun = 0;
/** The paper that was shown last. */
let card: ShownMessage | undefined;
process.send?.({ apiUrl: sandbox.apiUrl, token: sandbox.token, now: driven?.now() });

process.on('message', async (order: Interactions | { advanceMs: number }) => {
  if ('interactions' in order) return process.send?.({ times: await run(order) });
  await driven?.advance(order.advanceMs);
  process.send?.({ now: driven?.now() });
});
process.on('disconnect', () => process.exit());

async function run({ interactions, atOnce = AT_ONCE, mixed = false }: Interactions): Promise<number[]> {
  await registered();
  const times: number[] = [];
  const failures: unknown[] = [];
  const end = begun + interactions;
  const acts: readonly Act[] = mixed ? MIXED : [search];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (begun < end) {
        const number = begun++;
        const person = people[number % people.length];
        const act = acts[number % acts.length];
        const query = QUERIES[number % QUERIES.length] ?? '';
        if (!person || !act) return;
        const started = performance.now();
        try {
          card = (await act(person, { place, query, card })) ?? card;
          times.push(performance.now() - started);
        } catch (error) {
          failures.push(error);
        }
      }
    }),
  );
  if (failures.length > 0)
    console.error(`${failures.length} of ${interactions} went wrong, the first so: ${failures[0]}`);
  return times;
}

/** Resolves when the bot has registered its command and is connected. */
async function registered(): Promise<void> {
  const [first] = people;
  while (sandbox.connections === 0 || !first?.commands(place).some(command => command.name === 'search')) {
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
