import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and Ubuntu put it; `CHROMIUM` names another. */
export const CHROMIUM = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
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

export async function launchChromium(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('There is no Chromium here: install it, or let CHROMIUM name one.');
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}
