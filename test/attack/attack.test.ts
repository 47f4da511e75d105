import { expect, it } from 'vitest';
import { attackBackups } from './backups.ts';
import { attackCollectionFiles } from './collection-files.ts';
import { attackCommands } from './commands.ts';
import { attackFiles } from './files.ts';
import { attackPresses } from './presses.ts';
import { attackSearches } from './searches.ts';

/** In small; `npm run attack` makes thousands. Seeds with which each suite has once found something. */
it.each([
  ['hostile values in every option', attackCommands, 2, 270],
  ['forged ids of components', attackPresses, 3, 200],
  ['worst queries', attackSearches, 1, 45],
  ['garbled files', attackFiles, 1, 100],
  ['damaged files of the collection', attackCollectionFiles, 1, 60],
  ['damaged backups', attackBackups, 1, 45],
])(
  '%s: always an answer in words, nobody notified, nothing done without a right to',
  async (_name, attack, seed, count) => {
    const { tried, findings } = await attack(seed, count);
    expect(findings).toEqual([]);
    expect(tried).toBe(count);
  },
);
