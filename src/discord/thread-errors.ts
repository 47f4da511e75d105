import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import { ThreadError, type Trouble } from '../discussions/index.ts';

/** What an answer of Discord's means for a thread in a channel; anything else is thrown on as it is. */
export function asThreadError(error: unknown, channelId: string, missing: () => string[]): unknown {
  const trouble = troubleOf(error, channelId, missing);
  return trouble ? new ThreadError(trouble, error) : error;
}

function troubleOf(error: unknown, channelId: string, missing: () => string[]): Trouble | undefined {
  if (error instanceof HTTPError || error instanceof RateLimitError || isCutOff(error)) return { kind: 'unreachable' };
  if (!(error instanceof DiscordAPIError)) return undefined;
  switch (error.code) {
    case RESTJSONErrorCodes.MissingPermissions:
      return { kind: 'missing-permissions', channelId, permissions: missing() };
    case RESTJSONErrorCodes.MissingAccess:
      return { kind: 'no-access', channelId };
    case RESTJSONErrorCodes.UnknownChannel:
      return { kind: 'channel-gone', channelId };
    case RESTJSONErrorCodes.UnknownMessage:
      return { kind: 'post-gone' };
    case RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType:
      return { kind: 'wrong-channel', channelId };
    case RESTJSONErrorCodes.MaximumActiveThreads:
      return { kind: 'too-many-threads' };
    case RESTJSONErrorCodes.ThreadLocked:
    case RESTJSONErrorCodes.InvalidActionOnArchivedThread:
      return { kind: 'locked' };
    case RESTJSONErrorCodes.TagRequiredToCreateAForumPostInThisChannel:
      return { kind: 'tag-required', channelId };
    case RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration:
    case RESTJSONErrorCodes.TitleWasBlockedByAutomaticModeration:
    case RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter:
      return { kind: 'blocked' };
    default:
      return undefined;
  }
}

/** No answer in time, or the connection broke: whether Discord did what was asked is not known. */
function isCutOff(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'AbortError' ||
    (error instanceof TypeError && error.message === 'fetch failed') ||
    ('code' in error && /^(?:E[A-Z]+|UND_ERR_\w+)$/.test(String(error.code)))
  );
}

export function isUnknownChannel(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownChannel;
}

export function isUnknownMessage(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage;
}

/** The message has a thread already, started by whomever: it is the thread that was wanted. */
export function isThreadThere(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage;
}

/** The server does not allow the archive time: the only field of a new thread that depends on the server. */
export function isArchiveTimeRefused(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    error.code === RESTJSONErrorCodes.InvalidFormBodyOrContentType &&
    JSON.stringify(error.rawError).includes('auto_archive_duration')
  );
}
