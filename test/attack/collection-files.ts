import { readFileSync, writeFileSync } from 'node:fs';
import { loadCollection } from '../../src/papers/index.ts';
import { OperatorError } from '../../src/platform/operator-error.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { seeded } from '../chaos/seeded.ts';
import { DAMAGES } from './damage.ts';
import type { Outcome } from './suite.ts';

const PAPERS = 30;

/** The file of the collection, damaged: it is read as papers, or refused in words that name a line. */
export async function attackCollectionFiles(seed: number, count: number): Promise<Outcome> {
  const random = seeded(seed);
  const folder = temporaryFolder();
  const file = folder.file('papers.jsonl');
  const whole = readFileSync('data/papers.jsonl', 'utf8').split('\n').slice(0, PAPERS).join('\n');
  const known = new Set((await loadedFrom(file, whole)).map(({ id }) => id));
  const kinds = Object.keys(DAMAGES);
  const findings: string[] = [];
  for (let i = 0; i < count; i++) {
    writeFileSync(file, whole);
    const kind = kinds[i % kinds.length] ?? '';
    const what = `${i}: ${kind} ${DAMAGES[kind]?.(file, random)}`;
    try {
      const papers = await loadCollection(file);
      if (papers.length > known.size) findings.push(`${what}: more papers than there were`);
    } catch (error) {
      if (!(error instanceof OperatorError) || !error.message.includes(file))
        findings.push(`${what}: not in words: ${error instanceof Error ? error.stack : error}`);
    }
  }
  folder.remove();
  return { tried: count, findings };
}

function loadedFrom(file: string, text: string) {
  writeFileSync(file, text);
  return loadCollection(file);
}
