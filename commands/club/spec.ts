import { Temporal } from 'temporal-polyfill';
import { parseTime } from '../../src/calendar/time-of-day.ts';
import { findZone } from '../../src/calendar/time-zones.ts';
import { meetingAt, meetingDateFrom } from '../../src/clubs/calendar.ts';
import {
  type Club,
  type ClubSpec,
  type Fill,
  type MeetingRule,
  PRESENTING,
  RHYTHMS,
  SWITCHES,
  type Switch,
} from '../../src/clubs/club.ts';
import type { Call } from '../../src/interactions/command.ts';
import { oneLine } from '../../src/interactions/markdown.ts';
import { optionalFlag, optionalText, wholeNumber } from '../../src/interactions/option.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { WEEKDAYS } from '../../src/messages/club/words.ts';
import { noSuchZone } from '../../src/messages/settings.ts';
import { noSuchTime, noZone, queryTooLong } from '../../src/messages/subscription-refusals.ts';
import type { SubscriptionSpec } from '../../src/subscriptions/index.ts';
import { channel, namedPlace, placeIn, QUERY_CHARACTERS, timezone } from '../daily/spec.ts';
import type { App } from '../services.ts';
import { refusePosting } from '../shared/may-post.ts';
import { closesFirst, inThePast, needsName, needsQuery, noSuchDate } from './replies/refusals.ts';

const NAME_CHARACTERS = 60;
const WHERE_CHARACTERS = 200;
const DEFAULT_MINUTES = 60;
/** When a ballot opens and closes, in days before the session: a group that meets weekly decides at short notice. */
const WEEKLY_DAYS = { opens: 5, closes: 2 };
const OTHER_DAYS = { opens: 10, closes: 5 };

export const name = optionalText({ name: 'name', description: 'What the club is called, such as Thursday papers' });
export const day = optionalText({
  name: 'day',
  description: 'The day of the week on which it meets',
  choices: WEEKDAYS.map((weekday, i) => ({ name: weekday, value: String(i + 1) })),
});
export const time = optionalText({ name: 'time', description: 'When it meets, such as 18:00 or 6 pm' });
const rhythm = optionalText({
  name: 'rhythm',
  description: 'How often; every week if you leave it out',
  choices: [
    { name: 'Every week', value: 'weekly' },
    { name: 'Every two weeks', value: 'two-weeks' },
    { name: 'Every four weeks', value: 'four-weeks' },
    { name: 'The first such day of the month', value: 'first' },
    { name: 'The second such day of the month', value: 'second' },
    { name: 'The third such day of the month', value: 'third' },
    { name: 'The fourth such day of the month', value: 'fourth' },
    { name: 'The last such day of the month', value: 'last' },
  ],
});
const starts = optionalText({ name: 'starts', description: 'The first date on which it may meet, such as 2026-03-26' });
const minutes = wholeNumber({
  name: 'minutes',
  description: 'How long a session is; 60 if you leave it out',
  min: 15,
  max: 480,
});
const presenting = optionalText({
  name: 'presenter',
  description: 'Who presents; members in turn if you leave it out',
  choices: [
    { name: 'Members in turn', value: 'rotation' },
    { name: 'Whoever nominated the paper', value: 'nominator' },
    { name: 'Nobody', value: 'none' },
  ],
});
const opens = wholeNumber({
  name: 'opens',
  description: 'How many days before a session its ballot opens',
  min: 1,
  max: 28,
});
const closes = wholeNumber({
  name: 'closes',
  description: 'How many days before a session its ballot closes',
  min: 0,
  max: 27,
});
const ballot = optionalText({
  name: 'ballot',
  description: 'How people vote; secretly, in a menu, if you leave it out',
  choices: [
    { name: 'Secretly, in a menu: up to 25 papers', value: 'menu' },
    { name: 'In a poll of Discord’s: up to 10 papers, everyone sees who votes for what', value: 'poll' },
  ],
});
const live = optionalFlag({ name: 'live', description: 'Whether everyone sees how a ballot stands while it is open' });
const anonymous = optionalFlag({
  name: 'anonymous',
  description: 'Whether questions for a session may be asked without a name',
});
const quorum = wholeNumber({
  name: 'quorum',
  description: 'How many people must vote for the ballot to decide',
  min: 0,
  max: 500,
});
const fill = optionalText({
  name: 'fill',
  description: 'Where papers come from when few are nominated',
  choices: [
    { name: 'The server’s list', value: 'list' },
    { name: 'What got a 👍 here', value: 'votes' },
    { name: 'A query', value: 'query' },
    { name: 'Nowhere', value: 'nowhere' },
  ],
});
const query = optionalText({ name: 'query', description: 'The query that fills up a ballot, as in /search' });
const where = optionalText({ name: 'where', description: 'Where it meets: a room, or a link' });
const off = optionalText({
  name: 'without',
  description: 'What the club does without',
  choices: [
    { name: 'Nothing: all of it', value: 'nothing' },
    { name: 'Events of this server', value: 'event' },
    { name: 'The ballot', value: 'ballot' },
    { name: 'Asking a presenter', value: 'presenter' },
    { name: 'The reminder a day before', value: 'day-before' },
    { name: 'The reminder an hour before', value: 'hour-before' },
    { name: 'The opening message', value: 'opening' },
    { name: 'The summary', value: 'summary' },
    { name: 'Notices of what has changed', value: 'changes' },
  ],
});

