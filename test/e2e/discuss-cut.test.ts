import { expect, it } from 'vitest';
import { eachStore } from '../store/each-store.ts';
import { type DailyStage, dailyStage, MINUTE, PAPERS } from './daily.ts';

const FORUM = { guild: PAPERS.guild, channel: 'discussions' };
const POST = 'POST /channels/{channel}/messages';
const START = 'POST /channels/{channel}/messages/{message}/threads';
const START_IN_FORUM = 'POST /channels/{channel}/threads';
const TAKE_BACK = 'DELETE /channels/{channel}/messages/{message}';
/** What Discord fails at is asked for once more. */
const TRIES = 2;
const REFUSED = { status: 403, body: { code: 50013, message: 'Missing Permissions' } };

interface Cut {
  forum?: true;
  /** Orders what goes wrong; with `meanwhile`, when the discussion has been asked for. */
  order(stage: DailyStage): { meanwhile?(): Promise<void> } | undefined;
  /** What whoever asked hears; missing where nobody is there any more to answer. */
  says?: RegExp;
  /** Cards left behind for whoever asks next, who finishes them. */
  cards: number;
}

const lost = (route: string, when: 'before' | 'after', status: number | 'drop') => (stage: DailyStage) => {
  stage.sandbox.faults.failNext({ route, when, status, times: TRIES });
  return undefined;
};
const killed = (route: string, when: 'before' | 'after') => (stage: DailyStage) => {
  const held = stage.sandbox.faults.holdNext({ route, when });
  return {
    async meanwhile() {
      await held.arrived;
      // The request never gets on, nor its answer back.
      await stage.restart();
    },
  };
};
const UNSURE = /did not answer in time/;
const LACKS = /I lack/;

/** Everything that can come between posting the card and opening its thread. */
const CUTS: Record<string, Cut> = {
  'the card’s request is lost': { order: lost(POST, 'before', 'drop'), says: UNSURE, cards: 0 },
  'the card’s answer is lost': { order: lost(POST, 'after', 'drop'), says: UNSURE, cards: 1 },
  'the thread’s request is lost': { order: lost(START, 'before', 'drop'), says: UNSURE, cards: 1 },
  'the thread’s answer is lost': { order: lost(START, 'after', 'drop'), says: UNSURE, cards: 1 },
  'Discord fails at the thread': { order: lost(START, 'before', 500), says: UNSURE, cards: 1 },
  'Discord fails once the thread is there': { order: lost(START, 'after', 502), says: /is open/, cards: 1 },
  'Discord refuses the card': {
    order({ sandbox }) {
      sandbox.faults.failNext({ route: POST, ...REFUSED });
      return undefined;
    },
    says: LACKS,
    cards: 0,
  },
  'Discord refuses the thread': {
    order({ sandbox }) {
      sandbox.faults.failNext({ route: START, ...REFUSED });
      return undefined;
    },
    says: LACKS,
    cards: 0,
  },
  'Discord refuses the thread, and the card is not taken back': {
    order({ sandbox }) {
      sandbox.faults.failNext({ route: START, ...REFUSED });
      sandbox.faults.failNext({ route: TAKE_BACK, status: 500, times: TRIES });
      return undefined;
    },
    says: UNSURE,
    cards: 1,
  },
  'Discord refuses the thread, and the answer to taking back is lost': {
    order({ sandbox }) {
      sandbox.faults.failNext({ route: START, ...REFUSED });
      sandbox.faults.failNext({ route: TAKE_BACK, when: 'after', status: 'drop' });
      return undefined;
    },
    says: UNSURE,
    cards: 0,
  },
  'somebody deletes the card in between': {
    order(stage) {
      const held = stage.sandbox.faults.holdNext({ route: START, when: 'before' });
      return {
        async meanwhile() {
          await held.arrived;
          for (const card of cards(stage)) stage.sandbox.faults.deleteMessage(card);
          held.release();
        },
      };
    },
    says: /has been deleted/,
    cards: 0,
  },
  'the process ends before the card': { order: killed(POST, 'before'), cards: 0 },
  'the process ends at the card’s answer': { order: killed(POST, 'after'), cards: 1 },
  'the process ends before the thread': { order: killed(START, 'before'), cards: 1 },
  'the process ends at the thread’s answer': { order: killed(START, 'after'), cards: 1 },
  'a forum’s post is lost': { forum: true, order: lost(START_IN_FORUM, 'before', 'drop'), says: UNSURE, cards: 0 },
  'a forum’s answer is lost': { forum: true, order: lost(START_IN_FORUM, 'after', 'drop'), says: UNSURE, cards: 0 },
  'the process ends at a forum’s answer': { forum: true, order: killed(START_IN_FORUM, 'after'), cards: 0 },
};

const cards = ({ sandbox }: DailyStage) =>
  sandbox
    .person('reader')
    .sees(PAPERS)
    .filter(message => !message.private);

function threads({ sandbox }: DailyStage) {
  const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === PAPERS.guild);
  return [...(guild?.channels.values() ?? [])].filter(({ thread }) => thread);
}

eachStore('between the card of a discussion and its thread', (_, makeTarget) => {
  it.each(Object.entries(CUTS))('%s: whoever asks next finds one thread and one card', async (_name, cut) => {
    const stage = await dailyStage(await makeTarget(), { faulty: true, lines: [] });
    const { sandbox } = stage;
    const reader = sandbox.person('reader');
    const discuss = async () => (await reader.slash(PAPERS, 'discuss', { paper: '2110.04260' })).later();
    if (cut.forum) {
      const set = await sandbox
        .person('moderator')
        .slash(PAPERS, 'settings', { channel: FORUM.channel }, 'discussions');
      await set.later();
    }
    const { meanwhile } = cut.order(stage) ?? {};
    const asked = discuss();
    asked.catch(() => {});
    await meanwhile?.();
    if (cut.says) expect((await asked).text).toMatch(cut.says);
    sandbox.faults.clear();
    expect(cards(stage)).toHaveLength(cut.cards);
    await stage.pass(MINUTE);
    expect((await discuss()).text).toMatch(/is open|is discussed here/);
    expect(cards(stage)).toHaveLength(cut.forum ? 0 : 1);
    expect(threads(stage)).toHaveLength(1);
    expect((await discuss()).text).toContain('is discussed here');
    expect(threads(stage)).toHaveLength(1);
  });
});

it('a discussion that Discord refuses again and again leaves no card behind', async () => {
  const stage = await dailyStage(undefined, { faulty: true });
  for (const guild of stage.sandbox.world.guilds.values()) guild.activeThreadCap = 0;
  const reader = stage.sandbox.person('reader');
  for (let i = 0; i < 2; i += 1) {
    const answer = await reader.slash(PAPERS, 'discuss', { paper: '2110.04260' });
    expect((await answer.later()).text).toContain('as many active threads as Discord allows');
  }
  expect(cards(stage)).toEqual([]);
});
