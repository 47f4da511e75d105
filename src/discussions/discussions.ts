import { cutAtWord } from '../interactions/cut.ts';
import { oneLine } from '../interactions/markdown.ts';
import type { Reply } from '../interactions/reply.ts';
import type { Whereabouts } from '../model/whereabouts.ts';
import type { Paper } from '../papers/paper.ts';
import { type Clock, pause } from '../platform/clock.ts';
import type {
  Claim,
  Discussion,
  DiscussionState,
  Discussions as DiscussionStore,
  ThreadPlace,
} from '../store/index.ts';
import { tagFits } from './tags.ts';
import { type MadeThread, ThreadError, type ThreadRequest, type Threads, type Trouble } from './threads.ts';

/**
 * How long a claim holds. Longer than all requests of making a thread may take together, so that nobody takes it over
 * from someone who is still at it.
 */
const CLAIM_MS = 30_000;
/** How long to wait for someone else who is making the thread, and how often to look. */
const PATIENCE_MS = 8_000;
const LOOK_EVERY_MS = 200;
/** Discord's limit for a thread's name. */
const NAME_CHARACTERS = 100;

export type Opened =
  | { kind: 'opened' | 'there' | 'woken' | 'locked'; threadId: string; channelId: string; archivedSooner?: boolean }
  | { kind: 'trouble'; trouble: Trouble }
  /** Someone else is making it and takes long. */
  | { kind: 'being-opened' };

/** Whoever asks for a paper's discussion. */
export interface Visitor {
  /** Whether they may see a thread, or the channel in which one is being made. */
  sees(where: Whereabouts): boolean;
  /** Whether they could open a thread in this way themselves. */
  mayOpen(place: ThreadPlace): boolean;
  /** Whether they could wake an archived thread of the channel, by writing in it. */
  mayWake(channelId: string): boolean;
  /** Where they ask: of several discussions the one there comes first, then the oldest. */
  channelId: string;
}

export interface Discussing {
  /**
   * The paper's thread among those that the visitor may see, awake again if need be; undefined where there is none (any
   * more).
   */
  visit(guildId: string, paperId: string, visitor: Visitor): Promise<Opened | undefined>;
  /** Whether the paper's thread is being made there right now; then {@link open} only waits for it. */
  isUnderWay(guildId: string, paperId: string, place: ThreadPlace): boolean;
  /** Makes the paper's thread, or finds the one that somebody else makes at the same time. */
  open(wish: ThreadSpec): Promise<Opened>;
  /**
   * Threads that were being made when the program ended: found again, or their claims are given back.
   * @param alone No other process works on the store, so every claim is a dead one.
   */
  recover(alone: boolean, describe: (paperId: string, mark: string) => Opening | undefined): Promise<number>;
}

export interface Opening {
  paper: Paper;
  /** The first message; `mark` must stand in an argument of one of its buttons. */
  message: Reply;
}

export interface ThreadSpec {
  guildId: string;
  paper: Paper;
  place: ThreadPlace;
  visitor: Visitor;
  openedBy?: string;
  message: (mark: string) => Reply;
}

/** What came of it, and which place it is about. */
interface Led {
  opened: Opened;
  where: Whereabouts;
}

/**
 * One thread a paper and server, for all who may see it; who may see none of them gets one of their own, and hears
 * nothing of the others. Claimed in the store before it is made, and found again after a crash.
 */