/** What can be said of a club besides its name, day and time. */
export const more = [
  channel,
  timezone,
  rhythm,
  starts,
  minutes,
  presenting,
  opens,
  closes,
  ballot,
  live,
  anonymous,
  quorum,
  fill,
  query,
  where,
  off,
];

type Read = { spec: ClubSpec; wish: SubscriptionSpec } | { refusal: Reply };

/** What a call asks for; what it leaves out stays as it was. Refuses in words, before anything is stored. */
export async function readSpec(app: App, call: Call, guildId: string, before?: Club): Promise<Read> {
  const named = oneLine(call.get(name) ?? before?.name ?? '');
  if (named === '' || named.length > NAME_CHARACTERS) return { refusal: needsName() };
  const rule = await readRule(app, call, guildId, before);
  if ('refusal' in rule) return rule;
  const usual = rule.rhythm === 'weekly' ? WEEKLY_DAYS : OTHER_DAYS;
  const opensDays = call.get(opens) ?? before?.opensDays ?? usual.opens;
  const closesDays = call.get(closes) ?? before?.closesDays ?? usual.closes;
  if (closesDays >= opensDays) return { refusal: closesFirst() };
  const filled = readFill(call, before);
  if (filled && 'refusal' in filled) return filled;
  const place = readPlace(app, call, guildId, before);
  if ('refusal' in place) return place;
  const at = call.get(where)?.trim() ?? before?.where;
  return {
    spec: {
      name: named,
      rule,
      minutes: call.get(minutes) ?? before?.minutes ?? DEFAULT_MINUTES,
      opensDays,
      closesDays,
      presenting: PRESENTING.find(one => one === call.get(presenting)) ?? before?.presenting ?? 'rotation',
      anonymous: call.get(anonymous) ?? before?.anonymous ?? false,
      poll: (call.get(ballot) ?? (before?.poll ? 'poll' : 'menu')) === 'poll',
      live: call.get(live) ?? before?.live ?? false,
      quorum: call.get(quorum) ?? before?.quorum ?? 0,
      ...(filled && { fill: filled }),
      off: readOff(call, before),
      ...(at && { where: at.slice(0, WHERE_CHARACTERS) }),
    },
    wish: {
      kind: 'club',
      place: place.place,
      schedule: { time: rule.time, timeZone: rule.timeZone, days: 1 << (rule.weekday - 1) },
      paperCount: 1,
      publish: false,
      thread: true,
      fresh: false,
    },
  };
}

