import { expect, it } from 'vitest';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from '../e2e/harness.ts';
import { goTo, message, messageBox, use } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

const _GENERAL: Place = { guild: 'Paper club', channel: 'general' };

describeInBrowser('threads and posts', open => {
  it('a discussion opens as a thread that begins with its paper, and people write in it', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'paper', { paper: '2006.08848' });
    await message(page, 'Moreau Envelopes').getByRole('button', { name: 'Discuss' }).click();
    await page.getByRole('button', { name: /^Thread: .*Moreau Envelopes/ }).waitFor();
    await page.getByRole('link', { name: 'Open the discussion' }).click();
    await page.getByRole('heading', { level: 1, name: /Moreau Envelopes/ }).waitFor();
    await message(page, 'Moreau Envelopes').getByRole('button', { name: 'Related' }).waitFor();
    await messageBox(page).fill('What is the envelope for?');
    await page.keyboard.press('Enter');
    await message(page, 'What is the envelope for?').waitFor();
    await goTo(page, { channel: 'general' });
    await page.getByRole('button', { name: /^Thread: .*Moreau Envelopes/ }).waitFor();
  });

  it('a discussion opens as a post of a forum, with its tags', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await goTo(page, { channel: 'discussions' });
    await page.getByText('There are no posts yet').waitFor();
    await goTo(page, { channel: 'general' });
    await use(page, 'settings discussions', { channel: 'discussions' });
    await message(page, 'Settings of this server').waitFor();
    await use(page, 'discuss', { paper: '2110.04260' });
    await message(page, 'Only you can see this').filter({ hasText: 'Taming' }).waitFor();
    await goTo(page, { channel: 'discussions' });
    const post = page.getByRole('main').getByRole('button', { name: /Taming Sparsely Activated/ });
    await post.getByText('methods').waitFor();
    await post.click();
    await message(page, 'Taming Sparsely Activated').getByRole('button', { name: 'Related' }).waitFor();
    expect(await page.getByRole('button', { name: /^Thread: / }).count()).toBe(0);
  });
});
