import { expect, it } from 'vitest';
import { discussing, type Threads, type Visitor } from '../../src/discussions/index.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { discussions } from '../../src/store/discussions.ts';
import { eachStore } from '../store/each-store.ts';
import { ANYONE } from './anyone.ts';

const PAPER: Paper = { id: '0123456789', title: 'A paper', abstract: '', links: [], authors: [] };
const IN_PAPERS = {
  guildId: 'g',
  paper: PAPER,
  place: { kind: 'channel', channelId: 'papers' },
  message: () => ({}),
} as const;
const READER: Visitor = { ...ANYONE, sees: ({ channelId }) => channelId !== 'board' };

/** A chat service where each thread that is made has its channel's name. */
const THREADS: Threads = {
  channelKind: async () => 'text',
  obstacle: async () => undefined,
  visit: async () => 'open',
  make: async ({ place }) => ({ threadId: `in ${place.channelId}`, channelId: place.channelId }),
  findMade: async () => undefined,
  activity: async () => [],
  exists: async () => true,
  nearby: () => [],
};

eachStore('two people who want the same paper discussed in the same channel at once', openFresh => {
  /** One who sees everything waits for a thread that is being made where the other sees nothing. */
  async function withOneBeingMadeInTheBoard() {
    const store = await openFresh();
    const { clock } = store;
    const table = discussions(store);
    const service = discussing(table, () => THREADS, clock);
    const key = { guildId: 'g', paperId: PAPER.id };
    const until = clock.now() + 30_000;
    const claim = await table.claim(key, { kind: 'channel', channelId: 'board' }, { now: clock.now(), until });
    if (!claim) throw new Error('no claim');
    const moderator = service.open({ ...IN_PAPERS, visitor: ANYONE });
    const reader = service.open({ ...IN_PAPERS, visitor: READER });
    return { store, table, claim, moderator, reader };
  }
  const settled = async <T>({ clock }: { clock: { advance(ms: number): Promise<void> } }, both: Promise<T>[]) => {
    let done = false;
    const all = Promise.all(both).finally(() => {
      done = true;
    });
    while (!done) await clock.advance(200);
    return all;
  };

  it('are each led to where they see it, not to where the other does', async () => {
    const { store, table, claim, moderator, reader } = await withOneBeingMadeInTheBoard();
    await table.record(claim, { threadId: 'in board', channelId: 'board', now: store.clock.now() });
    const [led, own] = await settled(store, [moderator, reader]);
    expect(led).toMatchObject({ threadId: 'in board' });
    expect(own).toMatchObject({ kind: 'opened', threadId: 'in papers' });
  });

  it('and one who must not know hears nothing of how long it takes, nor of what stands in its way', async () => {
    const { store, moderator, reader } = await withOneBeingMadeInTheBoard();
    const [led, own] = await settled(store, [moderator, reader]);
    expect(led).toEqual({ kind: 'being-opened' });
    expect(own).toMatchObject({ kind: 'opened', threadId: 'in papers' });
  });
});

eachStore('a thread that somebody began to make, and whose time is over', openFresh => {
  /** Whoever comes next, where a try in the channel `board` has left a thread or nothing. */
  async function openAfter(left: boolean, mayOpen: boolean) {
    const store = await openFresh();
    const { clock } = store;
    const table = discussions(store);
    const key = { guildId: 'g', paperId: PAPER.id };
    await table.claim(key, { kind: 'channel', channelId: 'board' }, { now: clock.now(), until: clock.now() + 1 });
    await clock.advance(1000);
    const threads: Threads = {
      ...THREADS,
      findMade: async () => (left ? { threadId: 'left', channelId: 'board' } : undefined),
    };
    const visitor: Visitor = { ...ANYONE, mayOpen: ({ channelId }) => mayOpen || channelId !== 'board' };
    return discussing(table, () => threads, clock).open({ ...IN_PAPERS, visitor });
  }

  it.each<[string, boolean, boolean, string]>([
    ['is given where it is there, also to who may not open one', true, false, 'left'],
    ['is made where it was begun, for who may open one there', false, true, 'in board'],
    ['is not made there for who may not: theirs is where they ask', false, false, 'in papers'],
  ])('%s', async (_what, left, mayOpen, threadId) => {
    expect(await openAfter(left, mayOpen)).toMatchObject({ kind: 'opened', threadId });
  });
});
