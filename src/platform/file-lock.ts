import { DatabaseSync } from 'node:sqlite';

/**
 * Makes this process the only one that has the file: an exclusive transaction of SQLite on it. The system frees it when
 * the process ends, however it ends. Returns how to free it before; undefined when another process has it.
 * @throws the file system's error when the file cannot be made.
 */
export function takeOwnership(file: string): (() => void) | undefined {
  let owner: DatabaseSync | undefined;
  try {
    owner = new DatabaseSync(file, { timeout: 0 });
    owner.exec('BEGIN EXCLUSIVE');
    const taken = owner;
    return () => taken.isOpen && taken.close();
  } catch (error) {
    owner?.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return undefined;
    throw error;
  }
}
