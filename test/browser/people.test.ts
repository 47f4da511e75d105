import { expect, it } from 'vitest';
import { setTheStage } from '../e2e/harness.ts';
import { actAs, choices, goTo, message, messageBox, use } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

describeInBrowser('acting as several people', open => {
  it('a moderator has commands that a member has not', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    const offered = async () => {
      await messageBox(page).focus();
      await page.keyboard.type('/');
      await choices(page).first().waitFor();
      const all = (await choices(page).allTextContents()).join(' ');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Backspace');
      return all;
    };
    expect(await offered()).toContain('/settings discussions');
    await actAs(page, 'reader');
    await page.locator('.own-avatar').waitFor();
    await expect.poll(offered).not.toContain('/settings');
    expect(await offered()).toContain('/search');
  });

  it('whom one acts as stays over a reload, for this tab alone', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await actAs(page, 'newcomer');
    await page.reload();
    await messageBox(page).fill('Hello from me');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: 'Message from newcomer' }).waitFor();
    const other = await open(sandbox);
    await messageBox(other).fill('And from me');
    await other.keyboard.press('Enter');
    await page.getByRole('article', { name: 'Message from moderator' }).waitFor();
  });

  it('one sees and hears at once what another one does', async () => {
    const { sandbox } = await setTheStage();
    const [mine, theirs] = [await open(sandbox), await open(sandbox)];
    await actAs(theirs, 'reader');
    await goTo(mine, { channel: 'papers' });
    await use(theirs, 'paper', { paper: '2006.08848' });
    await mine.getByRole('navigation').getByRole('button', { name: 'general new' }).click();
    const card = message(mine, 'Moreau Envelopes');
    await card.getByText('reader').first().waitFor();
    // A vote of one changes the button of all.
    await card.getByRole('button', { name: '👍' }).click();
    await message(theirs, 'Moreau Envelopes').getByRole('button', { name: '👍 1' }).waitFor();
  });

  it('has a direct message with the bot', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await actAs(page, 'reader');
    await goTo(page, { server: 'Direct messages', channel: 'Offprint' });
    await use(page, 'search', { query: 'learning' });
    await message(page, 'Results for “learning”').waitFor();
    await actAs(page, 'newcomer');
    await goTo(page, { server: 'Direct messages', channel: 'Offprint' });
    await page.getByText('This is the beginning of your direct messages with Offprint.').waitFor();
    expect(await message(page, 'Results for “learning”').count()).toBe(0);
  });

  it('two servers keep their own settings', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'settings time-zone', { zone: 'Berlin' });
    await message(page, 'Settings of this server').getByText('Europe/Berlin').waitFor();
    await goTo(page, { server: 'Lab' });
    await use(page, 'settings show');
    await message(page, 'Settings of this server').getByText('not set').first().waitFor();
  });

  it('works where the bot is not, for those who installed it', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await goTo(page, { server: 'Elsewhere' });
    await page.getByText('Offprint is not in this server.').waitFor();
    await use(page, 'search', { query: 'learning' });
    await message(page, 'Results for “learning”').waitFor();
    await goTo(page, { server: 'Direct messages', channel: 'moderator and friends' });
    await use(page, 'random');
    await page.getByRole('article').last().getByRole('button', { name: 'Related' }).waitFor();
  });
});