export function discussing(store: DiscussionStore, threads: () => Threads, clock: Clock): Discussing {
  /** What is under way in this process, by server, paper and channel: whoever comes later waits for the same. */
  const underWay = new Map<string, Promise<Led>>();
  const visits = new Map<string, Promise<Opened | undefined>>();

  async function visitThread(discussion: Discussion, wake: boolean): Promise<Opened | undefined> {
    const { threadId, channelId } = discussion;
    try {
      const state = await threads().visit(threadId, { wake });
      if (state === 'gone') {
        await store.forget(discussion);
        return undefined;
      }
      return { kind: state === 'open' ? 'there' : state, threadId, channelId };
    } catch (error) {
      return troubled(error);
    }
  }

  /** The first of the open ones that is still there. */
  async function visitFirst(found: readonly DiscussionState[], visitor: Visitor): Promise<Led | undefined> {
    const open = found.flatMap(one => (one.state === 'open' ? [one.discussion] : []));
    for (const discussion of nearestFirst(open, visitor.channelId)) {
      const wake = visitor.mayWake(discussion.channelId);
      const key = `${discussion.threadId} ${wake}`;
      const visited = await shared(visits, key, () => visitThread(discussion, wake));
      if (visited) return { opened: visited, where: discussion };
    }
    return undefined;
  }

  async function openThread(wish: ThreadSpec): Promise<Led> {
    const { visitor, place } = wish;
    const key = { guildId: wish.guildId, paperId: wish.paper.id };
    const giveUpAt = clock.now() + PATIENCE_MS;
    for (;;) {
      const now = clock.now();
      const until = now + CLAIM_MS;
      const { seen, hidden } = sorted(await store.of(key), visitor);
      if (seen.length === 0) {
        const claim = await store.claim(key, place, { now, until }, hidden);
        if (claim) return { opened: await make(claim, wish, false), where: place };
        continue;
      }
      const visited = await visitFirst(seen, visitor);
      if (visited) return visited;
      const opening = seen.find(one => one.state === 'opening');
      // Those that were there have gone.
      if (!opening) continue;
      const taken = await store.takeOver(opening.claim, { now, until });
      if (taken) {
        const opened = await make(taken, wish, true);
        if (opened) return { opened, where: taken.place };
        continue;
      }
      if (clock.now() >= giveUpAt) return { opened: { kind: 'being-opened' }, where: opening.claim.place };
      await pause(clock, LOOK_EVERY_MS);
    }
  }

  function make(claim: Claim, wish: ThreadSpec, again: false): Promise<Opened>;
  function make(claim: Claim, wish: ThreadSpec, again: true): Promise<Opened | undefined>;
  /** Undefined where somebody else's try has left nothing, in a place where this one may not open a thread. */
  async function make(claim: Claim, wish: ThreadSpec, again: boolean): Promise<Opened | undefined> {
    // A claim taken over keeps its first place: there a half-made thread is looked for.
    const request = requestFor(claim, { paper: wish.paper, message: wish.message(claim.mark) });
    try {
      const left = again ? await threads().findMade(request) : undefined;
      if (again && !left && !wish.visitor.mayOpen(claim.place)) {
        await store.release(claim);
        return undefined;
      }
      const made = left ?? (await threads().make(request));
      await keep(claim, made, wish.openedBy);
      return { kind: 'opened', ...made };
    } catch (error) {
      const outcome = troubled(error);
      // Discord has said no: nothing is left. Where its answer was lost, the claim stays, and the next one looks first.
      if (outcome.trouble.kind !== 'unreachable') await store.release(claim);
      return outcome;
    }
  }

  async function keep(claim: Claim, made: MadeThread, openedBy?: string): Promise<void> {
    const { threadId, channelId } = made;
    await store.record(claim, { threadId, channelId, now: clock.now(), ...(openedBy !== undefined && { openedBy }) });
  }

  return {
    async visit(guildId, paperId, visitor) {
      const { seen } = sorted(await store.of({ guildId, paperId }), visitor);
      return (await visitFirst(seen, visitor))?.opened;
    },

    isUnderWay: (guildId, paperId, place) => underWay.has(wayOf(guildId, paperId, place)),

    async open(wish) {
      const { opened, where } = await shared(underWay, wayOf(wish.guildId, wish.paper.id, wish.place), () =>
        openThread(wish),
      );
      // Whoever came first may see more, and was led to what this one must not hear of.
      return wish.visitor.sees(where) ? opened : (await openThread(wish)).opened;
    },

    async recover(alone, describe) {
      let found = 0;
      const now = clock.now();
      const dead = alone ? Number.MAX_SAFE_INTEGER : now;
      for (const abandoned of await store.abandoned(dead)) {
        const claim = await store.takeOver(abandoned, { now: dead, until: now + CLAIM_MS });
        if (claim && (await recoverOne(claim, describe(claim.paperId, claim.mark)))) found++;
      }
      return found;
    },
  };

  async function recoverOne(claim: Claim, opening: Opening | undefined): Promise<boolean> {
    try {
      const made = opening && (await threads().findMade(requestFor(claim, opening)));
      await (made ? keep(claim, made) : store.release(claim));
      return made !== undefined;
    } catch (error) {
      // Discord has said that the place is out of reach; whoever wants the thread again will be told so.
      if (troubled(error).trouble.kind !== 'unreachable') await store.release(claim);
      return false;
    }
  }
}

function wayOf(guildId: string, paperId: string, { channelId }: ThreadPlace): string {
  return `${guildId} ${paperId} ${channelId}`;
}

/** What the visitor may see, and the marks of the rest. */
function sorted(found: readonly DiscussionState[], visitor: Visitor): { seen: DiscussionState[]; hidden: string[] } {
  const sees = (one: DiscussionState) => visitor.sees(one.state === 'open' ? one.discussion : one.claim.place);
  const markOf = (one: DiscussionState) => (one.state === 'open' ? one.discussion : one.claim).mark;
  return { seen: found.filter(sees), hidden: found.filter(one => !sees(one)).map(markOf) };
}

/** Those of the channel itself come first; else the order stays. */
export function nearestFirst<T extends Whereabouts>(discussions: readonly T[], channelId: string): T[] {
  const isNear = (one: T) => one.channelId === channelId || one.threadId === channelId;
  return [...discussions.filter(isNear), ...discussions.filter(one => !isNear(one))];
}

function requestFor(claim: Claim, { paper, message }: Opening): ThreadRequest {
  return {
    guildId: claim.guildId,
    place: claim.place,
    name: cutAtWord(oneLine(paper.title), NAME_CHARACTERS),
    mark: claim.mark,
    since: claim.claimedAt,
    opening: message,
    fits: tagFits(paper),
  };
}

function troubled(error: unknown): Extract<Opened, { kind: 'trouble' }> {
  if (error instanceof ThreadError) return { kind: 'trouble', trouble: error.trouble };
  throw error;
}

/** What is asked for while the same is under way gets the same answer. */
function shared<T>(underWay: Map<string, Promise<T>>, key: string, start: () => Promise<T>): Promise<T> {
  const running = underWay.get(key);
  if (running) return running;
  const fresh = start().finally(() => underWay.delete(key));
  underWay.set(key, fresh);
  return fresh;
}
