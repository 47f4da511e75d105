/**
 * `npm run pictures`: the README's screenshots, taken by using the sandbox's page, in dark and in light colours,
 * into docs/pictures/. They show the day on which they were made.
 */
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { announced, setUpClub, vote } from '../browser/club.ts';
import { actAs, choices, fillIn, goTo, message, messageBox, use } from '../browser/driving.ts';
import { startTryOutProcess } from '../browser/try-out-process.ts';

const FOLDER = new URL('../../docs/pictures/', import.meta.url).pathname;

/** By name of the file, in their order: what is done for a picture. What the ones before have done is still there. */
const PICTURES: Record<string, (page: Page) => Promise<void>> = {
  async suggestions(page) {
    await goTo(page, { channel: 'papers' });
    await fillIn(page, 'search', { query: 'label noise' });
    await choices(page).first().waitFor();
  },

  async search(page) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    const results = message(page, 'Results for');
    await results.waitFor();
    await messageBox(page).blur();
    await results.evaluate(element => element.scrollIntoView());
  },

  async ballot(page) {
    await setUpClub(page);
    const ballot = await vote(page);
    const dismiss = page.getByRole('button', { name: 'Dismiss message' });
    while ((await dismiss.count()) > 0) await dismiss.first().click();
    await ballot.evaluate(element => element.scrollIntoView());
  },

  async announcement(page) {
    const chosen = await announced(page);
    await chosen.evaluate(element => element.scrollIntoView());
  },

  async daily(page) {
    await actAs(page, 'moderator');
    await goTo(page, { channel: 'general' });
    await use(page, 'daily subscribe', { time: '09:00', timezone: 'UTC', channel: 'news' });
    await message(page, 'Set up:').waitFor();
    await page.getByRole('button', { name: 'Faults and time' }).click();
    await page.getByRole('button', { name: 'A day on' }).click();
    await page.getByRole('button', { name: 'news new' }).waitFor();
    await page.getByRole('button', { name: 'Faults and time' }).click();
    await goTo(page, { channel: 'news' });
    const post = page.getByRole('article').first();
    for (const person of ['newcomer', 'reader', 'moderator']) {
      await actAs(page, person);
      await post.getByRole('button', { name: '👍' }).click();
    }
    await post.getByRole('button', { name: '👍 3' }).waitFor();
    await post.getByRole('button', { name: 'Discuss' }).click();
    await post.getByRole('button', { name: /^Thread: / }).waitFor();
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    await post.evaluate(element => element.scrollIntoView());
  },
};

await using tryOut = await startTryOutProcess();
await using browser = await launchChromium();
const page = await browser.newPage({
  viewport: { width: 1080, height: 1080 },
  deviceScaleFactor: 1.25,
  locale: 'en-GB',
  timezoneId: 'UTC',
});
await mkdir(FOLDER, { recursive: true });
await page.goto(tryOut.url);
await page.getByRole('button', { name: 'Close the guided start' }).click();
for (const [name, prepare] of Object.entries(PICTURES)) {
  await prepare(page);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.mouse.move(0, 0);
    // Pictures are there, and everything that moves has come to rest.
    await page.waitForFunction('[...document.images].every(image => image.complete)');
    const path = `${FOLDER}${name}-${colorScheme}.png`;
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    console.log(path);
  }
}
