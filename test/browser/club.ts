import type { Locator, Page } from 'playwright-core';
import { actAs, goTo, message, use } from './driving.ts';

/** A club's first week, as people of its server live it in the page; for the tests and for the pictures. */

const DAY_MS = 24 * 60 * 60_000;
/** Far enough ahead that its ballot has not opened yet. */
const DAYS_AHEAD = 6;
const PAPERS = ['2006.08848', '2110.04260'];

/** A club is set up, and two people nominate. */
export async function setUpClub(page: Page): Promise<void> {
  const day = new Date(Date.now() + DAYS_AHEAD * DAY_MS).toLocaleDateString('en-GB', {
    weekday: 'long',
    timeZone: 'UTC',
  });
  await goTo(page, { server: 'Paper club', channel: 'papers' });
  await use(page, 'club create', { name: 'Journal club', day, time: '18:00', timezone: 'UTC' });
  await message(page, 'Set up:').waitFor();
  for (const [i, person] of ['newcomer', 'reader'].entries()) {
    await actAs(page, person);
    await use(page, 'club nominate', { paper: PAPERS[i] ?? '' });
    await message(page, 'is nominated for').waitFor();
  }
}

/** The ballot opens, and two people vote; answers its message. */
export async function vote(page: Page): Promise<Locator> {
  await daysOn(page, 2);
  const ballot = message(page, 'The ballot is open');
  await ballot.waitFor();
  for (const person of ['newcomer', 'reader']) {
    await actAs(page, person);
    await ballot.getByRole('button', { name: 'Choose the papers that you would read…' }).click();
    await page.getByRole('listbox').getByRole('option').first().click();
    await page.keyboard.press('Escape');
    await message(page, 'Your vote:').waitFor();
  }
  return ballot;
}

/** The paper is announced; answers that message. */
export async function announced(page: Page): Promise<Locator> {
  await daysOn(page, 3);
  const chosen = message(page, 'people who voted would read it');
  await chosen.waitFor();
  return chosen;
}

/** @param days Each from one button to the next, so that what is due in between comes. */
export async function daysOn(page: Page, days: number): Promise<void> {
  for (let i = 0; i < days; i += 1) {
    await page.getByRole('button', { name: 'Faults and time' }).click();
    await page.getByRole('button', { name: 'A day on' }).click();
    await page.getByText('A day has passed').last().waitFor();
    await page.getByRole('button', { name: 'Faults and time' }).click();
  }
}
