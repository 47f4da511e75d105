import { describe, expect, it, onTestFinished } from 'vitest';
import { drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import { startSandbox } from '../../../src/sandbox/index.ts';
import { addChannel, addGuild, addRole, emptyWorld } from '../../../src/sandbox/world/default-world.ts';
import { call } from '../api.ts';
import { startBot } from '../bot.ts';

async function sandboxOf(world = emptyWorld()) {
  const sandbox = await startSandbox({ world, clock: drivenClock() });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

describe('a world of one’s own', () => {
  it('of many servers', async () => {
    const world = emptyWorld();
    for (let index = 0; index < 200; index += 1)
      addChannel(world, addGuild(world, `server ${index}`, { bot: true }), 'papers');
    const sandbox = await sandboxOf(world);
    const bot = await startBot(sandbox);
    onTestFinished(() => bot.stop());
    expect(bot.client.guilds.cache.size).toBe(200);
    expect(sandbox.violations).toEqual([]);
  });

  it('of nothing', async () => {
    const bot = await startBot(await sandboxOf());
    onTestFinished(() => bot.stop());
    expect(bot.client.guilds.cache.size).toBe(0);
  });

  it('whose roles can be mentioned or not', async () => {
    const world = emptyWorld();
    const guild = addGuild(world, 'Club', { bot: true });
    const channel = addChannel(world, guild, 'papers');
    const open = addRole(world, guild, 'Readers', { mentionable: true });
    const closed = addRole(world, guild, 'Staff');
    const sandbox = await sandboxOf(world);
    const mention = async (roleIds: string[]) => {
      const body = {
        content: `<@&${open.id}> <@&${closed.id}> @everyone`,
        allowed_mentions: { parse: [], roles: roleIds },
      };
      const { body: message } = await call(sandbox, 'POST', `/channels/${channel.id}/messages`, body);
      return typeof message === 'object' && message !== null && 'mention_roles' in message && message.mention_roles;
    };
    expect(await mention([open.id, closed.id])).toEqual([open.id]);
    expect(await mention([])).toEqual([]);
    sandbox.faults.grantPermission({ guild: 'Club', permission: 'MENTION_EVERYONE' });
    expect(await mention([open.id, closed.id])).toEqual([open.id, closed.id]);
  });

  it('gives ids that grow while its clock stands still', async () => {
    const sandbox = await sandboxOf();
    const ids = Array.from({ length: 1000 }, () => BigInt(sandbox.world.newId(0)));
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(ids).size).toBe(1000);
  });
});
