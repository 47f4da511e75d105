import { describe, expect, it } from 'vitest';
import { toPayload } from '../../src/discord/payload.ts';
import { noticeReply } from '../../src/messages/notice.ts';
import { historyReply, previewReply } from '../../src/messages/subscription.ts';
import type { Paper } from '../../src/papers/paper.ts';

/** Everything as long as it can be. */
const PAPER: Paper = {
  id: '0123456789',
  title: 'A *very* long title '.repeat(40),
  abstract: 'A [sentence] of an abstract. '.repeat(400),
  links: [],
  authors: ['An Author'],
  arxivId: '2110.04260',
};
const SNOWFLAKE = '9'.repeat(20);
const SUBSCRIPTION = {
  id: '3f9a0c12be',
  place: { kind: 'text' as const, channelId: SNOWFLAKE, guildId: SNOWFLAKE },
  schedule: { time: '08:30', timeZone: 'America/Argentina/ComodRivadavia', days: 0b1010101 },
  query: 'x_'.repeat(150),
  paperCount: 5,
  roleId: SNOWFLAKE,
  publish: true,
  thread: false,
  kind: 'daily' as const,
  fresh: false,
  since: 0,
  looked: 0,
  setUpBy: SNOWFLAKE,
  createdAt: 0,
};
const shown = async (reply: Parameters<typeof toPayload>[0]) => await toPayload(reply, async () => 'key');

describe('what is said of papers of the day', () => {
  it('names a few of many that were paused, and always what to do', async () => {
    const subscriptions = Array.from({ length: 40 }, () => SUBSCRIPTION);
    const { content } = await shown(noticeReply({ kind: 'paused', reason: 'bot-removed', subscriptions }));
    expect(content).toContain('and 35 more');
    expect(content).toContain('after 30 days it is deleted.');
  });

  it('shows ten digests with a whole link each', async () => {
    const delivery = {
      id: 'a'.repeat(16),
      subscriptionId: SUBSCRIPTION.id,
      dueAt: 1_768_462_200_000,
      state: 'sent' as const,
      number: 12_345,
      paperIds: [],
      tries: 1,
      posted: { channelId: SNOWFLAKE, messageId: SNOWFLAKE, at: 1_768_462_200_000 },
    };
    const sent = Array.from({ length: 10 }, () => ({ delivery, papers: Array.from({ length: 5 }, () => PAPER) }));
    const { embeds } = await shown(historyReply(SUBSCRIPTION, sent));
    expect(embeds[0]?.description?.match(/\]\(https:[^)\s]+\)$/gm)).toHaveLength(10);
  });

  it('previews the largest post whole', async () => {
    const post = {
      id: '',
      place: SUBSCRIPTION.place,
      papers: Array.from({ length: 5 }, () => PAPER),
      number: 12_345,
      fits: () => false,
    };
    const { content, embeds } = await shown(
      previewReply(SUBSCRIPTION, {
        at: 1_768_462_200_000,
        post: { ...post, chosenFor: SUBSCRIPTION.query, roleId: SNOWFLAKE },
      }),
    );
    expect(content.match(/<https:\/\/arxiv\.org\S+>$/gm)).toHaveLength(5);
    expect(embeds[0]?.description).toContain('**5.**');
  });
});
