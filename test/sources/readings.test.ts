import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { createReadings } from '../../src/sources/readings.ts';
import { sourceSettingsSchema } from '../../src/sources/settings.ts';
import type { RunningOptions, SetSource, Sources } from '../../src/sources/sources.ts';

const HOUR_MS = 3_600_000;
const log = pino({ level: 'silent' });
const report = { seen: 1, added: 1, changed: 0, notes: [], noted: 0 };

/** Sources whose runs end when the test says so. */
function rig(names: readonly string[]) {
  const clock = drivenClock();
  const all: SetSource[] = names.map(name => ({
    settings: sourceSettingsSchema.parse({ name, kind: 'hugging-face', every: '6h' }),
    inFile: true,
  }));
  const runs: { name: string; options: RunningOptions; end: (error?: Error) => void }[] = [];
  let looks = 0;
  const sources: Sources = {
    async all() {
      looks++;
      return all;
    },
    mayAskArxiv: false,
    takeFromArxiv: async () => undefined,
    run: (name, options) =>
      new Promise((resolve, reject) => {
        const source = all.find(({ settings }) => settings.name === name);
        const counts = { seen: 0, added: 0, changed: 0 };
        const startedAt = clock.now();
        if (source) source.state = { name, startedAt, failures: 0, counts };
        const end = (error?: Error) => {
          const endedAt = clock.now();
          if (source) source.state = { name, startedAt, endedAt, failures: error ? 1 : 0, counts };
          if (error) reject(error);
          else resolve(report);
        };
        options.signal.addEventListener('abort', () => reject(options.signal.reason));
        runs.push({ name, options, end });
      }),
    add: async () => undefined,
    remove: async () => undefined,
    bringBack: async () => 'over',
    readUntil: async () => undefined,
  };
  const started = () => runs.map(({ name }) => name);
  return { clock, all, runs, started, looks: () => looks, readings: createReadings({ sources, clock, log }) };
}

describe('readings', () => {
  it('begin a while after the start, and again when a source is due', async () => {
    const { clock, runs, started, readings } = rig(['one', 'two']);
    readings.start();
    await clock.advance(10_000);
    expect(started()).toEqual([]);
    await clock.advance(20_000);
    expect(started()).toEqual(['one', 'two']);
    runs[0]?.end();
    await clock.advance(5 * HOUR_MS);
    // The other one is still being read.
    expect(started()).toEqual(['one', 'two']);
    await clock.advance(HOUR_MS + 60_000);
    expect(started()).toEqual(['one', 'two', 'one']);
  });

  it('of a source that fails come again, and harm no other', async () => {
    const { clock, runs, started, readings } = rig(['one', 'two']);
    readings.start();
    await clock.advance(20_000);
    runs[0]?.end(new Error('down'));
    runs[1]?.end();
    await clock.advance(15 * 60_000);
    expect(started()).toEqual(['one', 'two', 'one']);
  });

  it('that a person asks for are those that go on already', async () => {
    const { clock, runs, readings } = rig(['one']);
    readings.start();
    await clock.advance(20_000);
    const progress = { seen: 5, added: 1, changed: 0, done: 0.5 };
    runs[0]?.options.onProgress?.(progress);
    const reading = readings.read('one');
    expect(reading.progress).toEqual(progress);
    expect(readings.of('one')).toBe(reading);
    runs[0]?.end();
    expect(await reading.done).toBe(report);
    expect(readings.of('one')).toBeUndefined();
    expect(runs).toHaveLength(1);
  });

  it('do not look at the database while there is nothing to read', async () => {
    const { clock, looks, all, started, readings } = rig([]);
    readings.start();
    await clock.advance(24 * HOUR_MS);
    expect(looks()).toBe(1);
    all.push({ settings: sourceSettingsSchema.parse({ name: 'new', kind: 'hugging-face' }), inFile: false });
    readings.wake();
    await clock.advance(1);
    expect(started()).toEqual(['new']);
  });

  it('notice a source that is added while it is looked for the others', async () => {
    const { clock, all, started, readings } = rig([]);
    readings.start();
    const advanced = clock.advance(20_000);
    // The look has begun by then and has seen no source.
    clock.after(20_000, () => {
      all.push({ settings: sourceSettingsSchema.parse({ name: 'new', kind: 'hugging-face' }), inFile: false });
      readings.wake();
    });
    await advanced;
    await clock.advance(1);
    expect(started()).toEqual(['new']);
  });

  it('end together', async () => {
    const { clock, started, readings } = rig(['one', 'two']);
    readings.start();
    await clock.advance(20_000);
    const { done } = readings.read('one');
    done.catch(() => {});
    await readings.stop();
    await expect(done).rejects.toThrow('shut down');
    await clock.advance(24 * HOUR_MS);
    expect(started()).toEqual(['one', 'two']);
  });
});
