import { expect, it } from 'vitest';
import { setTheStage } from '../e2e/harness.ts';
import { call, channelId, guildId } from '../sandbox/api.ts';
import { actAs, goTo, message } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

const HOUR = 3_600_000;

describeInBrowser('events and polls', open => {
  it('shows an event of the server, and who is interested', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await call(sandbox, 'POST', `/guilds/${guildId(sandbox, 'Paper club')}/scheduled-events`, {
      name: 'Thursday papers',
      description: 'A paper <b>on</b> calibration',
      privacy_level: 2,
      entity_type: 3,
      scheduled_start_time: new Date(Date.now() + HOUR).toISOString(),
      scheduled_end_time: new Date(Date.now() + 2 * HOUR).toISOString(),
      entity_metadata: { location: 'Room 5' },
    });
    const events = page.getByRole('region', { name: 'Events' });
    await events.getByText('Thursday papers').click();
    await events.getByText('A paper <b>on</b> calibration').waitFor();
    await events.getByText('Room 5').waitFor();
    await events.getByRole('button', { name: 'Interested · 0' }).click();
    await events.getByRole('button', { name: '✓ Interested · 1' }).waitFor();
    expect(sandbox.person('moderator').events('Paper club')[0]?.users).toEqual([sandbox.person('moderator').id]);
  });

  it('votes in a poll, several answers of one person', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await goTo(page, { channel: 'papers' });
    await call(sandbox, 'POST', `/channels/${channelId(sandbox, 'Paper club', 'papers')}/messages`, {
      poll: {
        question: { text: 'What do we read?' },
        answers: [{ poll_media: { text: 'The first paper' } }, { poll_media: { text: 'The second paper' } }],
        allow_multiselect: true,
      },
      allowed_mentions: { parse: [] },
    });
    const poll = message(page, 'What do we read?');
    await poll.getByRole('button', { name: 'The first paper 0' }).click();
    await poll.getByRole('button', { name: 'The second paper 0' }).click();
    await poll.getByText('1 person has voted').waitFor();
    await actAs(page, 'reader');
    await poll.getByRole('button', { name: 'The second paper 1' }).click();
    await poll.getByRole('button', { name: 'The second paper 2', pressed: true }).waitFor();
    await poll.getByRole('button', { name: 'The first paper 1', pressed: false }).waitFor();
  });
});
