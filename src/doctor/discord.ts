import type { Checkup } from '../discord/index.ts';
import type { Finding } from './finding.ts';

/** Discord requires more than one connection from so many servers on. */
const MOST_SERVERS = 2_500;
/** Warned of before, while there is time. */
const MANY_SERVERS = 2_000;
/** Of the 1,000 sessions of a day. */
const FEW_SESSIONS = 100;

/** What Discord says of the bot, in words. */
export function discordFindings(checkup: Checkup): Finding[] {
  if (checkup.kind === 'refused') {
    return [
      wrong(
        'token',
        'Discord does not accept DISCORD_TOKEN. Copy it from https://discord.com/developers/applications (Bot, Reset Token).',
      ),
    ];
  }
  if (checkup.kind === 'unreachable') {
    return [
      wrong(
        'Discord',
        `Discord cannot be reached: ${checkup.reason}. Check the network, a proxy or firewall, and DISCORD_API_URL; https://discordstatus.com says whether Discord is well.`,
      ),
    ];
  }
  return [
    { about: 'token', state: 'fine', text: `Discord knows the bot as ${checkup.name}.` },
    intents(),
    sessions(checkup.sessions),
    servers(checkup.servers.length, checkup.invite),
    commands(checkup),
  ];
}

function intents(): Finding {
  return { about: 'intents', state: 'fine', text: 'Only "Guilds" is needed, which every bot has.' };
}

function sessions({
  remaining,
  total,
  resetAfterMs,
}: {
  remaining: number;
  total: number;
  resetAfterMs: number;
}): Finding {
  const text = `${remaining} of ${total} connections are left today.`;
  if (remaining >= FEW_SESSIONS) return { about: 'connections', state: 'fine', text };
  const hours = Math.ceil(resetAfterMs / 3_600_000);
  const why = 'If nothing of yours starts so often, somebody else has the token: reset it in the developer portal.';
  const about = 'connections';
  return { about, state: remaining > 0 ? 'notice' : 'wrong', text: `${text} There are more in ${hours} h. ${why}` };
}

function servers(count: number, invite: string): Finding {
  const about = 'servers';
  if (count === 0) return { about, state: 'notice', text: `The bot is in no server yet. Install it: ${invite}` };
  const text = `The bot is in ${count === 1 ? 'one server' : `${count.toLocaleString('en')} servers`}.`;
  if (count >= MOST_SERVERS)
    return wrong(about, `${text} Discord requires sharding from ${MOST_SERVERS} on: set SHARDS=auto.`);
  if (count >= MANY_SERVERS)
    return { about, state: 'notice', text: `${text} From ${MOST_SERVERS} on Discord requires sharding: SHARDS=auto.` };
  return { about, state: 'fine', text };
}

function commands({ commands: state, guildId, invite }: Extract<Checkup, { kind: 'known' }>): Finding {
  const about = 'commands';
  switch (state) {
    case 'in-step':
      return { about, state: 'fine', text: 'Discord has the commands of this version.' };
    case 'differ':
      return {
        about,
        state: 'notice',
        text: 'Discord has other commands than this version. A start registers them, or: npm run register',
      };
    case 'not-installed':
      return wrong(
        about,
        `DISCORD_GUILD_ID names the server ${guildId}, which has not installed Offprint. Check the id, and install it there: ${invite}`,
      );
  }
}

function wrong(about: string, text: string): Finding {
  return { about, state: 'wrong', text };
}
