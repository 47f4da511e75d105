import { HTTPError, Routes } from 'discord.js';
import { z } from 'zod';
import type { Metrics } from '../../monitoring/index.ts';
import { observedRest } from '../observed-rest.ts';
import { type GatewayInfo, gatewayInfoSchema } from './frames.ts';
import { ANSWER_MS } from './pauses.ts';

/** Where the gateway is, and how many sessions it still gives: asked now, and by `info` before each further session. */
export async function gatewayAddress(
  api: string,
  token: string,
  metrics: Metrics,
): Promise<{ first: GatewayInfo; info: () => Promise<GatewayInfo> }> {
  // Asking again, and when, is decided by those who keep the connection.
  const rest = observedRest({ api, retries: 0, timeout: ANSWER_MS }, metrics).setToken(token);
  const ask = async () => gatewayInfoSchema.parse(await rest.get(Routes.gatewayBot()));
  const first = await ask();
  let fresh: GatewayInfo | undefined = first;
  return {
    first,
    async info() {
      const answer = fresh ?? (await ask());
      fresh = undefined;
      return answer;
    },
  };
}

/** What went wrong, in one line for the log. */
export function reasonOf(error: unknown): string {
  if (error instanceof HTTPError) return `Discord's API answered with the HTTP status ${error.status}`;
  if (error instanceof z.ZodError) return "Discord's API answered with something that cannot be read";
  return error instanceof Error ? error.message : String(error);
}
