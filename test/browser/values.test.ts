import { expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { setTheStage } from '../e2e/harness.ts';
import { choices, fillIn, message, messageBox, use } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

/** How often the bot was asked to do something, autocompletions not counted. */
const replies = ({ requests }: Sandbox) =>
  requests.filter(({ route, body }) => route?.includes('/callback') && !JSON.stringify(body).includes('"type":8'))
    .length;

describeInBrowser('what is typed into the page', open => {
  it('is not sent where it is wrong, and the field says so', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    const wrong: [command: string, options: Record<string, string>, problem: string | RegExp][] = [
      ['daily subscribe', {}, 'This option is required.'],
      ['daily subscribe', { time: '08:00', count: '99' }, /^Must be \d+ or less\.$/],
      ['daily subscribe', { time: '08:00', count: '0' }, /^Must be \d+ or more\.$/],
      ['daily subscribe', { time: '08:00', count: 'three' }, 'Needs a whole number.'],
      ['daily subscribe', { time: '08:00', publish: 'perhaps' }, 'Choose one of the list.'],
      ['daily subscribe', { time: '08:00', channel: 'nowhere' }, 'Choose one of the list.'],
    ];
    for (const [command, options, problem] of wrong) {
      const form = await fillIn(page, command, options);
      await form.getByRole('button', { name: 'Send' }).click();
      await form.getByRole('alert').filter({ hasText: problem }).waitFor();
      expect(await form.locator('[aria-invalid=true]:focus').count()).toBe(1);
      await form.getByRole('button', { name: 'Leave' }).click();
    }
    expect(replies(sandbox)).toBe(0);
  });

  it('gets a private answer of the bot where the bot finds it wrong', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'daily subscribe', { time: '25:99' });
    await message(page, 'Only you can see this').waitFor();
    await message(page, /25:99/).waitFor();
  });

  it('is kept as a line when one leaves the command with Escape', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await fillIn(page, 'search', { author: 'a name: of nobody' });
    await page.keyboard.press('Escape');
    expect(await messageBox(page).inputValue()).toBe('/search author: a name: of nobody');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('author', { exact: true }).inputValue()).toBe('a name: of nobody');
  });

  it('may be a file, of a size that Discord takes', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    const form = await fillIn(page, 'list import');
    const upload = async (bytes: Buffer) => {
      await form
        .getByLabel('file', { exact: true })
        .setInputFiles({ name: 'mine.bib', mimeType: 'text/plain', buffer: bytes });
      await form.getByRole('button', { name: 'Send' }).click();
    };
    await upload(Buffer.alloc(10 * 1024 * 1024 + 1));
    await form.getByRole('alert').filter({ hasText: 'Takes a file of 10 MB or less.' }).waitFor();
    await upload(Buffer.from('@article{moreau, title = {Personalized Federated Learning with Moreau Envelopes}}'));
    await message(page, '1 paper saved.').waitFor();
    await use(page, 'list show');
    await message(page, 'Your reading list')
      .getByText(/Moreau Envelopes/)
      .first()
      .waitFor();
  });

  it('may be a whole line at once, as one pastes it', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await messageBox(page).fill('/search query: federated learning private: True');
    expect(await page.getByLabel('query', { exact: true }).inputValue()).toBe('federated learning');
    expect(await page.getByLabel('private', { exact: true }).inputValue()).toBe('True');
    await page.getByRole('button', { name: 'Send' }).click();
    await message(page, 'Only you can see this').waitFor();
  });

  it('is no command that the place does not have', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await messageBox(page).focus();
    await page.keyboard.type('/nothing-of-the-kind');
    await page.getByText('No command of that name is here.').waitFor();
    await page.keyboard.press('Enter');
    expect(await messageBox(page).inputValue()).toBe('/nothing-of-the-kind');
    expect(await choices(page).count()).toBe(0);
  });

  it('goes to an option by its name, or to the first that takes text', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    const { keyboard } = page;
    await fillIn(page, 'search');
    await choices(page).filter({ hasText: 'private' }).waitFor();
    await keyboard.type('priv');
    await keyboard.press('Tab');
    await choices(page).filter({ hasText: 'True' }).waitFor();
    await keyboard.press('Enter');
    expect(await page.getByLabel('private', { exact: true }).inputValue()).toBe('True');
    await page.getByLabel('Add an option').focus();
    await keyboard.type('graph neural networks');
    expect(await page.getByLabel('query', { exact: true }).inputValue()).toBe('graph neural networks');
  });

  it('fills options that the command lists, and takes them out again with Backspace', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    const form = await fillIn(page, 'search', { query: 'learning' });
    await form.getByRole('button', { name: '+ private' }).click();
    await form.getByLabel('private').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Backspace');
    await form.getByRole('button', { name: '+ private' }).waitFor();
    expect(await form.getByLabel('query').evaluate(element => element.matches(':focus'))).toBe(true);
  });
});
