import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from 'discord.js';
import { NO_METRICS } from '../monitoring/index.ts';
import { type Clock, pause } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { closedForGood } from './gateway/closing.ts';
import { gatewayAddress, reasonOf } from './gateway/info.ts';
import { pauseMs } from './gateway/pauses.ts';
import { type StatusLog, statusLog } from './gateway/status-log.ts';

/** Discord will not have this bot, and trying again would not help. */
export class DiscordError extends OperatorError {}

/** By what heartbeats, pauses and waits go. */
export interface Network {
  clock: Clock;
  /** From 0 up to but not including 1. */
  random: () => number;
}

/**
 * Tries with growing pauses as long as Discord cannot be reached.
 * @throws {DiscordError} where another try would be refused too.
 */
export async function untilReached<T>(
  { clock, random }: Network,
  status: StatusLog,
  reach: () => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await reach();
    } catch (error) {
      const final = finalReason(error);
      if (final) throw final;
      status.failed(reasonOf(error), clock.now());
      await pause(clock, pauseMs(tries, random()));
    }
  }
}

/**
 * How many shards Discord recommends for the bot.
 * @throws {DiscordError} where another try would be refused too.
 */
export async function recommendedShards({
  token,
  apiUrl,
  network,
  log,
}: {
  token: string;
  apiUrl: string;
  network: Network;
  log: Log;
}): Promise<number> {
  const { first } = await untilReached(network, statusLog(log), () => gatewayAddress(apiUrl, token, NO_METRICS));
  return first.shards;
}

/** Why another try would be refused too, or undefined where waiting may help. */
export function finalReason(error: unknown): DiscordError | undefined {
  if (error instanceof DiscordError) return error;
  const refused =
    error instanceof DiscordjsError
      ? error.code === DiscordjsErrorCodes.TokenInvalid
      : error instanceof DiscordAPIError && error.status === 401;
  return refused ? new DiscordError(closedForGood(GatewayCloseCodes.AuthenticationFailed), error) : undefined;
}
