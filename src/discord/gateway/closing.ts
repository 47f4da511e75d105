import { GatewayCloseCodes } from 'discord.js';

/**
 * What the codes mean with which Discord closes:
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
 */

const FOR_GOOD: ReadonlySet<number> = new Set([
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
]);

/** After these the session does not go on; Discord's own normal closures (1000, 1001) end it too. */
const SESSION_OVER: ReadonlySet<number> = new Set([
  1000,
  1001,
  GatewayCloseCodes.NotAuthenticated,
  GatewayCloseCodes.AlreadyAuthenticated,
  GatewayCloseCodes.InvalidSeq,
  GatewayCloseCodes.SessionTimedOut,
]);

/** Another try would be refused too. */
export function isForGood(code: number | undefined): code is number {
  return code !== undefined && FOR_GOOD.has(code);
}

export function endsSession(code: number | undefined): boolean {
  return code !== undefined && SESSION_OVER.has(code);
}

const WORDS: Partial<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]:
    'Discord does not accept DISCORD_TOKEN. Copy the token from https://discord.com/developers/applications (Bot, Reset Token) and set it in the environment or in .env.',
  [GatewayCloseCodes.ShardingRequired]:
    'The bot is in too many servers for so few connections (Discord requires sharding from 2,500). Set SHARDS=auto.',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not allow this bot the intents it asked for. Offprint needs only "Guilds", which every bot has; check the bot in the developer portal.',
};

/** What happened and what to do, for the operator. */
export function closedForGood(code: number): string {
  return (
    WORDS[code] ??
    `Discord closed the connection for good (code ${code}). Start Offprint again; if it happens again, look for that code in Discord's documentation.`
  );
}
