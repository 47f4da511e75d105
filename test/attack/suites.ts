import { attackBackups } from './backups.ts';
import { attackCollectionFiles } from './collection-files.ts';
import { attackCommands } from './commands.ts';
import { attackIndex } from './damaged-index.ts';
import { attackDatabases } from './databases.ts';
import { attackFiles } from './files.ts';
import { attackPresses } from './presses.ts';
import { attackSearches } from './searches.ts';
import type { Suite } from './suite.ts';

const attackIndexes: Suite = async (seed, count) => {
  const { damages, wrong, hung, failed } = await attackIndex(seed, count, () => undefined);
  return { tried: damages, findings: [...wrong, ...hung, ...failed] };
};

/**
 * Everything that is attacked, and for how many of the whole count each suite is run: some attacks take a hundred times
 * as long as others.
 */
export const SUITES: Record<string, { run: Suite; share: number }> = {
  'hostile values in every option': { run: attackCommands, share: 1 },
  'forged ids of components': { run: attackPresses, share: 1 },
  'worst queries': { run: attackSearches, share: 0.2 },
  'garbled files': { run: attackFiles, share: 1 },
  'damaged files of the collection': { run: attackCollectionFiles, share: 0.5 },
  'damaged indexes': { run: attackIndexes, share: 0.1 },
  'damaged databases': { run: attackDatabases, share: 0.1 },
  'damaged backups': { run: attackBackups, share: 0.1 },
};
