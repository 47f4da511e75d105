import type { Asker } from '../interactions/asker.ts';
import type { Whereabouts } from '../model/whereabouts.ts';
import type { Deed } from './deeds.ts';

export { type ChannelShape, type Deed, missingFor } from './deeds.ts';
export { has, inForce, isAsOpen, permissionsIn, RIGHTS, type Right } from './permissions.ts';

/**
 * What the people of a server may do and see, as Discord has it now. The bot does for a person only what that person
 * could do: this is the one place where it asks.
 */
export interface Rights {
  /** Whether this process hears of the server: others may have its shard. */
  knows(guildId: string): boolean;
  /**
   * A person as they stand in a server now, asked from outside of it; undefined where they are no member, or the bot is
   * none.
   */
  asMember(userId: string, guildId: string): Promise<Asker | undefined>;
  /**
   * What the asker lacks for it, by the names in Discord's settings; in a channel hidden from them (or from the bot)
   * only *View Channel*.
   */
  missing(asker: Asker, channelId: string, deed: Deed): readonly string[];
  /** Whether the asker may see it. What the bot itself cannot see counts as hidden. */
  maySee(asker: Asker, where: Whereabouts): boolean;
  /** Whether everyone who sees the channel surely sees the other place too. */
  seenByAll(channelId: string, where: Whereabouts): boolean;
}
