import { expect, it } from 'vitest';
import { eachStore } from '../store/each-store.ts';
import { killWhileTelling } from './follows.ts';
import { seeded } from './seeded.ts';

eachStore('a bot that is killed 20 times while it tells of new papers', (_, makeTarget) => {
  it('tells each follower of each paper once', { timeout: 240_000 }, async () => {
    const { wrong, messages, told } = await killWhileTelling({
      target: await makeTarget(),
      kills: 20,
      random: seeded(20260415),
    });
    expect(wrong).toEqual([]);
    expect(messages).toBeGreaterThan(20);
    expect(told).toBeGreaterThan(100);
  });
});
