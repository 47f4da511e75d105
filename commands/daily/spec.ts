import { EVERY_DAY, parseDays } from '../../src/calendar/days.ts';
import { parseTime } from '../../src/calendar/time-of-day.ts';
import { findZone, suggestZones } from '../../src/calendar/time-zones.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Call } from '../../src/interactions/command.ts';
import { channelOption, optionalFlag, optionalText, roleOption, wholeNumber } from '../../src/interactions/option.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { threadUrl } from '../../src/messages/guild-activity.ts';
import { noSuchZone } from '../../src/messages/settings.ts';
import {
  dmClosed,
  dmGreeting,
  lacksRights,
  mentionRefused,
  noSuchChannel,
  noSuchDays,
  noSuchTime,
  noSuchTopic,
  noThreadsThere,
  noZone,
  onlyAnnouncementsArePublished,
  onlyOnePaperIsDiscussed,
  onlyServersHaveDiscussions,
  onlyServersHaveRoles,
  queryTooLong,
  timedOut,
  tooManyConditions,
  wrongChannelKind,
} from '../../src/messages/subscription-refusals.ts';
import { readQuery } from '../../src/search/query/limits.ts';
import type { NamedPlace, Owner, Place, Subscription, SubscriptionSpec } from '../../src/subscriptions/index.ts';
import type { App } from '../services.ts';
import { refusePosting } from '../shared/may-post.ts';
import { nearestOpen } from '../shared/nearest-open.ts';
import { suggestTopics } from '../shared/options.ts';

const CHOICES = 25;
const MOST_PAPERS = 5;
/** A longer one would say no more, and would not fit into a post. */
export const QUERY_CHARACTERS = 300;

export const channel = channelOption({
  name: 'channel',
  description: 'Where it is posted; here if you leave it out',
});
export const time = optionalText({ name: 'time', description: 'When, such as 08:30 or 8:30 am' });
export const timezone = optionalText({
  name: 'timezone',
  description: 'A city or a zone, such as Berlin; remembered for the server',
  complete: typed => suggestZones(typed, CHOICES).map(({ name, zone }) => ({ name: name.slice(0, 100), value: zone })),
});
export const days = optionalText({
  name: 'days',
  description: 'every day, weekdays, or days such as mon,thu',
  complete: typed =>
    ['every day', 'weekdays', 'mon,wed,fri', 'mon', 'fri']
      .filter(choice => choice.startsWith(typed.trim().toLowerCase()))
      .map(choice => ({ name: choice, value: choice })),
});
export const query = optionalText({ name: 'query', description: 'Only papers that match, as in /search' });
export const topic = (app: App) =>
  optionalText({ name: 'topic', description: 'Only papers on this topic', complete: suggestTopics(app) });
export const count = wholeNumber({
  name: 'count',
  description: 'Papers in one post; one if you leave it out',
  min: 1,
  max: MOST_PAPERS,
});
export const mention = roleOption({ name: 'mention', description: 'A role to mention with each post' });
export const publish = optionalFlag({
  name: 'publish',
  description: 'Publish each post to the servers that follow the announcement channel',
});
export const thread = optionalFlag({
  name: 'thread',
  description: 'Open a discussion with each post (in a forum each post is one)',
});
export const fresh = optionalFlag({
  name: 'fresh',
  description: 'Draw first from what came since the last post',
});
export const clear = optionalText({
  name: 'clear',
  description: 'What to do without from now on',
  choices: [
    { name: 'The query', value: 'query' },
    { name: 'The topic', value: 'topic' },
    { name: 'The mention', value: 'mention' },
  ],
});

type Read = { wish: SubscriptionSpec } | { refusal: Reply };

/** What a call asks for; what it leaves out stays as it was. Refuses in words, before anything is stored. */
export async function readWish(app: App, call: Call, owner: Owner, before?: Subscription): Promise<Read> {
  const schedule = await readSchedule(app, call, owner, before);
  if (schedule.refusal) return schedule;
  const wanted = call.get(query)?.trim() ?? (call.get(clear) === 'query' ? undefined : before?.query);
  if (wanted !== undefined && wanted.length > QUERY_CHARACTERS) return { refusal: queryTooLong(QUERY_CHARACTERS) };
  if (wanted !== undefined && readQuery(wanted).leftOut.length > 0) return { refusal: tooManyConditions() };
  const typedTopic = call.get(topic(app));
  const named = typedTopic === undefined ? undefined : app.index().topicNamed(typedTopic);
  if (typedTopic !== undefined && !named) return { refusal: noSuchTopic(typedTopic, call.mention) };
  const onTopic = named?.name ?? (call.get(clear) === 'topic' ? undefined : before?.topic);
  const paperCount = call.get(count) ?? before?.paperCount ?? 1;
  const withThread = call.get(thread) ?? before?.thread ?? false;
  if (withThread && call.asker.guildId === undefined) return { refusal: onlyServersHaveDiscussions() };
  if (withThread && paperCount > 1) return { refusal: onlyOnePaperIsDiscussed() };
  const found = await readPlace(app, call, withThread, before);
  if ('refusal' in found) return found;
  const { place } = found;
  const roleId = call.get(mention)?.id ?? (call.get(clear) === 'mention' ? undefined : before?.roleId);
  const refusal = roleId === undefined ? undefined : refuseMention(app, call.asker, place, roleId, before);
  if (refusal) return { refusal };
  const published = call.get(publish) ?? (before?.publish === true && place.kind === 'announcement');
  if (published && place.kind !== 'announcement') return { refusal: onlyAnnouncementsArePublished() };
  return {
    wish: {
      kind: 'daily',
      place,
      schedule: schedule.schedule,
      ...(wanted && { query: wanted }),
      ...(onTopic !== undefined && { topic: onTopic }),
      paperCount,
      ...(roleId !== undefined && { roleId }),
      publish: published,
      thread: withThread,
      fresh: call.get(fresh) ?? before?.fresh ?? false,
    },
  };
}

