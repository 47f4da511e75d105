import { expect, it } from 'vitest';
import { eachStore, onPostgres } from '../store/each-store.ts';
import { killWhileTelling } from './follows.ts';
import { seeded } from './seeded.ts';

eachStore('a bot that is killed 20 times while it tells of new papers', (_, makeTarget) => {
  it('tells each follower of each paper once', { timeout: 600_000 }, async () => {
    const target = await makeTarget();
    const report = await killWhileTelling({ target, kills: 20, workers: 0, random: seeded(20260415) });
    expect(report.wrong).toEqual([]);
    expect(report.messages).toBeGreaterThan(20);
    expect(report.told).toBeGreaterThan(100);
  });
});

onPostgres('a bot and two workers that are killed 30 times while they tell of new papers', makeTarget => {
  it('tell each follower of each paper once', { timeout: 600_000 }, async () => {
    const target = await makeTarget();
    const report = await killWhileTelling({ target, kills: 30, workers: 2, random: seeded(20260518) });
    expect(report.wrong).toEqual([]);
    expect(report.messages).toBeGreaterThan(20);
    expect(report.told).toBeGreaterThan(100);
  });
});
