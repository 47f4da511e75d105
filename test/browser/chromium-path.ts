import { existsSync } from 'node:fs';

/** Where Debian and Ubuntu put it; `CHROMIUM` names another. */
export const CHROMIUM = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  path => path !== '' && existsSync(path),
);
