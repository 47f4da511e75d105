import { describe, expect, it } from 'vitest';
import { source } from '../../src/interactions/markdown.ts';
import { allPosted, conditionLines, fewLine } from '../../src/messages/condition.ts';
import { allNews, newsPost } from '../../src/messages/digest.ts';
import { followedWords, followSuggestion } from '../../src/messages/follow-words.ts';
import { description } from '../../src/messages/subscription-words.ts';
import type { Condition, Subscription } from '../../src/subscriptions/index.ts';
import { labels, papers, SUBSCRIPTION } from './given.ts';

describe('a paper of the day', () => {
  const said = (change: Partial<Subscription>) => source(description({ ...SUBSCRIPTION, ...change }));

  it.each<[Partial<Subscription>, string]>([
    [{}, 'every day at 08:30 (Europe/Berlin) in <#100>'],
    [{ place: { kind: 'dm', channelId: '9' } }, 'in direct messages'],
    [{ paperCount: 3 }, '3 papers'],
    [{ query: 'a_b*' }, '“a\\_b\\*”'],
    [{ topic: 'Noise' }, 'Noise'],
    [{ roleId: '5' }, '<@&5>'],
    [{ publish: true }, 'published'],
    [{ thread: true }, 'discussion'],
    [{ fresh: true }, 'new first'],
  ])('is described with %j', (change, expected) => {
    expect(said(change)).toContain(expected);
  });

  const CONDITION: Condition = { size: 100, left: 50 };
  const lines = (change: Partial<Condition>, more: Partial<Subscription> = {}) =>
    conditionLines({ ...SUBSCRIPTION, ...more }, { ...CONDITION, ...change }).map(line => line.source);

  it.each<[string, Partial<Condition>, Partial<Subscription>, RegExp | undefined]>([
    ['nothing beyond the next one', {}, {}, undefined],
    ['nothing matches', { size: 0, left: 0 }, {}, /^⚠️ No paper matches/],
    ['all were posted', { left: 0 }, {}, /^All 100 papers were posted/],
    ['Discord refuses', { refused: { times: 3, note: 'blocked' } }, {}, /^⚠️ .*\b3 .*AutoMod/],
    ['its role is gone', {}, { roleState: 'gone' }, /^⚠️ .*role .*\/daily edit/],
    ['its role may not be mentioned', {}, { roleState: 'not-mentionable' }, /^⚠️ .*\*\*Mention Everyone\*\*/],
  ])('how it stands: %s', (_what, condition, subscription, expected) => {
    const [, ...more] = lines(condition, subscription);
    if (expected) expect(more).toEqual([expect.stringMatching(expected)]);
    else expect(more).toEqual([]);
  });

  it('tells when the next one comes, or that it paused and why', () => {
    const next = { date: '2026-01-01', at: 1_768_462_200_000 };
    expect(lines({}, { next })[0]).toContain('<t:1768462200:F>');
    expect(lines({}, { next, paused: { reason: 'tag-required', at: 0 } })[0]).toMatch(/^Paused <t:0:R>.* tag/);
  });

  it.each([
    [0, 1, undefined],
    [1, 1, /1 paper matches.*one post\b/],
    [29, 1, /29 papers match\b.*29 posts/],
    [29, 3, /29 papers match\b.*10 posts/],
    [3, 3, /3 papers match\b.*one post\b/],
    [30, 1, undefined],
  ])('says how soon papers come again: of %i papers, %i at a time', (size, paperCount, expected) => {
    const said = fewLine({ ...SUBSCRIPTION, paperCount }, { ...CONDITION, size }).map(line => line.source);
    if (expected) expect(said).toEqual([expect.stringMatching(expected)]);
    else expect(said).toEqual([]);
  });

  it('one paper is no plural', () => {
    expect([allPosted(1), allPosted(118)]).toEqual(['The only paper was posted', 'All 118 papers were posted']);
  });
});

describe('a follow', () => {
  it('is named by what is followed, escaped', () => {
    expect(source(followedWords({ topic: 'A_B', query: 'deep', author: 'Moreau', category: 'cs.LG' }))).toBe(
      'topic **A\\_B**, “deep”, by **Moreau**, in **cs.LG**',
    );
  });

  it.each(['short', 'long '.repeat(60)])('fits into a choice and keeps its id: %#', query => {
    const suggestion = followSuggestion({ ...SUBSCRIPTION, kind: 'digest', id: '3f9a0c12be', query });
    expect(suggestion.length).toBeLessThanOrEqual(100);
    expect(suggestion).toMatch(/ · 3f9a0c12be$/);
  });

  const post = { id: 'd', place: SUBSCRIPTION.place, fits: () => false, chosenFor: 'noise' };
  it.each([
    [1, [['Related', 'Cite', 'Discuss', 'Save', '👍'], ['Unfollow']]],
    [5, [expect.any(Array), ['Unfollow']]],
    [6, [expect.any(Array), ['Show all', 'Unfollow']]],
  ])('tells of %i papers in one message', (count, expected) => {
    const { reply } = newsPost({ ...post, papers: papers(count) }, 'f');
    expect(labels(reply)).toEqual(expected);
  });

  it('says how many more there are, and shows them ten a page', () => {
    const { reply } = newsPost({ ...post, papers: papers(1234) }, 'f');
    expect(reply.content?.source).toContain('1,229 more');
    const footer = (page: number) => allNews('d', papers(21), page).embeds?.[0]?.footer;
    expect([0, 2, 99].map(footer)).toEqual([1, 3, 3].map(page => expect.stringContaining(`page ${page} of 3`)));
    expect(labels(allNews('d', papers(21), 99))[0]).toEqual(['21. A title']);
  });
});
