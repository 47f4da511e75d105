import { setImmediate as othersTurn } from 'node:timers/promises';
import { localDate } from '../../calendar/occurrences.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import { inSlices } from '../../platform/slices.ts';
import type { SearchIndex } from '../../search/types.ts';
import type { Planning, PlanningReads } from '../../store/index.ts';
import { type Followed, percolator } from '../selection/matching.ts';
import { dueBy } from './due.ts';
import { byZone, chosenFor } from './planner.ts';
import type { Aside } from './set-aside.ts';

/** Papers read at a time, and follows put on record at a time; after each everybody else has a turn. */
const PAGE = 250;
const BATCH = 20;
/** Follows read at a time. */
const FOLLOWS = 500;

/** Finds what is new to follows, and puts it on record; a little at a time, and outside of any transaction. */
export interface News {
  /**
   * Begins a look through what came: for digests that are due, and with `atOnce` for all whose news is sent at once.
   * False when there is nobody to look for. `withoutZone` are those that cannot be planned, since nobody here knows
   * their time zone: they must be paused.
   */
  begin(now: number, atOnce: boolean): Promise<{ begun: boolean; withoutZone: Subscription[] }>;
  readonly isUnderWay: boolean;
  /**
   * Goes on for a moment. What fails costs nothing, it goes on where it was; and after the program ended it begins
   * again, since a follow counts as looked at only together with what was found for it. Returns whether some of those
   * whose news is sent at once were left out, and must be looked for again.
   */
  goOn(now: number): Promise<{ again: boolean }>;
}

export interface NewsOptions {
  planning: <T>(work: (planning: Planning) => Promise<T>) => Promise<T>;
  reads: PlanningReads;
  index: () => SearchIndex;
  /** The revision of the collection up to which it can be searched here. */
  revision: () => number;
  aside: Aside;
}

/** One look through what came, for all follows that have not seen it. */
interface Look {
  upTo: number;
  /** What has been read of the collection. */
  read: number;
  matching: (paper: Paper) => Follow[];
  /** Those that are to be put on record. */
  left: Follow[];
  isRead: boolean;
  again: boolean;
}

interface Follow extends Followed {
  subscription: Subscription;
  found: { id: string; date: string }[];
}

export function createNews({ planning, reads, index, revision, aside }: NewsOptions): News {
  let look: Look | undefined;

  /** Those whose news is sent at once and that have not seen this revision; not those that are set aside. */
  async function behind(upTo: number): Promise<{ all: Subscription[]; again: boolean }> {
    const waiting = new Set(aside.ids());
    const all: Subscription[] = [];
    let again = false;
    for (let after: string | undefined = ''; after !== undefined; await othersTurn()) {
      const some: Subscription[] = await reads.behind(upTo, after, FOLLOWS);
      for (const one of some) {
        if (waiting.has(one.id)) again = true;
        else all.push(one);
      }
      after = some.length < FOLLOWS ? undefined : some.at(-1)?.id;
    }
    return { all, again };
  }

  async function readPage(into: Look): Promise<void> {
    const page = await reads.arrivals({ after: into.read, upTo: into.upTo }, PAGE);
    await inSlices(page, ({ id, revision: changed, first }) => {
      const paper = index().get(id);
      if (!paper) return;
      for (const { subscription, found } of into.matching(paper))
        if (first > subscription.since && changed > subscription.looked) found.push({ id, date: paper.date ?? '' });
    });
    into.read = page.at(-1)?.revision ?? into.upTo;
    into.isRead = page.length < PAGE;
  }

  /**
   * Puts on record what is news to a follow; an occurrence of what is sent at once has no date. False when it has
   * changed meanwhile.
   */
  async function put({ subscription, found }: Follow, upTo: number, now: number): Promise<boolean> {
    const { id, schedule, looked } = subscription;
    const past = found.length === 0 ? undefined : await reads.past(id);
    const paperIds = newestFirst(found).filter(paperId => !past?.has(paperId));
    // However late: what is new is sent once, and in one message.
    const due = subscription.next && dueBy(schedule, subscription.next, now, Number.POSITIVE_INFINITY);
    const at = due?.current?.at ?? now;
    const date = due?.current?.date;
    const when = { day: date ?? localDate(at, schedule.timeZone), dueAt: at, ...(date !== undefined && { date }) };
    return planning(async into => {
      if (!isAsItWas(subscription, await into.get(id))) return false;
      if (paperIds.length > 0) await into.record(id, { ...when, paperIds, isNews: true, ...chosenFor(subscription) });
      if (upTo > looked) await into.looked(id, upTo);
      if (due) await into.moveOn(id, due.next);
      return true;
    });
  }

  return {
    async begin(now, atOnce) {
      const upTo = revision();
      const digests = await reads.due('digest', now, FOLLOWS, aside.ids());
      const { all, again } = atOnce ? await behind(upTo) : { all: [], again: false };
      const [known, withoutZone] = byZone([...digests, ...all]);
      const left = known.map(asFollow);
      if (known.length > 0 || again) {
        const read = known.reduce((least, { looked }) => Math.min(least, looked), upTo);
        look = { upTo, read, matching: percolator(left, index), left, isRead: false, again };
      }
      return { begun: look !== undefined, withoutZone };
    },

    get isUnderWay() {
      return look !== undefined;
    },

    async goOn(now) {
      const current = look;
      if (!current) return { again: false };
      if (!current.isRead) await readPage(current);
      else {
        for (const one of current.left.slice(0, BATCH)) {
          const { id, kind } = one.subscription;
          const isDone = await aside.attempt(id, () => put(one, current.upTo, now));
          if (!isDone && kind === 'at-once') current.again = true;
          current.left.shift();
          await othersTurn();
        }
      }
      if (!current.isRead || current.left.length > 0) return { again: false };
      look = undefined;
      return { again: current.again };
    },
  };
}

function asFollow(subscription: Subscription): Follow {
  const { topic, query, author, category } = subscription;
  return {
    ...(topic !== undefined && { topic }),
    ...(query !== undefined && { query }),
    ...(author !== undefined && { author }),
    ...(category !== undefined && { category }),
    subscription,
    found: [],
  };
}

function newestFirst(found: readonly { id: string; date: string }[]): string[] {
  return found.toSorted((a, b) => b.date.localeCompare(a.date)).map(({ id }) => id);
}

/** Whether it still wants what was looked for, and has not been looked at or moved on since. */
function isAsItWas(before: Subscription, now: Subscription | undefined): boolean {
  const what = ({ kind, topic, query, author, category, looked, next }: Subscription) =>
    JSON.stringify([kind, topic, query, author, category, looked, next?.at]);
  return now !== undefined && now.paused === undefined && what(now) === what(before);
}
