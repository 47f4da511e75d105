import { RESTJSONErrorCodes as Codes, DiscordAPIError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../src/discord/posting-errors.ts';
import type { Failure } from '../../src/subscriptions/ports/poster.ts';

function refusal(code: number, status = 400): DiscordAPIError {
  return new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', '/channels/1/messages', {});
}

const LIMIT = {
  global: false,
  hash: 'hash',
  limit: 5,
  majorParameter: '1',
  method: 'POST',
  retryAfter: 2000,
  route: '/channels/:id/messages',
  scope: 'user',
  sublimitTimeout: 0,
  timeToReset: 1000,
  url: '/channels/1/messages',
} as const;

describe('what an answer of Discord means for a post', () => {
  it.each<[string, unknown, Partial<Failure>]>([
    ['a limit of the channel', new RateLimitError(LIMIT), { kind: 'limited', afterMs: 2000, scope: 'channel' }],
    [
      'a limit that ends later than it says',
      new RateLimitError({ ...LIMIT, timeToReset: 9000 }),
      { kind: 'limited', afterMs: 9000, scope: 'channel' },
    ],
    ['a limit of the bot', new RateLimitError({ ...LIMIT, global: true }), { kind: 'limited', scope: 'bot' }],
    ['a limit of a global scope', new RateLimitError({ ...LIMIT, scope: 'global' }), { kind: 'limited', scope: 'bot' }],
    ['a limit of a resource', new RateLimitError({ ...LIMIT, scope: 'shared' }), { kind: 'limited', scope: 'channel' }],
    ['a broken line', new Error('socket hang up'), { kind: 'unsure' }],
    ['no such channel', refusal(Codes.UnknownChannel, 404), { kind: 'barred', reason: 'channel-gone' }],
    ['no such server', refusal(Codes.UnknownGuild, 404), { kind: 'barred', reason: 'bot-removed' }],
    ['a hidden channel', refusal(Codes.MissingAccess, 403), { kind: 'barred', reason: 'no-access' }],
    ['no right', refusal(Codes.MissingPermissions, 403), { kind: 'barred', reason: 'missing-permissions' }],
    ['a locked thread', refusal(Codes.ThreadLocked), { kind: 'barred', reason: 'missing-permissions' }],
    [
      'a required tag',
      refusal(Codes.TagRequiredToCreateAForumPostInThisChannel),
      { kind: 'barred', reason: 'tag-required' },
    ],
    ['closed messages', refusal(Codes.CannotSendMessagesToThisUser, 403), { kind: 'barred', reason: 'dm-closed' }],
    ['a token that is refused', refusal(0, 401), { kind: 'limited', afterMs: 300_000, scope: 'bot' }],
    ['too many threads', refusal(Codes.MaximumActiveThreads), { kind: 'limited', afterMs: 300_000, scope: 'channel' }],
    ['whatever else', refusal(Codes.InvalidFormBodyOrContentType), { kind: 'refused', note: 'refused' }],
  ])('%s', (_what, error, expected) => {
    expect(failureOf(error)).toMatchObject(expected);
  });
});
