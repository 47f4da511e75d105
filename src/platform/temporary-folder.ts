import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of the system's for temporary files, for what need not outlive the process. */
export function temporaryFolder(): { file(name: string): string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-'));
  return {
    file: name => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
