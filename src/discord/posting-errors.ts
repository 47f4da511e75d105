import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import type { PauseReason, Refusal } from '../model/subscription.ts';
import type { Failure } from '../subscriptions/index.ts';

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const BARS: Partial<Record<number | string, PauseReason>> = {
  [RESTJSONErrorCodes.UnknownChannel]: 'channel-gone',
  [RESTJSONErrorCodes.UnknownGuild]: 'bot-removed',
  [RESTJSONErrorCodes.MissingAccess]: 'no-access',
  [RESTJSONErrorCodes.MissingPermissions]: 'missing-permissions',
  // Only who manages threads writes in a locked one.
  [RESTJSONErrorCodes.ThreadLocked]: 'missing-permissions',
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread]: 'missing-permissions',
  [RESTJSONErrorCodes.TagRequiredToCreateAForumPostInThisChannel]: 'tag-required',
  [RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType]: 'wrong-channel',
  [RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel]: 'wrong-channel',
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser]: 'dm-closed',
  [RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]: 'dm-closed',
};

/** For what is in it. */
const REFUSALS: Partial<Record<number | string, Refusal>> = {
  [RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration]: 'blocked',
  [RESTJSONErrorCodes.TitleWasBlockedByAutomaticModeration]: 'blocked',
  [RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter]: 'link-blocked',
};

/**
 * Refused now, and perhaps taken in an hour: a server full of active threads; the token, which the operator may put
 * right.
 */
const PASSING_MS = 5 * 60_000;

/** What Discord's answer to a try of ours means, or the lack of one. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RateLimitError) {
    const afterMs = Math.max(error.retryAfter, error.timeToReset);
    return { kind: 'limited', afterMs, scope: error.global || error.scope === 'global' ? 'bot' : 'channel' };
  }
  // Not an answer of the API: a server error, a connection that broke, no answer in time.
  if (!(error instanceof DiscordAPIError)) return { kind: 'unsure', error };
  const reason = BARS[error.code];
  if (reason) return { kind: 'barred', reason };
  if (error.status === 401) return { kind: 'limited', afterMs: PASSING_MS, scope: 'bot' };
  if (error.code === RESTJSONErrorCodes.MaximumActiveThreads) {
    return { kind: 'limited', afterMs: PASSING_MS, scope: 'channel' };
  }
  return { kind: 'refused', note: REFUSALS[error.code] ?? 'refused', error };
}

export function isCode(error: unknown, code: RESTJSONErrorCodes): boolean {
  return error instanceof DiscordAPIError && error.code === code;
}
