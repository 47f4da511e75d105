import { describe, expect, it, vi } from 'vitest';
import { setTheStage } from './harness.ts';

const CHANNEL = { guild: 'Paper club', channel: 'papers' };
const CALLBACK = 'POST /interactions/{interaction}/{token}/callback';

describe('when a command fails', () => {
  it('the asker gets an apology with the code that the log has, and the bot lives on', async () => {
    const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { sandbox } = await setTheStage({
      random: () => {
        throw new Error('no luck today');
      },
    });
    const reader = sandbox.person('reader');
    const answer = await reader.slash(CHANNEL, 'random');
    expect(answer.private).toBe(true);
    const code = /`([0-9a-f]{8})`/.exec(answer.message?.content ?? '')?.[1];
    const log = logged.mock.calls.map(([line]) => String(line)).join('');
    logged.mockRestore();
    expect(log).toContain(`"reference":"${code}"`);
    expect(log).toContain('no luck today');
    expect((await reader.slash(CHANNEL, 'about')).message?.text).toContain('119 papers');
  });
});

describe('when Discord stumbles', () => {
  it('an answer that fails with 500 is tried again', async () => {
    const { sandbox } = await setTheStage();
    sandbox.faults.failNext({ route: CALLBACK, status: 500 });
    expect((await sandbox.person('reader').slash(CHANNEL, 'about')).message?.text).toContain('119 papers');
  });

  it('an answer that Discord took but did not confirm is not given twice', async () => {
    const { sandbox } = await setTheStage({ faulty: true });
    const reader = sandbox.person('reader');
    sandbox.faults.failNext({ route: CALLBACK, status: 500, when: 'after' });
    await reader.slash(CHANNEL, 'about');
    await reader.slash(CHANNEL, 'about');
    expect(reader.sees(CHANNEL)).toHaveLength(2);
  });
});

describe('registration', () => {
  const writes = (requests: readonly { method: string; path: string }[]) =>
    requests
      .filter(({ method, path }) => method === 'PUT' && path.includes('/commands'))
      .map(({ path }) => path.replace(/\d+/g, '#'));

  it('writes once, and nothing when nothing differs', async () => {
    const { sandbox, restart } = await setTheStage();
    await restart();
    expect(writes(sandbox.requests)).toEqual(['/applications/#/commands']);
  });

  it('in one server empties the commands everywhere, and the other way round', async () => {
    const { sandbox } = await setTheStage();
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === 'Lab');
    const names = (place: { guild: string; channel: string }) =>
      sandbox
        .person('reader')
        .commands(place)
        .map(({ name }) => name);
    expect(names(CHANNEL)).toContain('search');
    const env = { DISCORD_GUILD_ID: guild?.id ?? '', DISCORD_API_URL: sandbox.apiUrl, DISCORD_TOKEN: sandbox.token };
    const inLab = await setTheStage({ env });
    expect(names(CHANNEL)).toEqual([]);
    expect(names({ guild: 'Lab', channel: 'papers' }).filter(name => name === 'search')).toHaveLength(1);
    const before = writes(sandbox.requests).length;
    await inLab.restart();
    expect(writes(sandbox.requests)).toHaveLength(before);
    await setTheStage({ env: { DISCORD_API_URL: sandbox.apiUrl, DISCORD_TOKEN: sandbox.token } });
    expect(names(CHANNEL).filter(name => name === 'search')).toHaveLength(1);
    expect(names({ guild: 'Lab', channel: 'papers' }).filter(name => name === 'search')).toHaveLength(1);
  });
});
