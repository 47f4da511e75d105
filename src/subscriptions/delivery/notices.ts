import { randomBytes } from 'node:crypto';
import { RESUMES_ITSELF, type Subscription } from '../../model/subscription.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { KeptNotice, Store } from '../../store/index.ts';
import type { Failure, GuildInfo, Notice, Poster, Recipient } from '../ports/poster.ts';
import { createNoticeQuota } from './notice-quota.ts';
import { createRetry } from './retry.ts';

/**
 * How long a notice is this process's, in ms: longer than asking everybody takes. What a dead one held is taken up as
 * late as that.
 */
const HOLD_MS = 10 * 60_000;
/** After the start, in ms: by then the gateway has told what is in the way, and what is not. */
const FIRST_LOOK_MS = 15_000;

export interface Notices {
  /** Tells whoever looks after them, one notice for each owner and server. Never throws; nothing waits for it. */
  tell(notice: Notice): void;
  /** Waits for the requests under way, and tries nothing again: the next start does. */
  stop(): Promise<void>;
}

interface Addressee {
  who: 'creator' | 'notice channel' | 'system channel' | 'owner';
  to: Recipient;
}

export interface NoticesOptions {
  store: Pick<Store, 'settings' | 'notices' | 'subscriptions'>;
  poster: Pick<Poster, 'tell' | 'guild' | 'isMember' | 'obstacle'>;
  clock: Clock;
  random: () => number;
  log: Log;
}

const WHERE_ELSE = 'the reason stands in /daily list or /follow list';

/**
 * Somebody hears: the creator, else the server's notice channel, else its system channel, else its owner. A notice is
 * kept until then. So it may come a second time, minutes after a killed process has sent it, which is better than not
 * at all.
 */
