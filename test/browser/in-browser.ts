import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { launchChromium } from './chromium.ts';

/** So long a test waits for something to appear: less than a test may take, so that it can say what it waited for. */
const PATIENCE_MS = 60_000;

interface OpenOptions extends BrowserContextOptions {
  /** Whether the guided start is there; default: it was closed on an earlier visit. */
  firstVisit?: boolean;
}

type Open = (sandbox: Sandbox, options?: OpenOptions) => Promise<Page>;

/**
 * Tests in a real Chromium (where there is none, vitest.config.ts leaves them out). Each page that was opened must end
 * without an error in its console and without having asked for anything from outside the sandbox.
 */
export function describeInBrowser(name: string, define: (open: Open) => void): void {
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
