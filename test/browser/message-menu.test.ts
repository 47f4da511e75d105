import { expect, it } from 'vitest';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from '../e2e/harness.ts';
import { actAs, choices, message, use } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

const GENERAL: Place = { guild: 'Paper club', channel: 'general' };

describeInBrowser('the menu of a message', open => {
  it('opens on right click and asks the bot about the message', async () => {
    const { sandbox } = await setTheStage();
    sandbox.person('reader').says(GENERAL, 'Worth a look: https://arxiv.org/abs/2006.08848');
    const page = await open(sandbox);
    await message(page, 'Worth a look').click({ button: 'right', position: { x: 200, y: 10 } });
    await page.getByRole('menuitem', { name: 'Find papers like this' }).click();
    await message(page, /Moreau Envelopes/).waitFor();
    await message(page, 'Only you can see this').waitFor();
  });

  it('opens on the “…” button by keyboard; Escape closes it and goes back', async () => {
    const { sandbox } = await setTheStage();
    sandbox.person('reader').says(GENERAL, 'personalized federated learning');
    const page = await open(sandbox);
    const button = message(page, 'federated').getByRole('button', { name: 'Apps for the message from reader' });
    await button.focus();
    await page.keyboard.press('Enter');
    const items = page.getByRole('menuitem');
    await items.first().waitFor();
    await page.keyboard.press('Escape');
    expect(await items.count()).toBe(0);
    expect(await button.evaluate(element => element.matches(':focus'))).toBe(true);

    await page.keyboard.press('Enter');
    await items.first().waitFor();
    // Up from the first is the last: the apps stand below the reactions.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await message(page, 'Only you can see this').waitFor();
  });

  it('reacts; a second press takes that back, and others see it', async () => {
    const { sandbox } = await setTheStage();
    sandbox.person('reader').says(GENERAL, 'Shall we read this one?');
    const page = await open(sandbox);
    const asked = message(page, 'Shall we read');
    await asked.click({ button: 'right', position: { x: 200, y: 10 } });
    await page.getByRole('menuitem', { name: '🎉' }).click();
    const own = asked.getByRole('button', { name: '🎉 1, by moderator', pressed: true });
    await own.waitFor();

    const other = await open(sandbox);
    await actAs(other, 'newcomer');
    await message(other, 'Shall we read').getByRole('button', { name: '🎉 1', pressed: false }).click();
    await asked.getByRole('button', { name: '🎉 2, by moderator, newcomer' }).click();
    await message(other, 'Shall we read').getByRole('button', { name: '🎉 1, by newcomer', pressed: true }).click();
    await asked.getByRole('button', { name: /^🎉/ }).waitFor({ state: 'detached' });
  });

  it('offers no reactions to what only one person sees', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'about');
    await message(page, 'Only you can see this').click({ button: 'right', position: { x: 200, y: 10 } });
    await page.getByRole('menuitem', { name: 'Find papers like this' }).waitFor();
    expect(await page.getByRole('menuitem', { name: '🎉' }).count()).toBe(0);
  });
});

describeInBrowser('a select menu', open => {
  it('is used with the arrows, and closed with Escape', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'search', { query: 'learning' });
    const button = page.getByRole('button', { name: 'Open a paper…' });
    await button.focus();
    await page.keyboard.press('Enter');
    await choices(page).first().waitFor();
    await page.keyboard.press('Escape');
    await choices(page).first().waitFor({ state: 'hidden' });
    expect(await button.evaluate(element => element.matches(':focus'))).toBe(true);
    await page.keyboard.press('Enter');
    const second = choices(page).nth(1);
    const title = (await second.locator('span').first().textContent())?.replace(/^2\. |…$/g, '') ?? '';
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await message(page, 'Only you can see this').getByText(title).first().waitFor();
  });

  it('acts on what is chosen: a paper of a reading list is marked as read', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'paper', { paper: '2006.08848' });
    await message(page, 'Moreau Envelopes').getByRole('button', { name: 'Save' }).click();
    await message(page, 'in your reading list').waitFor();
    await use(page, 'list show');
    await page.getByRole('button', { name: /^Mark as read, / }).click();
    await choices(page).first().click();
    await message(page, 'in your reading list').getByRole('button', { name: 'Mark as read' }).click();
    await message(page, 'in your reading list')
      .getByRole('button', { name: /unread/i })
      .waitFor();
  });
});
