import { z } from 'zod';

/** What texts tell of the language of a collection: each note with how many papers have it. */
export interface Notes {
  /** Short and long form, as in “Mixture-of-Experts (MoE)”. */
  acronyms: Tally;
  /** The term of a word written with a hyphen, as one word and as two: `metalearn`, `meta`, `learn`. */
  compounds: Tally;
}

/**
 * Beyond so many the seldom ones are let go: they are slips and names of single methods. Each costs 2 KB of memory and
 * 30 µs when an index is opened.
 */
export const MOST = 5000;

/** Counts lists of strings. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(parts: readonly string[], times = 1): void {
    const key = parts.join('\t');
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + times);
  }

  /** What was counted, the most frequent first, then in the order in which it came. */
  *entries(): Generator<{ parts: string[]; count: number }> {
    for (const [key, count] of [...this.#counts].sort(([, a], [, b]) => b - a).slice(0, MOST))
      yield { parts: key.split('\t'), count };
  }

  addAll(other: Tally): void {
    for (const { parts, count } of other.entries()) this.add(parts, count);
  }
}

const tallySchema = z.array(z.object({ parts: z.array(z.string()), count: z.number() }));
const notesSchema = z.object({ acronyms: tallySchema, compounds: tallySchema });

export function writeNotes({ acronyms, compounds }: Notes): string {
  return JSON.stringify({ acronyms: [...acronyms.entries()], compounds: [...compounds.entries()] });
}

/** @throws {z.ZodError} when the text is not that of notes. */
export function readNotes(text: string): Notes {
  const { acronyms, compounds } = notesSchema.parse(JSON.parse(text));
  return { acronyms: tallied(acronyms), compounds: tallied(compounds) };
}

function tallied(entries: z.infer<typeof tallySchema>): Tally {
  const tally = new Tally();
  for (const { parts, count } of entries) tally.add(parts, count);
  return tally;
}

export function noNotes(): Notes {
  return { acronyms: new Tally(), compounds: new Tally() };
}
