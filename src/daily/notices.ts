import type { Log } from '../log.ts';
import type { Store } from '../store/index.ts';
import type { GuildInfo, Notice, Poster, Recipient } from './poster.ts';
import type { Subscription } from './subscription.ts';

export interface Notices {
  /** Tells whoever looks after them, one notice for each owner and server. Never throws; nothing waits for it. */
  tell(notice: Notice): void;
  stop(): Promise<void>;
}

interface Addressee {
  who: 'creator' | 'notice channel' | 'system channel' | 'owner';
  to: Recipient;
}

export interface NoticesOptions {
  store: Pick<Store, 'settings'>;
  poster: Pick<Poster, 'tell' | 'guild' | 'isMember'>;
  log: Log;
}

/** Somebody hears: the creator, else the server's notice channel, else its system channel, else its owner. */
export function createNotices({ store, poster, log }: NoticesOptions): Notices {
  const telling = new Set<Promise<void>>();

  async function tellOne(notice: Notice): Promise<void> {
    const [first] = notice.subscriptions;
    if (!first) return;
    const { guildId } = first.place;
    const guild = guildId === undefined ? undefined : await poster.guild(guildId);
    const context = { notice: notice.kind, subscriptions: notice.subscriptions.map(({ id }) => id) };
    for await (const { who, to } of addressees(first, guild)) {
      const told = await poster.tell(to, { ...notice, ...(guild && { guildName: guild.name }) });
      if (told === 'done') return log.info({ ...context, to: who }, 'A notice was sent');
      log.warn({ ...context, to: who, reason: told.refused }, 'A notice was refused');
    }
    log.warn(context, 'Nobody could be told; the reason stands in /daily list or /follow list');
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
      await Promise.all(telling);
    },
  };
}
