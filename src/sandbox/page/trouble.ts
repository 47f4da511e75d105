import type { Clock } from '../../platform/clock.ts';
import type { DrivenClock } from '../clock/driven-clock.ts';
import type { FaultControls } from '../controls/fault-controls.ts';
import type { WorldControls } from '../controls/world-controls.ts';
import type { World } from '../world/world.ts';
import { findChannel } from '../world/world.ts';
import type { Trouble } from './asks.ts';

/**
 * Seconds that a bot is told to wait: long enough to be seen, short enough that it can still answer within Discord's
 * three.
 */
const RETRY_AFTER_S = 1;

/** discord.js tries a request that failed with 5xx three times more: one failure less, and nothing would be seen. */
const FAILURES_SEEN = 4;

export interface TroubleParts {
  world: World;
  clock: Clock;
  controls: FaultControls & WorldControls;
}

/** Does what the page's panel of faults asks for. */
export async function cause({ world, clock, controls }: TroubleParts, trouble: Trouble): Promise<void> {
  const where = () => {
    const channel = 'channel' in trouble ? findChannel(world, trouble.channel) : undefined;
    if (channel?.guildId === undefined) throw new Error('This works in the channels of a server only.');
    return { guild: channel.guildId, channel: channel.id };
  };
  switch (trouble.what) {
    case 'rateLimit':
      return controls.rateLimitNext({ retryAfter: RETRY_AFTER_S });
    case 'serverError':
      return controls.failNext({ status: 500, times: FAILURES_SEEN });
    case 'dropGateway':
      return controls.dropGateway();
    case 'calm':
      return controls.clear();
    case 'deleteChannel':
      return controls.deleteChannel(where());
    case 'takePermission':
      return controls.removePermission({ ...where(), permission: trouble.permission });
    case 'givePermission':
      return controls.grantPermission({ ...where(), permission: trouble.permission });
    case 'advance':
      if (!isDriven(clock)) throw new Error('This sandbox runs by the clock of the system, which cannot be moved on.');
      return clock.advance(trouble.ms);
  }
}

export function isDriven(clock: Clock): clock is DrivenClock {
  return 'advance' in clock;
}
