import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { followingClock } from '../../src/sandbox/clock/driven-clock.ts';
import { setTheStage } from '../e2e/harness.ts';
import { goTo, message, use } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

const panel = (page: Page) => page.getByRole('complementary', { name: 'Faults and time' });

async function openPanel(page: Page) {
  await page.getByRole('button', { name: 'Faults and time' }).click();
  await panel(page).waitFor();
  return (button: string) => panel(page).getByRole('button', { name: button }).click();
}

describeInBrowser('the clock', open => {
  it('is moved on, and the paper of the day arrives', async () => {
    const clock = followingClock();
    const { sandbox } = await setTheStage({ clock });
    const page = await open(sandbox);
    await use(page, 'daily subscribe', { time: '08:30', timezone: 'Berlin', channel: 'papers' });
    await message(page, 'Set up:').waitFor();
    const press = await openPanel(page);
    await press('A day on');
    await panel(page).getByText('A day has passed').waitFor();
    await page.getByRole('navigation').getByRole('button', { name: 'papers new' }).waitFor();
    await goTo(page, { channel: 'papers' });
    const post = page.getByRole('article').first();
    await post.getByRole('button', { name: 'Related' }).waitFor();
    // What was said before the day passed is now of yesterday.
    await goTo(page, { channel: 'general' });
    await message(page, 'Set up:').getByText('Yesterday at').waitFor();
  });

  it('is moved on by an hour, with the times that are shown', async () => {
    const { sandbox } = await setTheStage({ clock: followingClock() });
    const page = await open(sandbox);
    await use(page, 'about');
    await message(page, 'Only you can see this').waitFor();
    const press = await openPanel(page);
    await press('An hour on');
    await message(page, 'Only you can see this').getByText('1 hour ago').waitFor();
  });

  it('of the system cannot be moved', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await openPanel(page);
    await panel(page).getByRole('button', { name: 'Answer 429 once' }).waitFor();
    expect(await panel(page).getByRole('button', { name: 'A day on' }).isVisible()).toBe(false);
  });
});

describeInBrowser('faults to order', open => {
  it('a request is answered with 429, and the bot tries it again', async () => {
    const { sandbox } = await setTheStage({ faulty: true });
    const page = await open(sandbox);
    const press = await openPanel(page);
    await press('Answer 429 once');
    await use(page, 'random');
    await page.getByRole('article').last().getByRole('button', { name: 'Related' }).waitFor();
    expect(sandbox.requests.some(({ status }) => status === 429)).toBe(true);
  });

  it('requests are answered with 500; what is forgotten does not strike', async () => {
    const { sandbox } = await setTheStage({ faulty: true });
    const page = await open(sandbox);
    const press = await openPanel(page);
    await press('Answer 500');
    await press('Forget faults');
    await panel(page).getByText('No more faults are waiting').waitFor();
    await use(page, 'search', { query: 'learning' });
    await message(page, 'Results for “learning”').waitFor();
    expect(sandbox.requests.some(({ status }) => status === 500)).toBe(false);
    await press('Answer 500');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => sandbox.requests.some(({ status }) => status === 500)).toBe(true);
  });

  it('the gateway is dropped, and the bot comes back by itself', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    const press = await openPanel(page);
    await press('Drop the gateway');
    await page.getByText('Offprint is offline').waitFor();
    await page.getByText('Offprint is online').waitFor();
    await use(page, 'about');
    await message(page, 'Only you can see this').waitFor();
  });

  it('a permission is taken away and given back', async () => {
    const { sandbox } = await setTheStage({ faulty: true });
    const page = await open(sandbox);
    await goTo(page, { channel: 'papers' });
    const press = await openPanel(page);
    await panel(page).getByLabel('Permission of the bot').selectOption({ label: 'Send messages' });
    await press('Take it away');
    await panel(page).getByText('Taken away: Send messages').waitFor();
    await use(page, 'daily subscribe', { time: '08:30', timezone: 'Berlin' });
    const refusal = message(page, 'Only you can see this');
    await refusal.filter({ hasText: /Send Messages/i }).waitFor();
    await press('Give it back');
    await use(page, 'daily subscribe', { time: '08:30', timezone: 'Berlin' });
    await message(page, 'Set up:').waitFor();
  });

  it('the channel that is open is deleted', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await goTo(page, { channel: 'papers' });
    const press = await openPanel(page);
    await press('Delete this channel');
    await page.getByRole('heading', { level: 1, name: 'general' }).waitFor();
    await page.getByRole('alert').filter({ hasText: 'no longer there' }).waitFor();
    const channels = page.locator('#channels').getByRole('button');
    expect(await channels.filter({ hasText: 'papers' }).count()).toBe(0);
  });
});
