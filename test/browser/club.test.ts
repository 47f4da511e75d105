import { it } from 'vitest';
import { followingClock } from '../../src/sandbox/clock/driven-clock.ts';
import { setTheStage } from '../e2e/harness.ts';
import { announced, daysOn, setUpClub, vote } from './club.ts';
import { actAs, message, use } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

describeInBrowser('a journal club', open => {
  it('goes from its set-up over nominations and votes to its first paper, told by people in the page', async () => {
    const { sandbox } = await setTheStage({ clock: followingClock() });
    const page = await open(sandbox);
    await setUpClub(page);
    const ballot = await vote(page);
    await ballot.getByRole('button', { name: 'How many voted' }).click();
    await message(page, '2 people have voted').waitFor();
    const chosen = await announced(page);
    await chosen.getByText('2 of 2 people who voted would read it').waitFor();
    await actAs(page, 'reader');
    await chosen.getByRole('button', { name: 'I come', exact: true }).click();
    await message(page, 'Noted: you come on').waitFor();
    await daysOn(page, 1);
    await use(page, 'club next');
    await message(page, 'Journal club').waitFor();
  });
});
