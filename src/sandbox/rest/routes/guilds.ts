import { z } from 'zod';
import { DiscordError } from '../../schema/errors.ts';
import { parseBody } from '../../schema/spec.ts';
import { channelJson } from '../../wire/channels.ts';
import { guildJson } from '../../wire/guilds.ts';
import { memberJson, roleJson, userJson } from '../../wire/people.ts';
import { dmWith } from '../../world/default-world.ts';
import { memberGuild, visibleChannel } from '../access.ts';
import { NOTHING, ok, param, type Routes } from '../call.ts';

const openDm = z.object({ recipient_id: z.string() });

/** Servers, their channels, roles and members; users; opening a DM. */
export const guildRoutes: Routes = {
  'GET /users/@me/guilds': ({ state: { world } }) =>
    ok([...world.guilds.values()].filter(({ members }) => members.has(world.bot.id)).map(guildJson)),
  'GET /guilds/{guild}': call => ok(guildJson(memberGuild(call))),
  'GET /guilds/{guild}/channels': call => {
    const channels = [...memberGuild(call).channels.values()].filter(({ thread }) => !thread);
    return ok(channels.map(channel => channelJson(call.state.world, channel)));
  },
  'GET /guilds/{guild}/roles': call => ok([...memberGuild(call).roles.values()].map(roleJson)),
  'GET /guilds/{guild}/members/{user}': call => {
    const { world } = call.state;
    const id = param(call, 'user');
    const member = memberGuild(call).members.get(id === '@me' ? world.bot.id : id);
    if (!member) throw new DiscordError(world.users.has(id) ? 'unknownMember' : 'unknownUser');
    return ok(memberJson(world, member));
  },
  'DELETE /users/@me/guilds/{guild}': call => {
    const guild = memberGuild(call);
    guild.members.delete(call.state.world.bot.id);
    call.state.emit({ name: 'GUILD_DELETE', guildId: guild.id, intents: 0, data: { id: guild.id } });
    return NOTHING;
  },
  'GET /channels/{channel}': call => ok(channelJson(call.state.world, visibleChannel(call).channel)),
  'GET /users/{user}': call => {
    const user = call.state.world.users.get(param(call, 'user'));
    if (!user) throw new DiscordError('unknownUser');
    return ok(userJson(user));
  },
  'POST /users/@me/channels': call => {
    const { world } = call.state;
    const user = world.users.get(parseBody(openDm, call.body).recipient_id);
    if (!user || user.bot) throw new DiscordError('unknownUser');
    return ok(channelJson(world, dmWith(world, user)));
  },
};
