import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTheStage } from '../e2e/harness.ts';

/** Where Debian and Ubuntu put it; `CHROMIUM` names another. */
const CHROMIUM = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  path => path !== '' && existsSync(path),
);
/** Started without reaching for anything outside of this machine. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

if (CHROMIUM === undefined) it.skip('the page in a browser: left out, since this machine has no Chromium', () => {});
else {
  const executablePath = CHROMIUM;
  describe('the page in a browser', () => {
    let browser: Browser;
    const troubles: string[] = [];
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: FLAGS });
    });
    afterAll(() => browser.close());
    const pages: Page[] = [];
    // Before the sandbox goes: a page that is left alone would go on calling for it.
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.close();
      expect(troubles.splice(0)).toEqual([]);
    });

    async function open(url: string, viewport = { width: 1200, height: 850 }): Promise<Page> {
      const page = await browser.newPage({ viewport });
      pages.push(page);
      page.on('pageerror', error => troubles.push(String(error)));
      page.on('console', message => {
        if (message.type() === 'error') troubles.push(message.text());
      });
      await page.goto(url);
      await page.getByText('Offprint is online').waitFor({ state: 'attached' });
      return page;
    }

    /** What is proposed while typing, or in an open menu. */
    const choices = (page: Page) => page.getByRole('main').getByRole('option');

    async function search(page: Page, query: string): Promise<void> {
      await page.getByPlaceholder(/or \/ for commands/).focus();
      await page.keyboard.type('/search');
      await page
        .getByRole('option', { name: /\/search/ })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.type(query);
      await choices(page).first().waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await page.getByText(`Results for “${query}”`).first().waitFor();
    }

    it('searches by keyboard alone, turns the page, opens a result that only its reader sees', async () => {
      const { sandbox } = await setTheStage();
      const page = await open(sandbox.url);
      await search(page, 'learning');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText(/page 2 of/).waitFor();
      await page.getByText('Open a paper…').click();
      await choices(page).first().click();
      await page
        .getByText(/only you can see this/i)
        .first()
        .waitFor();
      const other = await open(sandbox.url);
      await other.getByLabel('Acting as').selectOption({ label: 'reader' });
      await other.getByText(/page 2 of/).waitFor();
      expect(await other.getByText(/only you can see this/i).count()).toBe(0);
    });

    it('goes on after a restart of the bot: an old button works', async () => {
      const { sandbox, restart } = await setTheStage();
      const page = await open(sandbox.url);
      await search(page, 'learning');
      await restart();
      await page.getByText('Offprint is online').waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText(/page 2 of/).waitFor();
    });

    it('shows hostile text as text', async () => {
      const { sandbox } = await setTheStage();
      const page = await open(sandbox.url);
      const hostile = '<img src=x onerror=document.title="owned"> <script>document.title="owned"</script>';
      sandbox.person('reader').says({ guild: 'Paper club', channel: 'general' }, hostile);
      await page.getByText('<img src=x', { exact: false }).first().waitFor();
      expect(await page.title()).not.toBe('owned');
    });

    it.each([
      ['a wide screen', { width: 1200, height: 850 }],
      ['a narrow screen', { width: 360, height: 700 }],
    ])('has no serious accessibility trouble on %s, and nothing sticks out', async (_what, viewport) => {
      const { sandbox } = await setTheStage();
      await sandbox
        .person('moderator')
        .slash({ guild: 'Paper club', channel: 'general' }, 'search', { query: 'calibration' });
      const page = await open(sandbox.url, viewport);
      await page.getByText('Results for “calibration”').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.evaluate(axe.source);
      const serious = await page.evaluate(`axe.run().then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => [id, ...nodes.map(({ target }) => String(target))]))`);
      expect(serious).toEqual([]);
    });

    it('answers no other host and no other origin', async () => {
      const { sandbox } = await setTheStage();
      const elsewhere = await fetch(sandbox.url, { headers: { Origin: 'https://evil.example' } });
      expect(elsewhere.ok).toBe(false);
      expect((await fetch(sandbox.url)).ok).toBe(true);
    });
  });
}
