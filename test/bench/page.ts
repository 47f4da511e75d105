/**
 * `npm run bench:page`: what someone waits for who tries Offprint in the browser. From `npm start` to a page that can
 * be typed into (a fresh process each time, the browser already open), from a keystroke to the suggestions for it, and
 * the size of the page's own files. Reported, never asserted.
 */
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { choices, fillIn, messageBox } from '../browser/driving.ts';
import { startTryOutProcess } from '../browser/try-out-process.ts';

const STARTS = 7;

/** Typed letter by letter; between letters a quick typist's pause, in ms. */
const QUERIES = ['calibration', 'federated learning', 'label smoothing', 'dropout', 'graph neural networks'];
const PAUSE_MS = 120;

await using browser = await launchChromium();
const starts: number[] = [];
for (let round = 0; round < STARTS; round += 1) {
  const begun = performance.now();
  await using tryOut = await startTryOutProcess();
  const page = await opened(browser, tryOut.url);
  starts.push(performance.now() - begun);
  if (round === STARTS - 1) {
    await reportSizes(tryOut.url);
    report('keystroke to suggestions shown', await keystrokes(page));
  }
  await page.close();
}
report('npm start to a page that can be used', starts);

async function opened(within: Browser, url: string): Promise<Page> {
  const page = await within.newPage();
  await page.goto(url);
  await page.getByText('Offprint is online').waitFor();
  await messageBox(page).waitFor();
  return page;
}

/** Ms from each keydown to the frame in which the new suggestions are on the screen; measured within the page. */
async function keystrokes(page: Page): Promise<number[]> {
  await page.evaluate(`
    window.times = [];
    addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
    new MutationObserver(() => {
      const { pressed } = window;
      window.pressed = undefined;
      if (pressed === undefined) return;
      // The frame after the next is drawn when this one is on the screen.
      requestAnimationFrame(() => requestAnimationFrame(() => window.times.push(performance.now() - pressed)));
    }).observe(document.getElementById('suggestions'), { childList: true });
  `);
  for (const query of QUERIES) {
    const form = await fillIn(page, 'search', { query: query.slice(0, 1) });
    await choices(page).first().waitFor();
    await page.keyboard.type(query.slice(1), { delay: PAUSE_MS });
    await form.getByRole('button', { name: 'Leave' }).click();
  }
  return page.evaluate<number[]>('window.times');
}

async function reportSizes(url: string): Promise<void> {
  let sum = 0;
  for (const path of ['/', '/page.js', '/style.css']) {
    const { byteLength } = await (await fetch(`${url}${path}`)).arrayBuffer();
    sum += byteLength;
    console.log(`${path}: ${kilobytes(byteLength)}`);
  }
  console.log(`the page's own files together, not compressed: ${kilobytes(sum)}`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function report(what: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  console.log(`${what}: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms (${times.length} times)`);
}
