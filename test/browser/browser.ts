import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';

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

/** Nothing if this machine has none. */
async function launchChromium(): Promise<Browser | undefined> {
  return CHROMIUM === undefined ? undefined : chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** So long a test waits for something to appear: less than a test may take, so that it can say what it waited for. */
const PATIENCE_MS = 12_000;

interface OpenOptions extends BrowserContextOptions {
  /** Whether the guided start is there; default: it was closed on an earlier visit. */
  firstVisit?: boolean;
}

type Open = (sandbox: Sandbox, options?: OpenOptions) => Promise<Page>;

/**
 * Tests in a real Chromium; where there is none, one line says that they were left out. Each page that was opened must end without
 * an error in its console and without having asked for anything from outside the sandbox.
 */
export function describeInBrowser(name: string, define: (open: Open) => void): void {
  if (CHROMIUM === undefined) {
    it.skip(`${name}: left out, since this machine has no Chromium`, () => {});
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    const pages: Page[] = [];
    const troubles: string[] = [];
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());
    // Before the sandbox goes: a page that is left alone would go on calling for it.
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.context().close();
      expect(troubles.splice(0)).toEqual([]);
    });
    define(async ({ url }, { firstVisit = false, ...options } = {}) => {
      if (!browser) throw new Error('The browser has not been started.');
      const context = await browser.newContext({ viewport: { width: 1200, height: 850 }, ...options });
      if (!firstVisit) await context.addInitScript(() => localStorage.setItem('sandbox-welcome-closed', 'yes'));
      const page = await context.newPage();
      pages.push(page);
      page.setDefaultTimeout(PATIENCE_MS);
      page.on('pageerror', error => troubles.push(String(error)));
      page.on('console', message => {
        if (message.type() === 'error') troubles.push(message.text());
      });
      page.on('request', request => {
        if (!new RegExp(`^(${url}/|data:)`).test(request.url())) troubles.push(`asked for ${request.url()}`);
      });
      await page.goto(url);
      await page.getByText('Offprint is online').waitFor({ state: 'attached' });
      return page;
    });
  });
}

/** The message box, when no command is being filled in. */
export const messageBox = (page: Page): Locator => page.getByPlaceholder(/or \/ for commands/);

/** What is proposed while typing, or in an open menu. */
export const choices = (page: Page): Locator => page.getByRole('main').getByRole('option');

/** The newest message with a text, in any case. */
export const message = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('article').filter({ hasText: text }).last();

/**
 * Fills in a command with the keyboard, as people do, up to sending it.
 *
 * @param options By name; a value with a list behind it is picked from the list.
 */
export async function fillIn(page: Page, command: string, options: Record<string, string> = {}): Promise<Locator> {
  await messageBox(page).focus();
  await page.keyboard.type(`/${command} `);
  const form = page.getByRole('form', { name: `/${command}`, exact: true });
  await form.waitFor();
  for (const [name, value] of Object.entries(options)) {
    const field = form.getByLabel(name, { exact: true });
    if ((await field.count()) === 0) await form.getByRole('button', { name: `+ ${name}`, exact: true }).click();
    await field.focus();
    await page.keyboard.type(value);
    const preselected = page.locator('#suggestions .item.active');
    if ((await preselected.count()) > 0) await page.keyboard.press('Tab');
  }
  return form;
}

/** Uses a command. */
export async function use(page: Page, command: string, options: Record<string, string> = {}): Promise<void> {
  const form = await fillIn(page, command, options);
  await form.getByRole('button', { name: 'Send', exact: true }).click();
}

export async function goTo(page: Page, place: { server?: string; channel?: string }): Promise<void> {
  const navigation = page.getByRole('navigation');
  if (place.server !== undefined)
    await navigation.locator('#servers').getByRole('button', { name: place.server }).click();
  if (place.channel === undefined) return;
  await navigation.locator('#channels').getByRole('button', { name: place.channel }).click();
  await page.getByRole('heading', { level: 1, name: place.channel }).waitFor();
}

export async function actAs(page: Page, person: string): Promise<void> {
  await page.getByLabel('Acting as').selectOption({ label: person });
}
