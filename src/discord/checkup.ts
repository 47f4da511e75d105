import { DiscordAPIError, REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../interactions/command.ts';
import type { Clock } from '../platform/clock.ts';
import type { Look } from '../subscriptions/index.ts';
import { askedObstacle } from './asked-obstacle.ts';
import { reasonOf } from './gateway/info.ts';
import { inviteLinks } from './invites.ts';
import { isNotThere } from './registrar.ts';
import { isInStep } from './registration.ts';

/** What Discord says of a bot when it is asked, without connecting. */
export type Checkup =
  | { kind: 'refused' }
  | { kind: 'unreachable'; reason: string }
  | {
      kind: 'known';
      name: string;
      /** The address by which servers install it. */
      invite: string;
      /** Ids of the servers that it is in. */
      servers: string[];
      sessions: { remaining: number; total: number; resetAfterMs: number };
      commands: 'in-step' | 'differ' | 'not-installed';
      guildId: string | undefined;
    };

const TIMEOUT_MS = 8_000;
/** Discord lists so many servers at a time. */
const PAGE = 200;
const applicationSchema = z.looseObject({ id: z.string(), name: z.string() });
const guildsSchema = z.array(z.looseObject({ id: z.string() }));
const gatewaySchema = z.looseObject({
  session_start_limit: z.looseObject({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
});

interface CheckupOptions {
  token: string;
  apiUrl: string;
  guildId: string | undefined;
  commands: readonly Command[];
}

export async function checkDiscord({ token, apiUrl, guildId, commands }: CheckupOptions): Promise<Checkup> {
  const rest = new REST({ api: apiUrl, retries: 0, timeout: TIMEOUT_MS }).setToken(token);
  try {
    const application = applicationSchema.parse(await rest.get(Routes.currentApplication()));
    const limit = gatewaySchema.parse(await rest.get(Routes.gatewayBot())).session_start_limit;
    return {
      kind: 'known',
      name: application.name,
      invite: inviteLinks(application.id).server,
      servers: await serversOf(rest),
      sessions: { remaining: limit.remaining, total: limit.total, resetAfterMs: limit.reset_after },
      commands: await commandsState(commands, { rest, applicationId: application.id, guildId }),
      guildId,
    };
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) return { kind: 'refused' };
    return { kind: 'unreachable', reason: reasonOf(error) };
  }
}

async function serversOf(rest: REST): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const last = ids.at(-1);
    const query = new URLSearchParams({ limit: String(PAGE), ...(last !== undefined && { after: last }) });
    const page = guildsSchema.parse(await rest.get(Routes.userGuilds(), { query }));
    ids.push(...page.map(({ id }) => id).filter(id => !ids.includes(id)));
    if (page.length < PAGE) return ids;
  }
}

async function commandsState(
  commands: readonly Command[],
  where: Parameters<typeof isInStep>[1],
): Promise<'in-step' | 'differ' | 'not-installed'> {
  try {
    return (await isInStep(commands, where)) ? 'in-step' : 'differ';
  } catch (error) {
    if (where.guildId !== undefined && isNotThere(error)) return 'not-installed';
    throw error;
  }
}

/** What keeps posts from a place, asked of Discord. */
export function placeLook({ token, apiUrl, clock }: { token: string; apiUrl: string; clock: Clock }): Look {
  return askedObstacle(new REST({ api: apiUrl, retries: 1, timeout: TIMEOUT_MS }).setToken(token), clock);
}
