import { expect, it } from 'vitest';
import { discussionsReply } from '../../commands/discussions/replies.ts';
import { followed, noSuchCategory, noSuchFollow, noSuchHow, noWords } from '../../commands/follow/replies.ts';
import { imported } from '../../commands/list/imported.ts';
import { listReply } from '../../commands/list/replies.ts';
import { relatedReply } from '../../commands/related/replies.ts';
import { explanations } from '../../commands/search/explanations.ts';
import { misunderstood } from '../../commands/search/refusals.ts';
import { topicsReply } from '../../commands/topics/replies.ts';
import { trendingReply } from '../../commands/trending/replies.ts';
import { toPayload } from '../../src/discord/payload.ts';
import { Markdown, md } from '../../src/interactions/markdown.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { conditionLines } from '../../src/messages/condition.ts';
import { theDiscussion } from '../../src/messages/discussion.ts';
import { paperCard } from '../../src/messages/paper-card.ts';
import { didYouMean, noSuchPaper } from '../../src/messages/paper-not-found.ts';
import { renderPost } from '../../src/messages/post.ts';
import { nothingFound, resultsReply } from '../../src/messages/results.ts';
import { noSuchZone, settingsReply } from '../../src/messages/settings.ts';
import * as refusals from '../../src/messages/subscription-refusals.ts';
import { description } from '../../src/messages/subscription-words.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { mention, SUBSCRIPTION } from './given.ts';

