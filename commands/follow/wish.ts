import type { App } from '../../src/app.ts';
import type { Call } from '../../src/command.ts';
import { EVERY_DAY } from '../../src/daily/days.ts';
import type { Followed, Place, Wish } from '../../src/daily/index.ts';
import { parseTime } from '../../src/daily/time-of-day.ts';
import { findZone } from '../../src/daily/zones.ts';
import { entryOf } from '../../src/entry-of.ts';
import { channelOption, optionalText } from '../../src/option.ts';
import { COMMON_CATEGORIES, readCategory } from '../../src/papers/arxiv-categories.ts';
import type { Reply } from '../../src/reply.ts';
import { terms } from '../../src/search/analysis/tokens.ts';
import { readQuery } from '../../src/search/query/limits.ts';
import { noSuchTime, noZone, queryTooLong, tooManyConditions } from '../../src/views/daily-refusals.ts';
import {
  followWhat,
  noName,
  noSuchCategory,
  noSuchHow,
  noSuchTopic,
  noTimeAtOnce,
  noWords,
} from '../../src/views/follow.ts';
import { needsManager, needsServer, noSuchZone } from '../../src/views/settings.ts';
import { ownMessages, placeIn, QUERY_CHARACTERS, timezone } from '../daily/wish.ts';
import { refusePosting } from '../may-post.ts';
import { suggestTopics } from '../options.ts';

/** A digest's time, where none is given. */
const USUAL_TIME = '09:00';
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
    COMMON_CATEGORIES.map(({ category: value, name }) => ({ name: `${value} – ${name}`, value }))
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
  kinds: ['text', 'announcement', 'forum'],
});
export const wishOptions = [query, author, category, how, time, timezone, channel];

type Refused = { refusal: Reply };

/** What a call asks to be told of, how and where. Refuses in words, before anything is stored. */
export async function readFollow(app: App, call: Call): Promise<{ wish: Wish } | Refused> {
  const followed = readFollowed(app, call);
  if ('refusal' in followed) return followed;
  const timing = await readTiming(app, call);
  if ('refusal' in timing) return timing;
  const found = await readPlace(app, call);
  if ('refusal' in found) return found;
  const { place } = found;
  return { wish: { ...followed, ...timing, place, paperCount: 1, publish: false, thread: false, fresh: false } };
}

function readFollowed(app: App, call: Call): Followed | Refused {
  const given = (text: string | undefined) => text?.trim() || undefined;
  const typed = {
    topic: given(call.get(topicOption(app))),
    query: given(call.get(query)),
    author: given(call.get(author)),
    category: given(call.get(category)),
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

async function readTiming(app: App, call: Call): Promise<Pick<Wish, 'kind' | 'schedule'> | Refused> {
  const wanted = call.get(how) ?? 'daily';
  if (wanted !== 'at once' && !Object.hasOwn(DIGESTS, wanted)) return { refusal: noSuchHow(wanted) };
  const atOnce = wanted === 'at once';
  const typedTime = call.get(time);
  if (atOnce && typedTime !== undefined) return { refusal: noTimeAtOnce() };
  const at = parseTime(typedTime ?? USUAL_TIME);
  if (at === undefined) return { refusal: noSuchTime(typedTime ?? '') };
  const typedZone = call.get(timezone);
  const zone = typedZone === undefined ? await knownZone(app, call) : findZone(typedZone);
  if (zone === undefined && typedZone !== undefined) return { refusal: noSuchZone(typedZone) };
  if (atOnce) return { kind: 'at-once', schedule: { time: at, timeZone: zone ?? 'UTC', days: EVERY_DAY } };
  if (zone === undefined) return { refusal: noZone() };
  return { kind: 'digest', schedule: { time: at, timeZone: zone, days: entryOf(DIGESTS, wanted) ?? EVERY_DAY } };
}

/** For themselves, that of what a person set up last; else the server's. */
async function knownZone(app: App, call: Call): Promise<string | undefined> {
  const { userId, guildId } = call.asker;
  const forChannel = call.get(channel) !== undefined;
  const owner = { userId };
  const own = forChannel ? [] : [...(await app.daily.list(owner)), ...(await app.daily.follows(owner))];
  const last = own.filter(({ kind }) => kind !== 'at-once').at(-1);
  if (last) return last.schedule.timeZone;
  return guildId === undefined ? undefined : (await app.store.settings.get(guildId)).timeZone;
}

async function readPlace(app: App, call: Call): Promise<{ place: Place } | Refused> {
  const { guildId, userId, botIsMember, canManage } = call.asker;
  const wanted = call.get(channel);
  if (!wanted) return ownMessages(app, userId);
  if (guildId === undefined || !botIsMember) return { refusal: needsServer(call) };
  if (!canManage) return { refusal: needsManager() };
  const refusal = refusePosting(app, call.asker, wanted.id, false);
  return refusal ? { refusal } : placeIn(app, guildId, wanted.id, false);
}
