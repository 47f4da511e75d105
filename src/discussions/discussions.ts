import type { Clock } from '../clock.ts';
import { cutAtWord } from '../cut.ts';
import { oneLine } from '../markdown.ts';
import type { Paper } from '../papers/paper.ts';
import type { Reply } from '../reply.ts';
import type { Claim, Discussion, Discussions as DiscussionStore, ThreadPlace } from '../store/discussions.ts';
import { tagFits } from './tags.ts';
import { type MadeThread, ThreadError, type ThreadRequest, type Threads, type Trouble } from './threads.ts';

/**
 * How long a claim holds. Longer than all requests of making a thread may take together, so that nobody takes it over from
 * someone who is still at it.
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

export interface Discussing {
  /** The paper's thread, awake again if need be; undefined where there is none (any more). */
  visit(guildId: string, paperId: string): Promise<Opened | undefined>;
  /** Whether the paper's thread is being made right now; then {@link open} only waits for it. */
  isUnderWay(guildId: string, paperId: string): boolean;
  /** Makes the paper's thread, or finds the one that somebody else makes at the same time. */
  open(wish: Wish): Promise<Opened>;
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

export interface Wish {
  guildId: string;
  paper: Paper;
  place: ThreadPlace;
  openedBy?: string;
  message: (mark: string) => Reply;
}

/** One thread a paper and server: claimed in the store before it is made, and found again after a crash. */
export function discussing(store: DiscussionStore, threads: () => Threads, clock: Clock): Discussing {
  /** What is under way in this process, by server and paper: whoever comes later waits for the same. */
  const underWay = new Map<string, Promise<Opened>>();
  const visits = new Map<string, Promise<Opened | undefined>>();

  async function visitThread(discussion: Discussion): Promise<Opened | undefined> {
    const { threadId, channelId } = discussion;
    try {
      const state = await threads().visit(threadId);
      if (state === 'gone') {
        await store.forget(discussion);
        return undefined;
      }
      return { kind: state === 'open' ? 'there' : state, threadId, channelId };
    } catch (error) {
      return troubled(error);
    }
  }

  async function openThread(wish: Wish): Promise<Opened> {
    const key = { guildId: wish.guildId, paperId: wish.paper.id };
    const giveUpAt = clock.now() + PATIENCE_MS;
    for (;;) {
      const now = clock.now();
      const claim = await store.claim(key, wish.place, { now, until: now + CLAIM_MS });
      if (claim) return make(claim, wish, false);
      const found = await store.find(key);
      if (found?.state === 'open') {
        const visited = await visitThread(found.discussion);
        if (visited) return visited;
      } else if (found) {
        const taken = await store.takeOver(found.claim, { now, until: now + CLAIM_MS });
        if (taken) return make(taken, wish, true);
        if (clock.now() >= giveUpAt) return { kind: 'being-opened' };
        await new Promise<void>(resolve => clock.after(LOOK_EVERY_MS, resolve));
      }
    }
  }

  async function make(claim: Claim, wish: Wish, again: boolean): Promise<Opened> {
    // A claim taken over keeps its first place: there a half-made thread is looked for.
    const request = requestFor(claim, { paper: wish.paper, message: wish.message(claim.mark) });
    try {
      const made = (again ? await threads().findMade(request) : undefined) ?? (await threads().make(request));
      await keep(claim, made, wish.openedBy);
      return { kind: 'opened', ...made };
    } catch (error) {
      const outcome = troubled(error);
      // Discord has said no: nothing was made. Where its answer was lost, the claim stays, and the next one looks first.
      if (outcome.trouble.kind !== 'unreachable') await store.release(claim);
      return outcome;
    }
  }

  async function keep(claim: Claim, made: MadeThread, openedBy?: string): Promise<void> {
    const { threadId, channelId } = made;
    await store.record(claim, { threadId, channelId, now: clock.now(), ...(openedBy !== undefined && { openedBy }) });
  }

  return {
    async visit(guildId, paperId) {
      const found = await store.find({ guildId, paperId });
      if (found?.state !== 'open') return undefined;
      return shared(visits, found.discussion.threadId, () => visitThread(found.discussion));
    },

    isUnderWay: (guildId, paperId) => underWay.has(`${guildId} ${paperId}`),

    open: wish => shared(underWay, `${wish.guildId} ${wish.paper.id}`, () => openThread(wish)),

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
