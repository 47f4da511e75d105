import { z } from 'zod';
import type { PassedOver } from '../store/index.ts';
import type { SourceSettings } from './settings.ts';

/** What was passed over is listed up to this number; the rest is counted. */
const MOST_NOTES = 20;

const groupSchema = z.object({ count: z.number(), example: z.string() });
const tallySchema = z.object({
  notes: z.array(z.string()),
  noted: z.number(),
  withoutAbstract: groupSchema,
  takenOut: groupSchema,
  notKept: z.number(),
});

/** What a run has passed over so far; kept with its position, so that an interrupted run goes on with it. */
export type Tally = z.infer<typeof tallySchema>;

/** Where the run before left off, if it was interrupted. */
export function tallyFrom(unfinished: unknown): Tally {
  const none = { count: 0, example: '' };
  return (
    tallySchema.safeParse(unfinished).data ?? {
      notes: [],
      noted: 0,
      withoutAbstract: { ...none },
      takenOut: { ...none },
      notKept: 0,
    }
  );
}

export function note(tally: Tally, words: string): void {
  if (tally.notes.length < MOST_NOTES) tally.notes.push(words);
  tally.noted++;
}

export function add(group: Tally['takenOut'], titles: readonly string[]): void {
  if (group.count === 0) group.example = titles[0]?.slice(0, 100) ?? '';
  group.count += titles.length;
}

export function isEmpty({ noted, withoutAbstract, takenOut, notKept }: Tally): boolean {
  return noted + withoutAbstract.count + takenOut.count + notKept === 0;
}

/** In words; what concerns many comes first. */
export function inWords(tally: Tally, settings: SourceSettings): PassedOver {
  const { withoutAbstract, takenOut, notKept } = tally;
  const whole = [
    ...withoutAbstractNote(withoutAbstract, settings),
    ...takenOutNote(takenOut),
    ...(notKept > 0 ? [`${notKept} ${notKept === 1 ? 'is' : 'are'} not what this source keeps`] : []),
  ];
  return { notes: [...whole, ...tally.notes], noted: tally.noted + whole.length };
}

/** Why many entries of a bibliography do not join, and what to do if they should. */
function withoutAbstractNote({ count, example }: Tally['withoutAbstract'], { kind }: SourceSettings): string[] {
  if (count === 0) return [];
  const [entries, them] = count === 1 ? ['1 entry has', 'it'] : [`${count} entries have`, 'them'];
  const advice = kind === 'file' ? `; "abstracts": "optional" in the settings of this source takes ${them} in` : '';
  return [
    `${entries} no abstract and name${count === 1 ? 's' : ''} no paper of the collection, such as “${example}”${advice}`,
  ];
}

function takenOutNote({ count, example }: Tally['takenOut']): string[] {
  if (count === 0) return [];
  return [
    `${count} ${count === 1 ? 'is a paper that was' : 'are papers that were'} removed by hand, such as “${example}”`,
  ];
}
