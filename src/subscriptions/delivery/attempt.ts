import type { ClubMessage } from '../../clubs/message.ts';
import { tagFits } from '../../discussions/index.ts';
import {
  type Delivery,
  type DeliveryNote,
  isFollow,
  type PauseReason,
  type Place,
  type Posted,
  type Subscription,
} from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Failure, Post, Poster, Search } from '../ports/poster.ts';
import { backoffMs } from './backoff.ts';

/**
 * How long after the first try Discord surely still knows a nonce, in ms. Its documentation says "a few minutes". After
 * that the bot looks for its post before it tries again.
 */
export const NONCE_COVER_MS = 60_000;
/**
 * A forum post has no nonce. A request that was given up may still arrive: only after this, in ms, looking for it
 * proves something.
 */
const SETTLE_MS = 30_000;
/**
 * A direct message refused with "missing access" may go through later (discord-api-docs#7666): only the fourth time
 * counts.
 */
const DM_REFUSALS = 4;
const DM_PAUSE_MS = 5 * 60_000;

export interface Situation {
  subscription: Subscription;
  /** Ms since the epoch. */
  now: number;
  /** Until when it may come, ms since the epoch. Then it ends, whatever Discord answers. */
  endsAt: number;
  /** Until when it is looked for what an earlier try may have left; not before `endsAt`. */
  looksUntil: number;
  /**
   * Whether this process has been running since before it was due: then only Discord's limits can have kept it waiting.
   */
  wasRunning: boolean;
  /** Of the papers chosen, those that the collection still has, and that were not withdrawn. */
  papers: readonly Paper[];
  /**
   * Of a journal club: what it says; `settled` where there is nothing left to say. Missing for all else, which says
   * something about its papers.
   */
  club?: ClubMessage | 'settled';
  /** The thread in which the only paper is discussed already. */
  discussion?: { guildId: string; threadId: string };
  /** Whether the claim lasts for one more request. */
  inTime(): boolean;
}

/** An occurrence this far ahead, in ms, was planned by a clock that was set back since: it is not to come now. */
const AHEAD_MS = 60_000;
/** Where the first try lies in the future, it was within so long, in ms. */
const LOOK_BACK_MS = 24 * 60 * 60_000;

/**
 * How late news may come, in ms. They wait longer than a paper of the day; what is not told by then is news again, and
 * comes with the next message.
 */
const NEWS_END_MS = 7 * 24 * 60 * 60_000;
/**
 * What ended while Offprint was away is looked for during so long after its start, in ms: one failure of Discord just
 * then decides nothing.
 */
const FIRST_LOOKS_MS = 10 * 60_000;

/** Until when a delivery may come. A paper of the day is for its day; what a club says has an end of its own. */
export function endOf(
  { dueAt }: Delivery,
  subscription: Subscription,
  { catchUpMs, startedAt, endsAt: own }: { catchUpMs: number; startedAt: number; endsAt?: number },
): Pick<Situation, 'endsAt' | 'looksUntil' | 'wasRunning'> {
  const endsAt = own ?? dueAt + (isFollow(subscription) ? NEWS_END_MS : catchUpMs);
  return { endsAt, looksUntil: Math.max(endsAt, startedAt + FIRST_LOOKS_MS), wasRunning: startedAt <= dueAt };
}

/** How long to wait where a claim ran out of time, in ms. */
const CLAIM_SPENT_MS = 1_000;

/** What is to be done with a claimed delivery. */
export type AttemptResult =
  | ({ kind: 'there' } & Posted)
  /** It was there, and somebody took it away. */
  | { kind: 'removed' }
  | { kind: 'again'; inMs: number; untouched: boolean }
  | { kind: 'ended'; state: 'failed' | 'missed'; note: DeliveryNote; error?: unknown }
  | { kind: 'paused'; reason: PauseReason };

/**
 * One try at a claimed delivery. If an earlier try may have arrived and its nonce may be forgotten, it is looked for
 * first: by its id, never by its title or time.
 */
export async function attempt(
  delivery: Delivery,
  situation: Situation,
  poster: Pick<Poster, 'post' | 'find'>,
  random: () => number,
): Promise<AttemptResult> {
  const { subscription, now } = situation;
  const late = now > situation.endsAt;
  const early = delivery.date !== undefined && delivery.dueAt > now + AHEAD_MS;
  const nothing = nothingToSay(situation);
  const hopeless = late || early || subscription.paused !== undefined || nothing !== undefined;
  const triedBefore = delivery.tries > 1;
  if (triedBefore && (hopeless || !coveredByNonce(delivery, situation))) {
    const search = await poster.find({ id: delivery.id, place: subscription.place }, triedSince(delivery, now));
    const result = afterSearch(search, delivery, situation, random);
    if (result) return result;
  }
  if (early) return { kind: 'ended', state: 'missed', note: 'late' };
  if (late) return { kind: 'ended', state: 'missed', note: triedBefore || situation.wasRunning ? 'gave-up' : 'late' };
  if (subscription.paused) return { kind: 'ended', state: 'missed', note: subscription.paused.reason };
  if (nothing) return { kind: 'ended', ...nothing };
  if (!situation.inTime()) return { kind: 'again', inMs: CLAIM_SPENT_MS, untouched: true };
  const result = await poster.post(toPost(delivery, situation));
  if (result.kind === 'there' || result.kind === 'removed') return result;
  return afterFailure(result, delivery, situation, random);
}

