import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM } from './chromium-path.ts';

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
