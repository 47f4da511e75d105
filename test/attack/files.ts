import { CollectionError } from '../../src/papers/errors.ts';
import { LONGEST_LINE } from '../../src/papers/field-limits.ts';
import { prepare } from '../../src/papers/prepare.ts';
import { readReferences } from '../../src/papers/references/index.ts';
import { readPapers } from '../../src/sources/file/read-papers.ts';
import { seeded } from '../chaos/seeded.ts';
import { hostileFile } from './hostile-files.ts';
import { StepCounter } from './steps.ts';
import type { Outcome } from './suite.ts';

const LONGEST = 20_000;
/**
 * What reading a character may cost, in blocks of code that are run, and a file beside its characters. Usual files take
 * 5 to 80 a character. Within one line each character may cost as much as the line is long, for a line is cut
 * (LONGEST_LINE); what goes over all of the file for each takes ten times that.
 */
const MOST_STEPS = { each: LONGEST_LINE, file: 20_000 };
const OF_READERS = /\/src\/(?:papers|sources|library)\//;

/**
 * Every form of file that is read, garbled: records or words come of it, in a number of steps that goes with its
 * length.
 */
export async function attackFiles(seed: number, count: number): Promise<Outcome> {
  const random = seeded(seed);
  const steps = await StepCounter.start(url => OF_READERS.test(url));
  const findings: string[] = [];
  for (let i = 0; i < count; i++) {
    const { kind, text } = hostileFile(random, LONGEST);
    const what = `${i}: ${kind} of ${text.length} characters, ${JSON.stringify(text.slice(0, 400))}`;
    await steps.take();
    for (const wrong of await readingOf(text)) findings.push(`${what}: ${wrong}`);
    const spent = await steps.take();
    if (spent > MOST_STEPS.file + MOST_STEPS.each * text.length)
      findings.push(`${what}: ${spent} steps, ${Math.round(spent / text.length)} a character`);
  }
  await steps.stop();
  return { tried: count, findings };
}

/** What is wrong with how a text is read as a file of the collection, and as one that a person uploads. */
async function readingOf(text: string): Promise<string[]> {
  const wrong: string[] = [];
  try {
    const { records } = await readPapers('file', Buffer.from(text));
    for (const record of records) {
      const { title } = prepare(record, new Map());
      if (typeof title !== 'string' || title.trim() === '') wrong.push('a paper without a title');
    }
  } catch (error) {
    if (!(error instanceof CollectionError))
      wrong.push(`not in words: ${error instanceof Error ? error.stack : error}`);
  }
  try {
    readReferences(text, 500);
  } catch (error) {
    wrong.push(`not in words: ${error instanceof Error ? error.stack : error}`);
  }
  return wrong;
}
