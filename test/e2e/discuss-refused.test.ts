import { expect, it } from 'vitest';
import { setTheStage } from './harness.ts';

const PAPERS = { guild: 'Paper club', channel: 'papers' };
const START_THREAD = 'POST /channels/{channel}/messages/{message}/threads';

async function stage() {
  const { sandbox } = await setTheStage({ faulty: true });
  const reader = sandbox.person('reader');
  const discuss = async () => (await (await reader.slash(PAPERS, 'discuss', { paper: '2110.04260' })).later()).text;
  const cards = () => reader.sees(PAPERS).filter(message => !message.private);
  return { sandbox, discuss, cards };
}

it('a discussion whose thread Discord refuses leaves no card behind, however often it is tried', async () => {
  const { sandbox, discuss, cards } = await stage();
  for (const guild of sandbox.world.guilds.values()) guild.activeThreadCap = 0;
  expect(await discuss()).toContain('as many active threads as Discord allows');
  expect(await discuss()).toContain('as many active threads as Discord allows');
  expect(cards()).toEqual([]);
});

it('a card that somebody deletes before its thread is there leaves nothing either, and the next try works', async () => {
  const { sandbox, discuss, cards } = await stage();
  const held = sandbox.faults.holdNext({ route: START_THREAD, when: 'before' });
  const asked = discuss();
  await held.arrived;
  const [card] = cards();
  if (card) sandbox.faults.deleteMessage(card);
  held.release();
  expect(await asked).toContain('was deleted meanwhile');
  expect(await discuss()).toContain('is open');
  expect(cards()).toHaveLength(1);
});
