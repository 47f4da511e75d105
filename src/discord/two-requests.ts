import { DiscordAPIError } from 'discord.js';

/**
 * The second of two requests that belong together, when the first is done. Where Discord refuses it, the first is taken
 * back, so that a refusal leaves nothing behind. Without a clear answer both stay: the second may have arrived, and
 * whoever looks next finishes it. Throws what stopped the second; or what stopped taking back the first, unless that is
 * gone already or cannot be had.
 */
export async function orTakeBack<T>(second: () => Promise<T>, takeBack: () => Promise<unknown>): Promise<T> {
  try {
    return await second();
  } catch (error) {
    if (isRefusal(error)) await takeBack().catch(unlessRefused);
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}
