import { type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import { z } from 'zod';
import type { PollPoster } from '../subscriptions/index.ts';
import { failureOf, isCode } from './posting-errors.ts';
import { madeSchema } from './thread-wire.ts';

/** People a page, Discord's most. */
const PAGE = 100;
/** Pages that one try reads: the next one goes on from there. */
const PAGES = 30;

const pollSchema = z.looseObject({
  poll: z
    .looseObject({
      answers: z.array(
        z.looseObject({ answer_id: z.int(), poll_media: z.looseObject({ text: z.string().nullish() }) }),
      ),
      results: z
        .looseObject({
          is_finalized: z.boolean(),
          answer_counts: z.array(z.looseObject({ id: z.int(), count: z.int() })),
        })
        .nullish(),
    })
    .nullish(),
});
const votersSchema = z.looseObject({ users: z.array(madeSchema) });

/** Who voted for an answer, as far as that was read. */
interface Read {
  ids: string[];
  isWhole: boolean;
}

/**
 * Polls of the bot's messages. What was read of one that has ended does not change: a try that is cut off goes on from
 * there.
 */
export function discordPolls(rest: REST): PollPoster {
  const reading = new Map<string, Map<number, Read>>();
  const underWay = new Map<string, ReturnType<PollPoster['end']>>();

  async function votersOf(
    [channelId, messageId, answer]: [channelId: string, messageId: string, answer: number],
    pages: { left: number },
  ): Promise<string[] | undefined> {
    const answers = reading.get(messageId) ?? new Map<number, Read>();
    reading.set(messageId, answers);
    const read = answers.get(answer) ?? { ids: [], isWhole: false };
    answers.set(answer, read);
    while (!read.isWhole) {
      if (pages.left === 0) return undefined;
      pages.left -= 1;
      const last = read.ids.at(-1);
      const query = new URLSearchParams({ limit: String(PAGE), ...(last !== undefined && { after: last }) });
      const path = Routes.pollAnswerVoters(channelId, messageId, answer);
      const { users } = votersSchema.parse(await rest.get(path, { query }));
      read.ids.push(...users.map(({ id }) => id));
      read.isWhole = users.length < PAGE;
    }
    return read.ids;
  }

  async function endOne(channelId: string, messageId: string): ReturnType<PollPoster['end']> {
    try {
      const { poll } = pollSchema.parse(await rest.get(Routes.channelMessage(channelId, messageId)));
      if (!poll) return { kind: 'removed' };
      if (!poll.results?.is_finalized) {
        await expire(rest, channelId, messageId);
        return { kind: 'counting' };
      }
      const { answer_counts: counts } = poll.results;
      const answers: { text: string; userIds: string[] }[] = [];
      const pages = { left: PAGES };
      for (const { answer_id: answer, poll_media } of poll.answers) {
        const isEmpty = !counts.some(({ id, count }) => id === answer && count > 0);
        const userIds = isEmpty ? [] : await votersOf([channelId, messageId, answer], pages);
        if (!userIds) return { kind: 'counting' };
        answers.push({ text: poll_media.text ?? '', userIds });
      }
      reading.delete(messageId);
      return { kind: 'final', answers };
    } catch (error) {
      if (isCode(error, RESTJSONErrorCodes.UnknownMessage)) return { kind: 'removed' };
      return failureOf(error);
    }
  }

  return {
    // Whoever asks again while it is being read hears the same.
    end(channelId, messageId) {
      const begun = underWay.get(messageId) ?? endOne(channelId, messageId).finally(() => underWay.delete(messageId));
      underWay.set(messageId, begun);
      return begun;
    },
  };
}

/** It may have ended before. */
async function expire(rest: REST, channelId: string, messageId: string): Promise<void> {
  try {
    await rest.post(Routes.expirePoll(channelId, messageId));
  } catch (error) {
    if (!isCode(error, RESTJSONErrorCodes.PollExpired)) throw error;
  }
}