async function readSchedule(app: App, call: Call, owner: Owner, before: Subscription | undefined) {
  const typedTime = call.get(time);
  const at = typedTime === undefined ? before?.schedule.time : parseTime(typedTime);
  if (at === undefined) return { refusal: noSuchTime(typedTime ?? '') };
  const typedDays = call.get(days);
  const on = typedDays === undefined ? (before?.schedule.days ?? EVERY_DAY) : parseDays(typedDays);
  if (on === undefined) return { refusal: noSuchDays(typedDays ?? '') };
  const typedZone = call.get(timezone);
  const zone =
    typedZone === undefined ? (before?.schedule.timeZone ?? (await knownZone(app, owner))) : findZone(typedZone);
  if (zone === undefined) return { refusal: typedZone === undefined ? noZone() : noSuchZone(typedZone) };
  return { schedule: { time: at, timeZone: zone, days: on } };
}

/** The server's; a person's is that of what they set up last. */
async function knownZone(app: App, owner: Owner): Promise<string | undefined> {
  if ('guildId' in owner) return (await app.store.settings.get(owner.guildId)).timeZone;
  return (await app.daily.list(owner)).at(-1)?.schedule.timeZone;
}

type FoundPlace = { place: Place } | { refusal: Reply };

async function readPlace(app: App, call: Call, withThread: boolean, before?: Subscription): Promise<FoundPlace> {
  const { guildId, userId, channelId: here } = call.asker;
  if (guildId === undefined) return before ? { place: before.place } : ownMessages(app, userId);
  const channelId = call.get(channel)?.id ?? before?.place.channelId ?? here;
  const refusal = refusePosting(app, call.asker, channelId, withThread);
  if (refusal) return { refusal };
  const where = namedPlace(call.asker, guildId, channelId);
  if (withThread && app.places().inspect(where, { thread: true }).kind === 'no-threads') {
    const near = await nearestOpen(app, call.asker, channelId);
    return {
      refusal: noThreadsThere(
        channelId,
        near && { label: `Go to #${near.name}`, url: threadUrl({ guildId, threadId: near.channelId }) },
      ),
    };
  }
  return placeIn(app, where, withThread);
}

/** A person's direct messages, where the bot may post what they asked for. */
export async function ownMessages(app: App, userId: string): Promise<FoundPlace> {
  const dm = await app.places().directMessages(userId, dmGreeting());
  return dm === undefined ? { refusal: dmClosed() } : { place: { kind: 'dm', channelId: dm } };
}

/** A channel, and what Discord says with the command that the bot may do in it. */
export function namedPlace({ botPermissionsIn }: Asker, guildId: string, channelId: string): NamedPlace {
  return { guildId, channelId, granted: botPermissionsIn?.get(channelId) };
}

/** A channel of a server that the bot may post in. */
export function placeIn(app: App, where: NamedPlace, withThread: boolean): FoundPlace {
  const { channelId } = where;
  const inspection = app.places().inspect(where, { thread: withThread });
  switch (inspection.kind) {
    case 'usable':
      return { place: inspection.place };
    case 'lacking':
      return { refusal: lacksRights(channelId, inspection.rights) };
    case 'timed-out':
      return { refusal: timedOut(inspection.until) };
    case 'wrong-kind':
      return { refusal: wrongChannelKind() };
    case 'no-threads':
      return { refusal: noThreadsThere(channelId) };
    case 'unknown':
      return { refusal: noSuchChannel() };
  }
}

function refuseMention(app: App, asker: Asker, place: Place, roleId: string, before?: Subscription): Reply | undefined {
  const { guildId, channelId } = place;
  if (guildId === undefined) return onlyServersHaveRoles();
  // A role that was set up stays, also when someone edits the time who could not have chosen it.
  if (roleId === before?.roleId && channelId === before.place.channelId) return undefined;
  const right = app.places().mayMention(asker, { guildId, channelId }, roleId);
  return right === 'fine' ? undefined : mentionRefused(right);
}
