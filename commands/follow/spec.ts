import { EVERY_DAY } from '../../src/calendar/days.ts';
import { parseTime } from '../../src/calendar/time-of-day.ts';
import { findZone } from '../../src/calendar/time-zones.ts';
import type { Call } from '../../src/interactions/command.ts';
import { channelOption, optionalText } from '../../src/interactions/option.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { needsManager, needsServer, noSuchZone } from '../../src/messages/settings.ts';
import {
  noSuchTime,
  noZone,
  onlyAnnouncementsArePublished,
  queryTooLong,
  tooManyConditions,
} from '../../src/messages/subscription-refusals.ts';
import { CATEGORIES, readCategory } from '../../src/papers/arxiv-categories.ts';
import { entryOf } from '../../src/platform/entry-of.ts';
import { terms } from '../../src/search/analysis/tokens.ts';
import { readQuery } from '../../src/search/query/limits.ts';
import type { Followed, Place, Subscription, SubscriptionSpec } from '../../src/subscriptions/index.ts';
import { namedPlace, ownMessages, placeIn, publish, QUERY_CHARACTERS, timezone } from '../daily/spec.ts';
import type { App } from '../services.ts';
import { refusePosting, refuseSubscription } from '../shared/may-post.ts';
import { suggestTopics } from '../shared/options.ts';
import {
  followWhat,
  noName,
  noSuchCategory,
  noSuchHow,
  noSuchTopic,
  noTimeAtOnce,
  noWords,
  staysInMessages,
} from './replies.ts';

/** A digest's time, where none is given. */
const USUAL_TIME = '09:00';
/** For news sent at once, where no zone is known. */
const NO_ZONE = 'UTC';
const MONDAY = 0b0000001;
/** Days on which a digest comes. */
const DIGESTS: Readonly<Record<string, number>> = { daily: EVERY_DAY, weekly: MONDAY };
/** No name is longer. */
const AUTHOR_CHARACTERS = 100;

export const topicOption = (app: App) =>
  optionalText({ name: 'topic', description: 'A topic, as /topics lists them', complete: suggestTopics(app) });
const query = optionalText({
  name: 'query',
  description: 'Words that all stand in the paper; operators as in /search',
});
const author = optionalText({ name: 'author', description: 'A name, such as Jean Moreau' });
const category = optionalText({
  name: 'category',
  description: 'An arXiv category, such as cs.LG, or a whole archive, such as math',
  complete: typed =>
    CATEGORIES.map(({ id, name }) => ({ name: `${id} – ${name}`, value: id }))
      .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
      .slice(0, 25),
});
const how = optionalText({
  name: 'how',
  description: 'At once, or gathered in one message; daily if you leave it out',
  choices: [
    { name: 'At once', value: 'at once' },
    { name: 'Daily', value: 'daily' },
    { name: 'Weekly, on Monday', value: 'weekly' },
  ],
});
const time = optionalText({ name: 'time', description: 'When, such as 08:30 or 8:30 am; 9:00 if you leave it out' });
const channel = channelOption({
  name: 'channel',
  description: 'Where to tell everyone (Manage Server); direct messages to you if you leave it out',
});
export const wishOptions = [query, author, category, how, time, timezone, channel, publish];
export const clear = optionalText({
  name: 'clear',
  description: 'What to do without from now on',
  choices: [
    { name: 'The topic', value: 'topic' },
    { name: 'The query', value: 'query' },
    { name: 'The author', value: 'author' },
    { name: 'The category', value: 'category' },
  ],
});

type Refused = { refusal: Reply };

/**
 * What a call asks to be told of, how and where; what it leaves out stays as it was. Refuses in words, before anything
 * is stored.
 */
export async function readFollow(
  app: App,
  call: Call,
  before?: Subscription,
): Promise<{ wish: SubscriptionSpec } | Refused> {
  const followed = readFollowed(app, call, before);
  if ('refusal' in followed) return followed;
  const timing = await readTiming(app, call, before);
  if ('refusal' in timing) return timing;
  const found = await readPlace(app, call, before);
  if ('refusal' in found) return found;
  const { place } = found;
  const published = call.get(publish) ?? (before?.publish === true && place.kind === 'announcement');
  if (published && place.kind !== 'announcement') return { refusal: onlyAnnouncementsArePublished() };
  return { wish: { ...followed, ...timing, place, paperCount: 1, publish: published, thread: false, fresh: false } };
}

