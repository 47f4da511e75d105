import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { discussing, type ThreadRequest, type Threads } from '../../src/discussions/index.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { discussions } from '../../src/store/discussions.ts';
import { ANYONE } from '../discussions/anyone.ts';
import { onPostgres, openTarget } from '../store/each-store.ts';
import { setTheStage } from './harness.ts';

const CLUB = 'Paper club';

describe('200 presses of Discuss by 50 people at once', () => {
  it.each([
    ['on one public card', undefined],
    ['with a forum set', 'discussions'],
  ])('%s: one thread, and everybody is led to it', async (_where, channel) => {
    // A clock that stands still: that Discord waits no longer than 3 s is not what is counted here.
    const { sandbox } = await setTheStage({ clock: drivenClock() });
    const place: Place = { guild: CLUB, channel: 'papers' };
    if (channel) await (await sandbox.person('moderator').slash(place, 'settings', { channel }, 'discussions')).later();
    const card = await (await sandbox.person('reader').slash(place, 'paper', { paper: '2110.04260' })).later();
    const people = Array.from({ length: 50 }, (_, i) => sandbox.addPerson(`member ${i}`, { [CLUB]: [] }));
    const presses = people.flatMap(person => [1, 2, 3, 4].map(() => person.press(card, 'Discuss')));
    const answers = await Promise.all(presses.map(async press => (await press).later()));
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === CLUB);
    const threads = [...(guild?.channels.values() ?? [])].filter(({ thread }) => thread);
    expect(threads).toHaveLength(1);
    expect(answers.filter(({ text }) => !text.includes(`<#${threads[0]?.id}>`))).toEqual([]);
  });
});

onPostgres('200 openings by two processes with one database', makeTarget => {
  it('make one thread', async () => {
    const target = await makeTarget();
    const made: string[] = [];
    const threads = slowThreads(made);
    const clients = [await openTarget(target), await openTarget(target)].map(database =>
      discussing(discussions(database), () => threads, systemClock),
    );
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        clients[i % 2]?.open({
          guildId: 'g',
          paper: PAPER,
          place: { kind: 'forum', channelId: 'f' },
          visitor: ANYONE,
          message: () => ({}),
        }),
      ),
    );
    expect(made).toHaveLength(1);
    expect(outcomes.filter(outcome => outcome?.kind !== 'opened' && outcome?.kind !== 'there')).toEqual([]);
  });
});

const PAPER: Paper = { id: '0123456789', title: 'A paper', abstract: '', links: [], authors: [] };

/** A chat service that takes its time, and makes a thread for each request. */
function slowThreads(made: string[]): Threads {
  return {
    channelKind: async () => 'forum',
    obstacle: async () => undefined,
    visit: async id => (made.includes(id) ? 'open' : 'gone'),
    async make({ place }: ThreadRequest) {
      await sleep(50);
      made.push(`thread ${made.length}`);
      return { threadId: made.at(-1) ?? '', channelId: place.channelId };
    },
    findMade: async () => undefined,
    activity: async () => [],
    exists: async id => made.includes(id),
    nearby: () => [],
  };
}