function nothingToSay({
  papers,
  club,
}: Situation): Pick<Extract<AttemptResult, { kind: 'ended' }>, 'state' | 'note'> | undefined {
  if (club === 'settled') return { state: 'missed', note: 'settled' };
  return club || papers.length > 0 ? undefined : { state: 'failed', note: 'papers-gone' };
}

/**
 * Where a delivery goes: a try that may have arrived is looked for where it went, also when its subscription has moved
 * since.
 */
export function placeOf({ triedIn, intoThread, recipientId }: Delivery, { place }: Subscription): Place {
  if (recipientId !== undefined) return { kind: 'dm', channelId: recipientId, userId: recipientId };
  if (intoThread !== undefined) return { ...place, kind: 'text', channelId: intoThread };
  if (!triedIn || triedIn.channelId === place.channelId) return place;
  return { ...triedIn, ...(place.guildId !== undefined && { guildId: place.guildId }) };
}

/** What is sent for a delivery. */
export function toPost(
  delivery: Pick<Delivery, 'id' | 'number' | 'chosenFor' | 'allPosted' | 'intoThread'>,
  { subscription, papers, discussion, club }: Pick<Situation, 'subscription' | 'papers' | 'discussion' | 'club'>,
): Post {
  const { id, place, roleId, roleState } = subscription;
  return {
    id: delivery.id,
    place,
    ...(isFollow(subscription) && { followId: id }),
    papers,
    fits: tag => papers.some(paper => tagFits(paper)(tag)),
    ...(delivery.number !== undefined && { number: delivery.number }),
    ...(delivery.chosenFor !== undefined && { chosenFor: delivery.chosenFor }),
    ...(delivery.allPosted !== undefined && { allPosted: delivery.allPosted }),
    ...(delivery.intoThread !== undefined && { again: true }),
    ...(club && club !== 'settled' && { club }),
    ...(roleId !== undefined && !roleState && { roleId }),
    ...(discussion && { discussion }),
  };
}

/** The thread that a forum's note was to go to is gone or locked: the paper gets a post of its own after all. */
export function leavesThread({ intoThread }: Delivery, result: AttemptResult): boolean {
  if (intoThread === undefined) return false;
  return (
    (result.kind === 'paused' && result.reason === 'channel-gone') ||
    (result.kind === 'ended' && result.note === 'refused')
  );
}

function coveredByNonce({ firstTryAt }: Delivery, { subscription, now }: Situation): boolean {
  if (subscription.place.kind === 'forum' || firstTryAt === undefined) return false;
  return firstTryAt <= now && now - firstTryAt < NONCE_COVER_MS;
}

/** The first try cannot be older than this, also where the clock was set back since. */
function triedSince({ firstTryAt, dueAt }: Delivery, now: number): number {
  const since = firstTryAt ?? dueAt;
  return since <= now ? since : now - LOOK_BACK_MS;
}

/** Undefined when it is proven not to be there. */
function afterSearch(
  search: Search,
  delivery: Delivery,
  situation: Situation,
  random: () => number,
): AttemptResult | undefined {
  if (search.kind === 'absent') return undefined;
  if (search.kind === 'there') return search;
  if (search.kind === 'barred') return afterFailure(search, delivery, situation, random);
  const inTime = situation.now <= situation.looksUntil;
  // A channel that cannot be listed now may be in a while; one whose listing Discord refuses, or after the time is
  // over, proves nothing.
  if ((search.kind === 'limited' || search.kind === 'unsure') && inTime)
    return afterFailure(search, delivery, { ...situation, endsAt: situation.looksUntil }, random);
  return {
    kind: 'ended',
    state: 'failed',
    note: 'unproven',
    ...('error' in search && { error: search.error }),
  };
}

function afterFailure(
  failure: Failure,
  { tries }: Delivery,
  situation: Situation,
  random: () => number,
): AttemptResult {
  const { place } = situation.subscription;
  /** No pause goes past the end. */
  const leftMs = situation.endsAt - situation.now + 1;
  switch (failure.kind) {
    case 'limited': {
      const inMs = failure.afterMs + random() * 250;
      if (inMs > leftMs && tries === 1) return { kind: 'ended', state: 'missed', note: 'gave-up' };
      return { kind: 'again', inMs: Math.min(inMs, leftMs), untouched: true };
    }
    case 'unsure': {
      const pause = Math.max(backoffMs(tries, random), place.kind === 'forum' ? SETTLE_MS : 0);
      return { kind: 'again', inMs: Math.min(pause, leftMs), untouched: false };
    }
    case 'barred':
      if (place.kind === 'dm' && failure.reason === 'no-access' && tries < DM_REFUSALS) {
        return { kind: 'again', inMs: Math.min(DM_PAUSE_MS, leftMs), untouched: false };
      }
      // Of direct messages it all means that the person does not take them.
      return { kind: 'paused', reason: place.kind === 'dm' ? 'dm-closed' : failure.reason };
    case 'refused':
      return { kind: 'ended', state: 'failed', note: failure.note, error: failure.error };
  }
}
