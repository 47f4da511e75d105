import { type CommandBody, commandBody } from '../../schema/command-body.ts';
import { DiscordError, invalidForm } from '../../schema/errors.ts';
import { parseBody } from '../../schema/spec.ts';
import { type Command, commandJson } from '../../state/commands.ts';
import { userJson } from '../../wire/people.ts';
import { type Call, NOTHING, ok, param, type Routes } from '../call.ts';

/** Who the bot is, where its gateway is, and its commands: global, and of one guild. */
export const applicationRoutes: Routes = {
  'GET /gateway/bot': ({ state }) =>
    ok({
      url: state.url.replace('http', 'ws'),
      shards: state.recommendedShards,
      session_start_limit: state.sessionStarts.json(),
    }),
  'GET /users/@me': ({ state }) => ok({ ...userJson(state.world.bot), email: null, mfa_enabled: true, verified: true }),
  'GET /applications/@me': ({ state }) => ok(applicationJson(state)),
  'GET /oauth2/applications/@me': ({ state }) => ok(applicationJson(state)),
  ...commandRoutes('/applications/{application}/commands'),
  ...commandRoutes('/applications/{application}/guilds/{guild}/commands'),
};

/** What anybody may ask. */
export const openRoutes: Routes = {
  'GET /gateway': ({ state }) => ok({ url: state.url.replace('http', 'ws') }),
};

function applicationJson({ world }: Call['state']) {
  const { id, name, ownerId, team } = world.application;
  const person = (userId: string) => {
    const user = world.users.get(userId);
    return user && userJson(user);
  };
  return {
    id,
    name,
    icon: null,
    description: '',
    bot: userJson(world.bot),
    bot_public: true,
    bot_require_code_grant: false,
    flags: 0,
    hook: true,
    redirect_uris: [],
    summary: '',
    verify_key: '0'.repeat(64),
    type: null,
    ...(ownerId !== undefined && { owner: person(ownerId) }),
    team: team
      ? {
          id,
          icon: null,
          name: 'Team',
          owner_user_id: team[0]?.userId,
          members: team.map(({ userId, accepted, role }) => ({
            team_id: id,
            user: person(userId),
            membership_state: accepted ? 2 : 1,
            role,
          })),
        }
      : null,
    integration_types_config: { 0: {}, 1: {} },
    approximate_guild_count: [...world.guilds.values()].filter(({ members }) => members.has(world.bot.id)).length,
  };
}

function commandRoutes(base: string): Routes {
  const shown = (call: Call, command: Command, localised = call.query.get('with_localizations') === 'true') =>
    commandJson(call.state.world.application.id, command, localised);
  return {
    [`GET ${base}`]: call => ok(call.state.commands.list(scope(call)).map(command => shown(call, command))),
    [`PUT ${base}`]: async call => {
      const guildId = scope(call);
      if (!Array.isArray(call.body)) {
        const message = 'Only iterables may be used in a ListType';
        throw invalidForm({ path: [], code: 'LIST_TYPE_CONVERT', message });
      }
      const bodies: CommandBody[] = [];
      for (const [index, body] of call.body.entries()) bodies.push(await checked(call, body, 'commandInList', [index]));
      return ok(call.state.commands.replaceAll(bodies, guildId).map(command => shown(call, command, true)));
    },
    [`POST ${base}`]: async call => {
      const guildId = scope(call);
      const command = call.state.commands.put(await checked(call, call.body, 'commandCreate'), guildId);
      return ok(shown(call, command, true), 201);
    },
    // Of commands that are registered everywhere, too; by the app's own id: of all its commands.
    [`GET ${base}/{command}/permissions`]: call => {
      const { guild } = call.params;
      const { id: application_id } = call.state.world.application;
      if (param(call, 'command') === application_id) {
        const ofApp = call.state.commandRights.get(`${guild} `);
        if (!ofApp) throw new DiscordError('unknownCommandPermissions');
        return ok({ id: application_id, application_id, guild_id: guild, permissions: ofApp });
      }
      const command =
        call.state.commands.find(param(call, 'command'), scope(call)) ??
        call.state.commands.find(param(call, 'command'));
      const permissions = command && call.state.commandRights.get(`${guild} ${command.body.name}`);
      if (!command || !permissions) throw new DiscordError('unknownCommandPermissions');
      return ok({ id: command.id, application_id, guild_id: guild, permissions });
    },
    [`GET ${base}/{command}`]: call => ok(shown(call, find(call))),
    [`PATCH ${base}/{command}`]: async call => {
      const { body, guildId } = find(call);
      await call.state.schemas('commandEdit', call.body);
      const changed: unknown = { ...body, ...(typeof call.body === 'object' ? call.body : {}) };
      return ok(shown(call, call.state.commands.put(parseBody(commandBody, changed), guildId), true));
    },
    [`DELETE ${base}/{command}`]: call => {
      call.state.commands.remove(find(call));
      return NOTHING;
    },
  };
}

/** The guild of the path, in which the app must be; nothing for the global commands. */
function scope(call: Call): string | undefined {
  const { world } = call.state;
  if (param(call, 'application') !== world.application.id) throw new DiscordError('unknownApplication');
  const { guild } = call.params;
  const there = guild === undefined ? undefined : world.guilds.get(guild);
  if (guild !== undefined && !there?.members.has(world.bot.id) && !there?.commandsOnly)
    throw new DiscordError('missingAccess');
  return guild;
}

function find(call: Call): Command {
  const command = call.state.commands.find(param(call, 'command'), scope(call));
  if (!command) throw new DiscordError('unknownCommand');
  return command;
}

async function checked(
  { state }: Call,
  body: unknown,
  kind: 'commandInList' | 'commandCreate',
  path: PropertyKey[] = [],
): Promise<CommandBody> {
  const parsed = parseBody(commandBody, body, path);
  await state.schemas(kind, body);
  return parsed;
}
