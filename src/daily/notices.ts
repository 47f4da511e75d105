import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/index.ts';
import { createPatience } from './patience.ts';
import type { Failure, GuildInfo, Notice, Poster, Recipient } from './poster.ts';
import type { Subscription } from './subscription.ts';

export interface Notices {
  /** Tells whoever looks after them, one notice for each owner and server. Never throws; nothing waits for it. */
  tell(notice: Notice): void;
  /** Waits for the requests under way, and tries nothing again. */
  stop(): Promise<void>;
}

interface Addressee {
  who: 'creator' | 'notice channel' | 'system channel' | 'owner';
  to: Recipient;
}

export interface NoticesOptions {
  store: Pick<Store, 'settings'>;
  poster: Pick<Poster, 'tell' | 'guild' | 'isMember'>;
  clock: Clock;
  random: () => number;
  log: Log;
}

const WHERE_ELSE = 'the reason stands in /daily list or /follow list';

/** Somebody hears: the creator, else the server's notice channel, else its system channel, else its owner. */
export function createNotices({ store, poster, clock, random, log }: NoticesOptions): Notices {
  const telling = new Set<Promise<void>>();
  const patience = createPatience(clock, random);

  async function tellOne(notice: Notice): Promise<void> {
    const [first] = notice.subscriptions;
    if (!first) return;
    const { guildId } = first.place;
    const context = { notice: notice.kind, subscriptions: notice.subscriptions.map(({ id }) => id) };
    const onAgain = (failure: Failure, inMs: number) =>
      log.info({ ...context, ...reasonOf(failure), inMs }, 'Discord did not take a notice; it is tried again');
    const guild = guildId === undefined ? undefined : await guildOf(guildId, onAgain);
    // One for all of them: where the first one has it after all, Discord does not make it a second time.
    const id = randomBytes(12).toString('base64url');
    for await (const { who, to } of addressees(first, guild)) {
      const message = { ...notice, ...(guild && { guildName: guild.name }) };
      const told = await patience.ask(() => poster.tell(to, message, id), onAgain);
      if (told.kind === 'done') return log.info({ ...context, to: who }, 'A notice was sent');
      if (told.kind === 'stopped') return log.warn(context, `The bot stops before a notice was sent; ${WHERE_ELSE}`);
      const what = isClear(told) ? 'A notice was refused' : 'Discord does not take a notice';
      log.warn({ ...context, to: who, ...reasonOf(told) }, what);
    }
    log.warn(context, `Nobody could be told; ${WHERE_ELSE}`);
  }

  /** Undefined where the bot was removed, or Discord does not answer: whoever set things up is told all the same. */
  async function guildOf(guildId: string, onAgain: (failure: Failure, inMs: number) => void) {
    const answer = await patience.ask(() => poster.guild(guildId), onAgain);
    return answer.kind === 'known' ? answer.guild : undefined;
  }

  async function* addressees({ place, setUpBy }: Subscription, guild?: GuildInfo): AsyncGenerator<Addressee> {
    const { guildId } = place;
    // Who has left the server can do nothing about it.
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

  return {
    tell(notice) {
      const groups = Map.groupBy(notice.subscriptions, ({ setUpBy, place }) => `${setUpBy} ${place.guildId ?? ''}`);
      for (const subscriptions of groups.values()) {
        const told = tellOne({ ...notice, subscriptions })
          .catch(err => log.warn({ err, notice: notice.kind }, 'A notice could not be sent'))
          .finally(() => telling.delete(told));
        telling.add(told);
      }
    },
    async stop() {
      patience.stop();
      await Promise.all(telling);
    },
  };
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