async function readRule(
  app: App,
  call: Call,
  guildId: string,
  before: Club | undefined,
): Promise<MeetingRule | { refusal: Reply }> {
  const typedTime = call.get(time);
  const at = typedTime === undefined ? before?.rule.time : parseTime(typedTime);
  if (at === undefined) return { refusal: noSuchTime(typedTime ?? '') };
  const typedZone = call.get(timezone);
  const known = before?.rule.timeZone ?? (await app.store.settings.get(guildId)).timeZone;
  const timeZone = typedZone === undefined ? known : findZone(typedZone);
  if (timeZone === undefined) return { refusal: typedZone === undefined ? noZone() : noSuchZone(typedZone) };
  const weekday = Number(call.get(day) ?? before?.rule.weekday ?? 1);
  const often = RHYTHMS.find(one => one === call.get(rhythm)) ?? before?.rule.rhythm ?? 'weekly';
  const now = app.clock.now();
  const date = today(app, { rule: { timeZone } });
  const typedStart = call.get(starts);
  const start = typedStart === undefined ? undefined : readDate(typedStart);
  if (typedStart !== undefined && start === undefined) return { refusal: noSuchDate(typedStart) };
  if (start !== undefined && start < date) return { refusal: inThePast() };
  const isSame = before && before.rule.rhythm === often && before.rule.weekday === weekday;
  if (isSame && start === undefined) return { ...before.rule, time: at, timeZone };
  const rule = { rhythm: often, weekday, time: at, timeZone, anchor: start ?? date };
  const first = meetingDateFrom(rule, rule.anchor);
  if (meetingAt(rule, first) > now) return { ...rule, anchor: first };
  // Today's is over: weeks are counted from the next one.
  const tomorrow = Temporal.PlainDate.from(date).add({ days: 1 }).toString();
  return { ...rule, anchor: meetingDateFrom({ ...rule, anchor: tomorrow }, tomorrow) };
}

/** A date as year-month-day; undefined for anything else. */
export function readDate(typed: string): string | undefined {
  try {
    return /^\d{4}-\d{1,2}-\d{1,2}$/.test(typed.trim())
      ? Temporal.PlainDate.from(typed.trim().replace(/-(\d)(?=-|$)/g, '-0$1')).toString()
      : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readFill(call: Call, before: Club | undefined): Fill | { refusal: Reply } | undefined {
  const from = call.get(fill);
  const typed = call.get(query)?.trim();
  if (typed !== undefined && typed.length > QUERY_CHARACTERS) return { refusal: queryTooLong(QUERY_CHARACTERS) };
  if (from === 'list' || from === 'votes') return { from };
  if (from === 'nowhere') return undefined;
  if (from === 'query' || typed) return typed ? { from: 'query', query: typed } : { refusal: needsQuery() };
  return before?.fill;
}

function readOff(call: Call, before: Club | undefined): Switch[] {
  const chosen = call.get(off);
  if (chosen === 'nothing') return [];
  const switched = before?.off ?? [];
  return chosen !== undefined && isSwitch(chosen) ? [...new Set([...switched, chosen])] : [...switched];
}

function isSwitch(text: string): text is Switch {
  return Object.hasOwn(SWITCHES, text);
}

function readPlace(app: App, call: Call, guildId: string, before: Club | undefined) {
  const channelId = call.get(channel)?.id ?? before?.channelId ?? call.asker.channelId;
  const refusal = refusePosting(app, call.asker, channelId, true);
  return refusal ? { refusal } : placeIn(app, namedPlace(call.asker, guildId, channelId), true);
}

/** The date of now where the club meets, `2026-03-26`. */
export function today(app: App, { rule }: { rule: Pick<Club['rule'], 'timeZone'> }): string {
  const now = Temporal.Instant.fromEpochMilliseconds(app.clock.now()).toZonedDateTimeISO(rule.timeZone);
  return now.toPlainDate().toString();
}
