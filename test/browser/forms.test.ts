import { expect, it } from 'vitest';
import { setTheStage } from '../e2e/harness.ts';
import { message, use } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

describeInBrowser('a form of the bot', open => {
  async function opened() {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'paper', { paper: '2006.08848' });
    await message(page, 'Moreau Envelopes').getByRole('button', { name: 'Save' }).click();
    await message(page, 'in your reading list').getByRole('button', { name: 'Add a note' }).click();
    const dialog = page.getByRole('dialog', { name: /^Note/ });
    await dialog.waitFor();
    return { page, dialog };
  }

  it('is filled in and sent', async () => {
    const { page, dialog } = await opened();
    await page.keyboard.type('Read section 3 <b>first</b> 🎉');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await message(page, 'Read section 3 <b>first</b>').locator('img[alt="🎉"]').waitFor();
  });

  it('changes nothing when it is left, and gives the focus back', async () => {
    const { page, dialog } = await opened();
    await page.keyboard.type('not to be kept');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const button = message(page, 'in your reading list').getByRole('button', { name: 'Add a note' });
    expect(await button.evaluate(element => element.matches(':focus'))).toBe(true);
    expect(await page.getByText('not to be kept').count()).toBe(0);
  });

  it('takes no more than the bot allows', async () => {
    const { dialog } = await opened();
    const field = dialog.getByRole('textbox');
    const most = Number(await field.getAttribute('maxlength'));
    await field.fill('x'.repeat(most));
    await field.press('End');
    await field.pressSequentially('yz');
    expect((await field.inputValue()).length).toBe(most);
  });
});
