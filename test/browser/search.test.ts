import { expect, it } from 'vitest';
import { setTheStage } from '../e2e/harness.ts';
import { actAs, choices, fillIn, message, messageBox, use } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

describeInBrowser('searching in the page', open => {
  it('goes by keyboard alone, from the first letter to an opened paper', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    const { keyboard } = page;
    await messageBox(page).focus();
    await keyboard.type('/sea');
    await choices(page).filter({ hasText: '/search' }).first().waitFor();
    await keyboard.press('Enter');
    await keyboard.type('Personalized Fed');
    await choices(page).filter({ hasText: 'Personalized Federated Learning' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    expect(await page.getByLabel('query', { exact: true }).inputValue()).toMatch(/^Personalized Federated Learning/);
    await keyboard.press('Enter');
    const results = message(page, /^Results for|Personalized Federated Learning/);
    await results.waitFor();
    // Back from the message box to the menu of the message.
    const menu = results.getByRole('button', { name: 'Open a paper…' });
    for (let steps = 0; steps < 30; steps += 1) {
      if (await menu.evaluate(element => element.matches(':focus'))) break;
      await keyboard.press('Shift+Tab');
    }
    await keyboard.press('Enter');
    await choices(page).first().waitFor();
    await keyboard.press('Enter');
    await message(page, 'Only you can see this').getByRole('link', { name: '2006.08848' }).waitFor();
  });

  it('keeps what is typed over: Escape closes the list, Enter sends the words', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await fillIn(page, 'search', { query: 'learning' });
    await choices(page).first().waitFor();
    await page.keyboard.press('Escape');
    await choices(page).first().waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await message(page, 'Results for “learning”').waitFor();
  });

  it('takes a suggestion by mouse', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    const form = await fillIn(page, 'paper', { paper: 'moreau' });
    await choices(page).first().click();
    expect(await form.getByLabel('paper', { exact: true }).inputValue()).toMatch(/Moreau Envelopes$/);
    await form.getByRole('button', { name: 'Send' }).click();
    await message(page, 'Moreau Envelopes').getByRole('button', { name: 'Related' }).waitFor();
  });

  it('turns pages; what one opens, nobody else sees', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'search', { query: 'learning' });
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText(/page 2 of/).waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.getByText(/page 1 of/).waitFor();
    await page.getByRole('button', { name: 'Open a paper…' }).click();
    await choices(page).first().click();
    await message(page, 'Only you can see this').waitFor();

    const other = await open(sandbox);
    await actAs(other, 'reader');
    await message(other, 'Results for “learning”').waitFor();
    await other.getByText('Only you can see this').waitFor({ state: 'hidden' });
    await actAs(other, 'moderator');
    await other.getByText('Only you can see this').waitFor();
  });

  it('goes on after a restart of the bot, and an old button works', async () => {
    const { sandbox, restart } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'search', { query: 'learning' });
    await message(page, 'Results for “learning”').waitFor();
    await restart();
    await page.getByText('Offprint is online').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText(/page 2 of/).waitFor();
  });

  it('says that the bot is offline, that it does not answer, and why nothing is suggested', async () => {
    const { sandbox, bot } = await setTheStage();
    const page = await open(sandbox);
    await bot.stop();
    await page.getByText('Offprint is offline').waitFor();
    const form = await fillIn(page, 'search', { query: 'learning' });
    await choices(page).filter({ hasText: 'could not be loaded' }).waitFor();
    await form.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').filter({ hasText: 'did not answer' }).waitFor();
  });

  it('tells new messages to those who hear them', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    sandbox.person('reader').says({ guild: 'Paper club', channel: 'general' }, 'Has anyone read this?');
    await page.getByRole('status').filter({ hasText: 'reader: Has anyone read this?' }).waitFor({ state: 'attached' });
  });
});
