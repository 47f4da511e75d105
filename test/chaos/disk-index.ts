import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { COMPILED } from '../compiled.ts';

/** How many events in the directory, and messages of the process, pass at most before it dies. */
const MOST_EVENTS = 120;
const MOST_TOLD = 40;
/** Processes that have loaded their program already. */
const STANDBY = 2;

const reportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded') }),
  /**
   * At which revision the index was found, 0 when it was built again; whether it has the papers of the collection now;
   * and what the log said.
   */
  z.object({ kind: z.literal('opened'), had: z.number(), whole: z.boolean(), told: z.string() }),
  /** The collection has changed, and the index is being told. */
  z.object({ kind: z.literal('changes'), to: z.number() }),
  /** The index has said that it holds the changes. */
  z.object({ kind: z.literal('taken'), to: z.number() }),
]);
export type IndexReport = z.infer<typeof reportSchema>;

export interface KilledReport {
  kills: number;
  /** Lives that found an index which they could use. */
  found: number;
  /** What the log said of indexes that could not be used. */
  told: string[];
  wrong: string[];
}

/**
 * Kills processes that take changes into one index, one after the other, at any moment; the last one is left to end.
 */
export async function changeAndKill(directory: string, kills: number, random: () => number): Promise<KilledReport> {
  const standby = Array.from({ length: STANDBY }, () => load(directory));
  const report: KilledReport = { kills: 0, found: 0, told: [], wrong: [] };
  let revision = 1;
  let taken = 0;
  const live = async (child: ChildProcess, fate: Promise<unknown> | undefined): Promise<void> => {
    const exited = once(child, 'exit');
    let opened = false;
    child.on('message', message => {
      const said = reportSchema.parse(message);
      if (said.kind === 'changes') revision = said.to;
      if (said.kind === 'taken') taken = said.to;
      if (said.kind !== 'opened') return;
      opened = true;
      if (said.told !== '') report.told.push(said.told);
      else if (said.had < taken) report.wrong.push(`It had ${said.had} after it had taken ${taken}, and said nothing.`);
      if (!said.whole)
        report.wrong.push(`Found at ${said.had}, at ${revision} it had other papers than the collection.`);
      if (said.had > 0) report.found++;
      taken = revision;
    });
    child.send(revision);
    await fate;
    if (fate) child.kill('SIGKILL');
    const [code, signal] = await exited;
    if (signal !== 'SIGKILL' && code !== 0) report.wrong.push(`A process ended by itself, with ${code}.`);
    if (fate) report.kills++;
    else if (!opened) report.wrong.push('The last process never opened the index.');
  };
  try {
    while (report.kills < kills) {
      const child = await standby.shift();
      standby.push(load(directory, report.kills + STANDBY >= kills));
      if (child) await live(child, strike(directory, child, random));
    }
    const [last] = await Promise.all(standby.splice(0, 1));
    if (last) await live(last, undefined);
    return report;
  } finally {
    for (const child of await Promise.all(standby)) child.kill('SIGKILL');
  }
}

/**
 * When something happens in the directory for the n-th time, or when the process tells something for the n-th time; and
 * a little later. How far it comes does not depend on the speed of the machine.
 */
async function strike(directory: string, child: ChildProcess, random: () => number): Promise<void> {
  const struck = Promise.withResolvers<void>();
  const happened = (times: number) => {
    let left = Math.floor(random() * times);
    return () => {
      if (left-- === 0) struck.resolve();
    };
  };
  child.once('exit', () => struck.resolve());
  if (random() < 0.3) child.on('message', happened(MOST_TOLD));
  else {
    const watcher = watch(directory, happened(MOST_EVENTS));
    void struck.promise.then(() => watcher.close());
  }
  await struck.promise;
  if (random() < 0.5) await sleep(random() * 20);
}

/** @param finishes Whether it takes in all that is left, and ends. */
async function load(directory: string, finishes = false): Promise<ChildProcess> {
  const child = fork(new URL('./index-process.ts', import.meta.url), {
    env: { ...process.env, ...COMPILED, DIRECTORY: directory, FINISHES: String(finishes) },
    stdio: 'inherit',
  });
  await once(child, 'message');
  return child;
}