function readFollowed(app: App, call: Call, before?: Subscription): Followed | Refused {
  const cleared = call.get(clear);
  const wanted = (typed: string | undefined, field: keyof Followed) =>
    typed?.trim() || (cleared === field ? undefined : before?.[field]);
  const typed = {
    topic: wanted(call.get(topicOption(app)), 'topic'),
    query: wanted(call.get(query), 'query'),
    author: wanted(call.get(author), 'author'),
    category: wanted(call.get(category), 'category'),
  };
  if (Object.values(typed).every(text => text === undefined)) return { refusal: followWhat() };
  const followed: Followed = {};
  if (typed.topic !== undefined) {
    const named = app.index().topicNamed(typed.topic);
    if (!named) return { refusal: noSuchTopic(typed.topic, call.mention) };
    followed.topic = named.name;
  }
  if (typed.query !== undefined) {
    if (typed.query.length > QUERY_CHARACTERS) return { refusal: queryTooLong(QUERY_CHARACTERS) };
    if (readQuery(typed.query).leftOut.length > 0) return { refusal: tooManyConditions() };
    if (!/[\p{L}\p{N}]/u.test(typed.query)) return { refusal: noWords(typed.query) };
    followed.query = typed.query;
  }
  if (typed.author !== undefined) {
    if (typed.author.length > AUTHOR_CHARACTERS || terms(typed.author).length === 0)
      return { refusal: noName(typed.author) };
    followed.author = typed.author;
  }
  if (typed.category !== undefined) {
    const read = readCategory(typed.category);
    if (read === undefined) return { refusal: noSuchCategory(typed.category) };
    followed.category = read;
  }
  return followed;
}

async function readTiming(
  app: App,
  call: Call,
  before?: Subscription,
): Promise<Pick<SubscriptionSpec, 'kind' | 'schedule'> | Refused> {
  const wanted = call.get(how);
  if (wanted !== undefined && wanted !== 'at once' && !Object.hasOwn(DIGESTS, wanted)) {
    return { refusal: noSuchHow(wanted) };
  }
  const atOnce = wanted === undefined ? before?.kind === 'at-once' : wanted === 'at once';
  const typedTime = call.get(time);
  if (atOnce && typedTime !== undefined) return { refusal: noTimeAtOnce() };
  const at = parseTime(typedTime ?? before?.schedule.time ?? USUAL_TIME);
  if (at === undefined) return { refusal: noSuchTime(typedTime ?? '') };
  const typedZone = call.get(timezone);
  const zone =
    typedZone === undefined ? (zoneBefore(before) ?? (await knownZone(app, call, before))) : findZone(typedZone);
  if (zone === undefined && typedZone !== undefined) return { refusal: noSuchZone(typedZone) };
  if (atOnce) return { kind: 'at-once', schedule: { time: at, timeZone: zone ?? NO_ZONE, days: EVERY_DAY } };
  if (zone === undefined) return { refusal: noZone() };
  const days = wanted === undefined ? before?.schedule.days : entryOf(DIGESTS, wanted);
  return { kind: 'digest', schedule: { time: at, timeZone: zone, days: days ?? EVERY_DAY } };
}

/** What is sent at once may have been set up without a zone. */
function zoneBefore(before: Subscription | undefined): string | undefined {
  if (before?.kind === 'at-once' && before.schedule.timeZone === NO_ZONE) return undefined;
  return before?.schedule.timeZone;
}

/** For themselves, that of what a person set up last; else the server's. */
async function knownZone(app: App, call: Call, before?: Subscription): Promise<string | undefined> {
  const { userId, guildId } = call.asker;
  const forChannel = call.get(channel) !== undefined || before?.place.guildId !== undefined;
  const owner = { userId };
  const own = forChannel ? [] : [...(await app.daily.list(owner)), ...(await app.daily.follows(owner))];
  const last = own.filter(({ kind }) => kind !== 'at-once').at(-1);
  if (last) return last.schedule.timeZone;
  return guildId === undefined ? undefined : (await app.store.settings.get(guildId)).timeZone;
}

async function readPlace(app: App, call: Call, before?: Subscription): Promise<{ place: Place } | Refused> {
  const { guildId, userId, botIsMember, canManage } = call.asker;
  const wanted = call.get(channel);
  if (before?.place.kind === 'dm') return wanted ? { refusal: staysInMessages(call.mention) } : { place: before.place };
  if (!wanted && before) {
    const refusal = refuseSubscription(app, call.asker, before);
    return refusal ? { refusal } : { place: before.place };
  }
  if (!wanted) return ownMessages(app, userId);
  if (guildId === undefined || !botIsMember) return { refusal: needsServer(call) };
  if (!canManage) return { refusal: needsManager() };
  const refusal = refusePosting(app, call.asker, wanted.id, false);
  return refusal ? { refusal } : placeIn(app, namedPlace(call.asker, guildId, wanted.id), false);
}