export function createNotices({ store, poster, clock, random, log }: NoticesOptions): Notices {
  const telling = new Set<Promise<void>>();
  /** Notices that this process is at, however long that takes. */
  const own = new Set<string>();
  const retry = createRetry(clock, random);
  const mayTell = createNoticeQuota(clock);

  /** `stopped`: it is still to be told. */
  async function tellOne(id: string, notice: Notice): Promise<'over' | 'stopped'> {
    const [first] = notice.subscriptions;
    if (!first) return 'over';
    const { guildId } = first.place;
    const context = { notice: notice.kind, subscriptions: notice.subscriptions.map(({ id }) => id) };
    const onAgain = (failure: Failure, inMs: number) =>
      log.info({ ...context, ...reasonOf(failure), inMs }, 'Discord did not take a notice; it is tried again');
    const guild = guildId === undefined ? undefined : await guildOf(guildId, onAgain);
    // The id is one for all of them: where the first one has it after all, Discord does not make it a second time.
    for await (const { who, to } of addressees(first, guild)) {
      const message = { ...notice, ...(guild && { guildName: guild.name }) };
      const told = await retry.ask(() => poster.tell(to, message, id), onAgain);
      if (told.kind === 'done') {
        log.info({ ...context, to: who }, 'A notice was sent');
        return 'over';
      }
      if (told.kind === 'stopped') {
        log.info(context, 'The bot stops before a notice was sent; the next start sends it');
        return 'stopped';
      }
      const what = isClear(told) ? 'A notice was refused' : 'Discord does not take a notice';
      log.warn({ ...context, to: who, ...reasonOf(told) }, what);
    }
    log.warn(context, `Nobody could be told; ${WHERE_ELSE}`);
    return 'over';
  }

  /** Nothing waits for it. */
  function begin(work: Promise<void>): void {
    const tracked = work
      .catch(err => log.warn({ err }, `A notice could not be sent; ${WHERE_ELSE}`))
      .finally(() => telling.delete(tracked));
    telling.add(tracked);
  }

  async function tellAndSettle(id: string, notice: Notice): Promise<void> {
    own.add(id);
    try {
      const outcome = await tellOne(id, notice);
      await (outcome === 'over' ? store.notices.done(id) : store.notices.release(id)).catch(err =>
        log.warn({ err }, 'What became of a notice is not noted; it may come again'),
      );
    } finally {
      own.delete(id);
    }
  }

  async function keepAndTell(notice: Notice): Promise<void> {
    const id = randomBytes(12).toString('base64url');
    own.add(id);
    await store.notices
      .keep(id, keptOf(notice), clock.now() + HOLD_MS)
      .catch(err => log.warn({ err }, 'A notice is not kept: should the bot stop now, nobody hears'));
    await tellAndSettle(id, notice);
  }

  /** What an earlier process left, as far as it is still so. */
  async function takeUp(): Promise<void> {
    const now = clock.now();
    const ours = new Set(own);
    for (const { id, notice } of await store.notices.takeUp(now, now + HOLD_MS)) {
      if (ours.has(id)) continue;
      if (!notice) {
        log.warn({ notice: id }, 'A notice in the database cannot be read; it is given up');
        await store.notices.done(id);
        continue;
      }
      const found = await Promise.all(notice.subscriptionIds.map(one => store.subscriptions.get(one)));
      const subscriptions = [];
      for (const one of found) if (one && (await isStillSo(notice, one))) subscriptions.push(one);
      begin(tellAndSettle(id, { ...notice, subscriptions }));
    }
  }

  /** What paused may have gone on meanwhile, or be about to. */
  async function isStillSo(notice: KeptNotice, one: Subscription): Promise<boolean> {
    if (notice.kind !== 'paused') return true;
    const { paused } = one;
    if (!paused || paused.reason === 'by-hand') return false;
    if (!RESUMES_ITSELF.includes(paused.reason)) return true;
    return (await poster.obstacle(one).catch(() => 'unknown')) !== 'free';
  }

  function look(): void {
    begin(takeUp());
    cancel = clock.after(HOLD_MS, look);
  }

  /**
   * Undefined where the bot was removed, or Discord does not answer: whoever set things up is notified all the same.
   */
  async function guildOf(guildId: string, onAgain: (failure: Failure, inMs: number) => void) {
    const answer = await retry.ask(() => poster.guild(guildId), onAgain);
    return answer.kind === 'known' ? answer.guild : undefined;
  }

  async function* addressees({ place, setUpBy }: Subscription, guild?: GuildInfo): AsyncGenerator<Addressee> {
    const { guildId } = place;
    // Somebody who has left the server can do nothing about it.
    const isThere = setUpBy !== '' && (!guild || guildId === undefined || (await poster.isMember(guildId, setUpBy)));
    if (isThere) yield { who: 'creator', to: { userId: setUpBy } };
    if (!guild || guildId === undefined) return;
    const { noticeChannelId } = await store.settings.get(guildId);
    if (noticeChannelId !== undefined) yield { who: 'notice channel', to: { channelId: noticeChannelId } };
    const { systemChannelId, ownerId } = guild;
    if (systemChannelId !== undefined && systemChannelId !== noticeChannelId)
      yield { who: 'system channel', to: { channelId: systemChannelId } };
    if (ownerId !== setUpBy) yield { who: 'owner', to: { userId: ownerId } };
  }

  let cancel = clock.after(FIRST_LOOK_MS, look);
  return {
    tell(notice) {
      const groups = Map.groupBy(notice.subscriptions, ({ setUpBy, place }) => `${setUpBy} ${place.guildId ?? ''}`);
      for (const [to, subscriptions] of groups) {
        if (mayTell(to)) begin(keepAndTell({ ...notice, subscriptions }));
        else
          log.warn(
            { notice: notice.kind, subscriptions: subscriptions.map(({ id }) => id) },
            `A person had thirty notices of one server in an hour; this one is not sent, and ${WHERE_ELSE}`,
          );
      }
    },
    async stop() {
      cancel();
      retry.stop();
      // A look that is under way may begin more of them.
      while (telling.size > 0) await Promise.all(telling);
    },
  };
}

function keptOf(notice: Notice): KeptNotice {
  const subscriptionIds = notice.subscriptions.map(({ id }) => id);
  switch (notice.kind) {
    case 'paused': {
      const { kind, reason, obstacle } = notice;
      const inTheWay = obstacle && { obstacle: { ...obstacle, missing: [...obstacle.missing] } };
      return { kind, reason, ...inTheWay, subscriptionIds };
    }
    case 'refused':
      return { kind: notice.kind, refused: notice.refused, subscriptionIds };
    case 'empty':
      return { kind: notice.kind, subscriptionIds };
  }
}

const isClear = ({ kind }: Failure) => kind === 'barred' || kind === 'refused';

/** For the log. */
function reasonOf(failure: Failure) {
  switch (failure.kind) {
    case 'barred':
      return { reason: failure.reason };
    case 'limited':
      return { reason: 'rate limit', afterMs: failure.afterMs };
    case 'refused':
    case 'unsure': {
      const { error } = failure;
      return { reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    }
  }
}