/** What somebody may write to mention others, to lead elsewhere, and to break out of what stands around it. */
const WILD = '@everyone <@5> [here](https://evil.example) **bold** `code` ||hidden|| https://evil.example';
const BROKEN_OUT = [/@everyone/, /(?<!\\)<@5>/, /(?<!\\)\]\(https:\/\/evil/, /(?<!\\)`code/, /(?<!\\)\|\|hidden/];

/** Replies in which all that comes from outside is one text, or one word. */
function repliesWith(text: string, word: string): Record<string, () => Reply> {
  const PAPER: Paper = {
    id: '0123456789',
    title: text,
    abstract: `${text}. `.repeat(100),
    authors: Array(40).fill(text),
    links: [],
    venue: text,
    doi: '10.1000/a_b(c)',
  };
  const PAPERS = Array.from({ length: 5 }, (_, i) => ({ ...PAPER, id: `${i}` }));
  const TOPIC = { id: text, name: text };
  const WISH = { query: text, author: text };
  const ABSENT = { word, instead: [word, word, word], how: 'corrected' as const };
  const SUBSCRIBED = { ...SUBSCRIPTION, query: text, topic: text };
  const POST = { id: 'd', place: SUBSCRIPTION.place, papers: PAPERS, chosenFor: text, fits: () => false };
  const HIT = {
    score: 1,
    snippet: [
      { text, marked: true },
      { text, marked: false },
    ],
    cut: { before: false, after: false },
    without: [word, word],
  };
  const NOBODY = () => ({ votes: 1, savers: 1 });

  return {
    'the results of a search': () =>
      resultsReply({
        wish: WISH,
        topic: undefined,
        hits: PAPERS.map(paper => ({ ...HIT, paper })),
        here: NOBODY,
        total: 1234,
        page: 0,
        tookMs: 1,
        ownerId: '7',
        alone: false,
        near: 3,
        absent: [ABSENT, ABSENT, ABSENT, ABSENT],
        readAs: text,
        leftOut: [text, text, text, text],
        partly: true,
        topics: Array(7).fill({ topic: TOPIC, count: 2 }),
      }),
    'nothing found': () => nothingFound(WISH, undefined, '7', mention, [ABSENT]),
    'why papers were found': () =>
      explanations(
        text,
        PAPERS.map(paper => ({
          paper,
          why: {
            matched: Array(9).fill({ word: word.slice(0, 40), in: ['title' as const] }),
            inOtherWords: [],
            missing: [word],
            closeness: 0.5,
          },
        })),
        1,
      ),
    'related papers': () =>
      relatedReply(
        PAPER,
        PAPERS.map(paper => ({ paper, score: 1, shared: [word, word] })),
      ),
    'the topics': () =>
      topicsReply({ topics: Array(20).fill({ topic: TOPIC, count: 2 }), total: 90, page: 0, ownerId: '7' }),
    'what is trending': () =>
      trendingReply({
        period: 'all',
        trends: PAPERS.map(paper => ({ paper, trend: { paperId: '', score: 1, votes: 1, saves: 1, discussed: true } })),
        total: 40,
        page: 1,
        ownerId: '7',
        mention,
      }),
    'a paper': () => paperCard(PAPER, { here: NOBODY(), mark: 'm' }),
    'a reading list': () =>
      listReply({
        which: 'mine',
        entries: PAPERS.map(paper => ({
          paper,
          entry: { paperId: paper.id, savedBy: '7', savedAt: 0, readers: 2, note: text.repeat(9) },
        })),
        total: 9,
        page: 0,
        mention,
      }),
    'an import': () =>
      imported({
        which: 'mine',
        added: 1,
        present: 2,
        noRoom: 3,
        notFound: PAPERS.map(closest => ({ entry: { line: 1, names: [], title: text }, closest })),
        rejected: Array(5).fill({ line: 2, excerpt: text, why: text }),
      }),
    'the discussions of a server': () =>
      discussionsReply({
        discussed: PAPERS.map(paper => ({
          paper,
          discussion: { guildId: '1', paperId: paper.id, mark: 'm', threadId: '2', channelId: '3', activeAt: 0 },
        })),
        total: 30,
        page: 0,
        mention,
      }),
    'a discussion': () =>
      theDiscussion(PAPER, '1', { kind: 'locked', threadId: '2', channelId: '3', archivedSooner: true }),
    'a paper of the day': () => renderPost({ ...POST, papers: PAPERS.slice(0, 1), number: 3, allPosted: 9 }).reply,
    'papers of the day': () => renderPost({ ...POST, number: 3 }).reply,
    'news of a follow': () => renderPost({ ...POST, followId: 'f', papers: Array(9).fill(PAPER) }).reply,
    'a follow': () => followed({ ...SUBSCRIBED, kind: 'digest', author: text, category: text }, 'sources'),
    'no such paper': () => noSuchPaper(text),
    'did you mean': () =>
      didYouMean(text, PAPERS, { verb: 'Save', does: () => ({ command: 'c', action: 'a', args: [] }) }),
    'no such time': () => refusals.noSuchTime(text),
    'no such days': () => refusals.noSuchDays(text),
    'no such topic': () => refusals.noSuchTopic(text, mention),
    'set up already': () => refusals.setUpAlready(SUBSCRIBED),
    'no such category': () => noSuchCategory(text),
    'no such follow': () => noSuchFollow(text),
    'no such way of telling': () => noSuchHow(text),
    'no words': () => noWords(text),
    'no such zone': () => noSuchZone(text),
    'no date': () => misunderstood({ problem: 'no date', option: 'since', text }, mention),
    settings: () => settingsReply({ openers: { who: 'role', roleId: '8' }, timeZone: text }),
    'how a paper of the day stands': () => ({
      content: md`${description(SUBSCRIBED)} ${conditionLines(SUBSCRIBED, { size: 0, left: 0 })[0] ?? ''}`,
    }),
  };
}

/** All markdown of a reply, wherever it stands. */
function markdownIn(part: unknown): string[] {
  if (part instanceof Markdown) return [part.source];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(markdownIn) : [];
}

it.each(Object.entries(repliesWith(WILD, WILD)))('nothing breaks out of the text around it: %s', (_what, make) => {
  for (const text of markdownIn(make())) for (const pattern of BROKEN_OUT) expect(text).not.toMatch(pattern);
});

/** Longer than anything that is shown whole. */
const LONG = 'A long sentence of an abstract '.repeat(20).trim();

it.each(Object.entries(repliesWith(LONG, 'hyperparameterisation')))(
  'messages cut long texts well before Discord’s limits: %s',
  async (_what, make) => {
    const { content, embeds = [], rows = [] } = make();
    const payload = await toPayload({ ...(content && { content }), embeds, rows }, async () => 'k'.repeat(16));
    expect(payload.content).toBe(content?.source ?? '');
    expect(payload.embeds.map(embed => embed.description)).toEqual(embeds.map(embed => embed.description?.source));
    expect(payload.embeds.map(embed => embed.footer?.text)).toEqual(embeds.map(({ footer }) => footer));
    expect(payload.embeds.map(embed => embed.fields?.map(({ value }) => value))).toEqual(
      embeds.map(embed => embed.fields?.map(({ value }) => value.source)),
    );
    expect(payload.components).toHaveLength(rows.length);
  },
);
