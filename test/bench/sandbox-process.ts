/**
 * The sandbox in a process of its own, so that its work is not counted as the bot's. Speaks with the benchmark over
 * IPC: says where it is, then for each order runs that many searches, 64 at once if it says nothing else, and answers
 * with the times in ms from gateway to callback.
 */
import { startSandbox } from '../../src/sandbox/index.ts';
import { QUERIES } from './queries.ts';

const AT_ONCE = 64;
/** So many that nobody asks more often than a person may. */
const PEOPLE = 512;

const sandbox = await startSandbox({ validate: false });
const people = Array.from({ length: PEOPLE }, (_, i) => sandbox.addPerson(`reader-${i}`, { 'Paper club': [] }));
const place = { guild: 'Paper club', channel: 'papers' };
process.send?.({ apiUrl: sandbox.apiUrl, token: sandbox.token });

process.on('message', async (order: { interactions: number; atOnce?: number }) => {
  await registered();
  const times: number[] = [];
  let late = 0;
  let begun = 0;
  await Promise.all(
    Array.from({ length: order.atOnce ?? AT_ONCE }, async () => {
      while (begun < order.interactions) {
        const person = people[begun % people.length];
        const query = QUERIES[begun++ % QUERIES.length] ?? '';
        if (!person) return;
        const started = performance.now();
        const isAnswered = await person.slash(place, 'search', { query }).then(
          () => true,
          () => false,
        );
        if (isAnswered) times.push(performance.now() - started);
        else late++;
      }
    }),
  );
  if (late > 0) console.error(`${late} of ${order.interactions} were not answered in time: the machine is too busy.`);
  process.send?.({ times });
});
process.on('disconnect', () => process.exit());

/** Resolves when the bot has registered its command and is connected. */
async function registered(): Promise<void> {
  const [first] = people;
  while (sandbox.connections === 0 || !first?.commands(place).some(command => command.name === 'search')) {
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
