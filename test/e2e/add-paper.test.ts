import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { startService } from '../sources/rig.ts';
import { queryEntry, queryFeed, sample } from '../sources/samples.ts';
import { setTheStage } from './harness.ts';

const CHANNEL: Place = { guild: 'Paper club', channel: 'papers' };
const FOREIGN: Place = { userInstalled: true };
const WANTED = sample(7, { title: 'Sample Paper About Marmots', abstract: 'We watch marmots.' });
const LINK = `https://arxiv.org/abs/${WANTED.id}`;

/** arXiv's query service on loopback, which has one paper. */
async function arxiv() {
  const service = await startService(url => {
    const entries = url.searchParams.get('id_list') === WANTED.id ? [queryEntry(WANTED)] : [];
    return { body: queryFeed(entries, entries.length) };
  });
  return { service, env: { ARXIV_QUERY_URL: `${service.address}/query`, SOURCES_CONTACT: 'library@example.org' } };
}

const isOffer = ({ label }: { label: string }) => label === 'Add it';

describe('an arXiv paper that the collection lacks', () => {
  it('is added by a manager, shown, and found from then on', async () => {
    const { service, env } = await arxiv();
    const { sandbox } = await setTheStage({ env });
    const moderator = sandbox.person('moderator');
    const answer = await moderator.slash(CHANNEL, 'paper', { paper: LINK });
    const added = await moderator.press(await answer.later(), 'Add it');
    expect(added.private).toBe(true);
    expect((await added.later()).embeds[0]).toMatchObject({ title: WANTED.title, url: LINK });
    expect(service.asked).toHaveLength(1);
    const found = await sandbox.person('reader').slash(CHANNEL, 'search', { query: 'watching marmots' });
    expect(found.message?.text).toContain(WANTED.title);
    // Again: it is there, and arXiv is not asked.
    const again = await moderator.press(await answer.later(), 'Add it');
    expect((await again.later()).embeds[0]?.title).toBe(WANTED.title);
    expect(service.asked).toHaveLength(1);
  });

  it('is offered from a message’s menu, too', async () => {
    const { env } = await arxiv();
    const { sandbox } = await setTheStage({ env });
    const moderator = sandbox.person('moderator');
    const message = moderator.says(CHANNEL, `seen ${LINK} yet?`);
    const answer = await moderator.messageMenu(CHANNEL, 'Find papers like this', message);
    const added = await moderator.press(await answer.later(), 'Add it');
    expect((await added.later()).embeds[0]?.title).toBe(WANTED.title);
  });

  it.each([
    ['a member', 'reader', CHANNEL],
    ['a manager of a server without the bot', 'moderator', FOREIGN],
  ] as const)('is not offered to %s, and a forged button adds nothing', async (_who, name, place) => {
    const { service, env } = await arxiv();
    const { sandbox, restart } = await setTheStage({ env });
    // The sandbox's bot would else be anybody's.
    sandbox.world.application.ownerId = sandbox.person('newcomer').id;
    await restart();
    const person = sandbox.person(name);
    const answer = await person.slash(place, 'paper', { paper: LINK });
    expect(answer.message?.buttons.find(isOffer)).toBeUndefined();
    const forged = await person.raw.press(await answer.later(), `1;paper;add;${WANTED.id}`);
    expect(forged.private).toBe(true);
    expect((await forged.later()).text).toContain('added by people who manage this server');
    expect(service.asked).toEqual([]);
  });

  it('that arXiv lacks, or that is no id, is told so', async () => {
    const { service, env } = await arxiv();
    const { sandbox } = await setTheStage({ env });
    const moderator = sandbox.person('moderator');
    const answer = await moderator.slash(CHANNEL, 'paper', { paper: 'https://arxiv.org/abs/2601.99999' });
    const missing = await moderator.press(await answer.later(), 'Add it');
    expect((await missing.later()).text).toContain('arXiv has no paper 2601.99999');
    const forged = await moderator.raw.press(await answer.later(), '1;paper;add;@everyone');
    expect((await forged.later()).text).toContain('arXiv has no paper');
    expect(service.asked).toHaveLength(1);
  });

  it('cannot be added where arXiv would not know whom to write to', async () => {
    const { sandbox } = await setTheStage();
    const answer = await sandbox.person('moderator').slash(CHANNEL, 'paper', { paper: LINK });
    expect(answer.message?.buttons.find(isOffer)).toBeUndefined();
  });

  it('that arXiv refuses to give is told in words', async () => {
    const service = await startService(() => ({ status: 403, body: 'Forbidden' }));
    const env = { ARXIV_QUERY_URL: `${service.address}/query`, SOURCES_CONTACT: 'library@example.org' };
    const { sandbox } = await setTheStage({ env });
    const moderator = sandbox.person('moderator');
    const answer = await moderator.slash(CHANNEL, 'paper', { paper: LINK });
    const refused = await moderator.press(await answer.later(), 'Add it');
    expect((await refused.later()).text).toMatch(/could not be fetched: .*403.*Nothing was changed/s);
  });
});
