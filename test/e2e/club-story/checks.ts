import { Temporal } from 'temporal-polyfill';
import { instant, titleOf, ZONE } from './people.ts';
import type { Week } from './plot.ts';
import { type Entry, localTime } from './record.ts';

/** What is said of every session, in these words: the place, how many days before it, and at which time. */
const SAID = [
  { words: 'What do we read on', where: '#papers', ballot: true, days: 5, hours: 0 },
  { words: 'we read **', where: '#papers', closes: true, days: 2, hours: 0 },
  { words: 'The next session comes up', where: 'thread', days: 1, hours: 0 },
  { words: 'The session begins soon', where: 'thread', days: 0, hours: -1 },
  { words: 'The session begins:', where: 'thread', days: 0, hours: 0 },
  { words: 'We met on', where: 'thread', days: -1, hours: 1 },
] as const;

/** A step that comes at another time of the club's clock. */
export interface LateStep {
  session: string;
  words: string;
  at: string;
}

export interface Expected {
  /** The session, and the words. */
  step: string;
  /** The minute of the club's clock. */
  at: string;
}

/** Every step of every session, at its time of the club's clock: worked out from the dates alone. */
export function expectedSteps(weeks: readonly Week[], late: readonly LateStep[]): Expected[] {
  return weeks.flatMap(({ session, movedTo, moveTime = '18:00', reads, guest }) =>
    SAID.filter(one => (reads !== undefined || 'ballot' in one) && !(guest && 'ballot' in one)).map(one => {
      // A ballot has opened before the session is moved, and closes when it says.
      const isBefore = 'ballot' in one || 'closes' in one || movedTo === undefined;
      const begins = Temporal.PlainDateTime.from(isBefore ? `${session}T18:00` : `${movedTo}T${moveTime}`);
      const usual = begins.subtract({ days: one.days }).add({ hours: one.hours }).toString();
      const other = late.find(those => those.session === session && those.words === one.words)?.at;
      return { step: `${session} ${one.words}`, at: localTime(instant(other ?? usual), ZONE) };
    }),
  );
}

/** Every step that was said in public, with the session that it speaks of: each paper is read once. */
export function saidSteps(entries: readonly Entry[], weeks: readonly Week[]): Expected[] {
  return entries.flatMap(({ at, where, text }) => {
    const one = SAID.find(({ words, where: place }) => where.startsWith(place) && text.includes(words));
    if (!one) return [];
    const week = weeks.find(({ session, reads = ' ' }) =>
      'ballot' in one
        ? text.includes(`on Tue ${session} `)
        : text.includes(`we read **${titleOf(reads)}**`) || where.includes(titleOf(reads)),
    );
    return [{ step: `${week?.session} ${one.words}`, at: localTime(at, ZONE) }];
  });
}

/** Of what was said in direct messages: to whom, and what it was about, in their order. */
export function toldInPrivate(entries: readonly Entry[]): string[] {
  return entries
    .filter(({ where }) => where.startsWith('DM '))
    .map(({ where, text }) => {
      const what = ['It is your turn', 'has not answered yet', 'comes up', 'begins soon', 'I paused'].find(words =>
        text.includes(words),
      );
      return `${where.slice(3)}: ${what ?? text} ${/Paper [A-Z]/.exec(text)?.[0] ?? ''}`.trim();
    });
}

/** Who won a vote, and by how much, counted from what people chose last; a tie goes to what was nominated first. */
export function winner(
  { votes = {} }: Week,
  nominated: readonly string[],
): { letter: string; votes: number; of: number } {
  const last = Object.values(votes).map(all => new Set(all.split(' ').at(-1)));
  const counts = nominated.map(letter => ({ letter, votes: last.filter(some => some.has(letter)).length }));
  const [first] = counts.toSorted((a, b) => b.votes - a.votes);
  return { letter: first?.letter ?? '', votes: first?.votes ?? 0, of: last.length };
}
