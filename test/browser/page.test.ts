import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/index.ts';
import { setTheStage } from '../e2e/harness.ts';
import { choices, fillIn, goTo, message, messageBox, use } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

const WIDE = { width: 1200, height: 850 };
/** The narrowest screen that is promised to work, in CSS pixels. */
const NARROW = { width: 360, height: 700 };

async function seriousTrouble(page: Page): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, ...nodes.map(({ target }) => String(target))]))`);
}

const sticksOut = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth');

describeInBrowser('the page', open => {
  it.each([
    ['wide and dark', WIDE, 'dark'],
    ['narrow and dark', NARROW, 'dark'],
    ['wide and light', WIDE, 'light'],
    ['narrow and light', NARROW, 'light'],
  ] as const)('%s, has no serious accessibility trouble in any of its states', async (_what, viewport, colorScheme) => {
    const { sandbox } = await setTheStage();
    const general = { guild: 'Paper club', channel: 'general' };
    sandbox
      .person('reader')
      .says(general, '# Look\n> quoted `code` ||hidden|| <t:0:R>\n- https://arxiv.org/abs/2006.08848');
    await sandbox.person('moderator').slash(general, 'search', { query: 'calibration' });
    const page = await open(sandbox, { viewport, colorScheme, firstVisit: true });
    await message(page, 'Results for “calibration”').waitFor();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe(colorScheme);
    const check = async (state: string) => {
      expect(await seriousTrouble(page), state).toEqual([]);
      expect(await sticksOut(page), state).toBe(false);
    };
    await check('first visit');
    await page.getByRole('button', { name: 'Close the guided start' }).click();
    await use(page, 'paper', { paper: '2006.08848' });
    await message(page, 'Moreau Envelopes').getByRole('button', { name: 'Save' }).click();
    await message(page, 'in your reading list').waitFor();
    await check('private answers');
    await page.getByRole('button', { name: 'Apps for the message from Offprint' }).last().click();
    await check('message menu');
    await page.keyboard.press('Escape');
    await fillIn(page, 'daily subscribe', { time: '08:30', count: '99', channel: 'pap' });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(/^Must be \d+ or less/).waitFor();
    await check('command with a wrong value');
    await page.keyboard.press('Escape');
    await messageBox(page).fill('/');
    await choices(page).first().waitFor();
    await check('list of commands');
    await messageBox(page).fill('');
    await message(page, 'in your reading list').getByRole('button', { name: 'Add a note' }).click();
    await page.getByRole('dialog').waitFor();
    await check('form');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Faults and time' }).click();
    await check('faults');
    await page.getByRole('button', { name: 'Faults and time' }).click();
    const narrow = viewport === NARROW;
    if (narrow) await page.getByRole('button', { name: 'Channels', exact: true }).click();
    await check('channels');
    await goTo(page, { channel: 'discussions' });
    await check('forum');
  });

  it('on a narrow screen, one goes to another channel and back to reading', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox, { viewport: NARROW });
    const toggle = page.getByRole('button', { name: 'Channels', exact: true });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    await toggle.click();
    await goTo(page, { channel: 'papers' });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    await use(page, 'search', { query: 'learning' });
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText(/page 2 of/).waitFor();
  });

  it('greets those who come first with commands to press, and is silent once that was closed', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox, { firstVisit: true });
    const start = page.getByRole('region', { name: 'Guided start' });
    const examples = start.getByRole('button', { name: /^\// });
    expect(await examples.count()).toBe(3);
    for (let at = 0; at < 3; at += 1) {
      await examples.nth(at).click();
      await expect.poll(() => page.getByRole('article').count()).toBe(at + 1);
    }
    await start.getByRole('button', { name: 'Close' }).click();
    await page.reload();
    await message(page, 'Results for').waitFor();
    expect(await start.isVisible()).toBe(false);
  });

  it('keeps the colours that one chose', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox, { colorScheme: 'dark' });
    await use(page, 'about');
    await message(page, 'Only you can see this').waitFor();
    await page.getByRole('button', { name: 'Use light colours' }).click();
    // What was there before is readable in the new colours too.
    expect(await seriousTrouble(page)).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Use dark colours' }).waitFor();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('light');
  });

  it('says that its sandbox is gone, and comes back when that does', async () => {
    const { sandbox, bot } = await setTheStage();
    const page = await open(sandbox);
    const port = Number(new URL(sandbox.url).port);
    await bot.stop();
    await sandbox.close();
    await page.getByText('The sandbox cannot be reached').waitFor();
    const again = await startSandbox({ port });
    try {
      await page.getByText('The sandbox cannot be reached').waitFor({ state: 'hidden' });
      await messageBox(page).fill('still there');
      await page.keyboard.press('Enter');
      await message(page, 'still there').waitFor();
    } finally {
      await page.context().close();
      await again.close();
    }
  });
});
