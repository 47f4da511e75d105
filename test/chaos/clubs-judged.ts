import { sessionsAfter } from '../../src/clubs/calendar.ts';
import type { Club, PlannedSession } from '../../src/clubs/club.ts';
import { sessionMark } from '../../src/clubs/ics.ts';
import { readStepName, type Step, stepsOf } from '../../src/clubs/steps.ts';
import { tally } from '../../src/clubs/tally.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Channel, Message } from '../../src/sandbox/world/world.ts';
import type { Store } from '../../src/store/index.ts';
import type { Delivery } from '../../src/subscriptions/index.ts';
import type { Wish } from './members.ts';

export interface ClubFindings {
  /** Steps that were due. */
  steps: number;
  /** Messages that came of them. */
  messages: number;
  events: number;
  /** Votes, promises to present, and presences that were confirmed. */
  confirmed: number;
  /** Steps of which there is no trace, or whose message is not there. */
  lost: string[];
  /** Deliveries with more than one message, sessions with more than one event. */
  doubled: string[];
  /** Messages in another place, or to another person, than they are for. */
  misled: string[];
  /** What was confirmed to somebody, and does not count; votes that nobody gave. */
  unkept: string[];
  /** Deliveries that still wait when all that was late should have come. */
  pending: string[];
}

interface Case {
  store: Store;
  sandbox: Sandbox;
  clubs: readonly Club[];
  wishes: readonly Wish[];
  /** Ms since the epoch: when the bot was started first, and the last kill. */
  start: number;
  end: number;
}

const DAY_MS = 24 * 60 * 60_000;

export async function judgeClubs(all: Case): Promise<ClubFindings> {
  const found: ClubFindings = {
    steps: 0,
    messages: 0,
    events: 0,
    confirmed: all.wishes.filter(({ confirmed }) => confirmed).length,
    lost: [],
    doubled: [],
    misled: [],
    unkept: [],
    pending: [],
  };
  const messages = messagesByDelivery(all.sandbox);
  const known = new Set<string>();
  for (const club of all.clubs) {
    const deliveries = await all.store.deliveries.latest(club.id, 1_000);
    for (const { id } of deliveries) known.add(id);
    const sessions = await all.store.clubs.sessions.of(club.id, 0);
    const first = sessionsAfter(
      { rule: club.rule, holidays: [], known: sessions },
      Date.parse(club.rule.anchor) - DAY_MS,
      1,
    )[0];
    const session = sessions.find(({ date }) => date === first?.date) ?? first;
    if (!session) continue;
    judgeSteps({ club, session, deliveries, messages, found }, all);
    judgeEvents(club, session, all, found);
    await judgeVotes(club, session, all, found);
  }
  for (const [id, some] of messages)
    if (!known.has(id)) found.misled.push(`${some.length} messages of no delivery: ${some[0]?.message.content}`);
  return found;
}

interface Judged {
  club: Club;
  session: PlannedSession;
  deliveries: readonly Delivery[];
  messages: ReadonlyMap<string, readonly Said[]>;
  found: ClubFindings;
}

function judgeSteps({ club, session, deliveries, messages, found }: Judged, { sandbox, start, end }: Case): void {
  const due = stepsOf(session, club).filter(step => isDue(step, start, end));
  found.steps += due.length;
  for (const { name } of due)
    if (!deliveries.some(({ date }) => date === name)) found.lost.push(`${club.name}: nothing of ${name}`);
  for (const delivery of deliveries) {
    const kind = readStepName(delivery.date ?? '')?.kind;
    const told = `${club.name}: ${JSON.stringify(delivery)}`;
    const said = messages.get(delivery.id) ?? [];
    if (delivery.state === 'planned' || delivery.state === 'sending') found.pending.push(told);
    else if (kind === 'event') {
      // What would have changed an event that has begun comes to nothing.
      if (delivery.state !== 'sent' && !delivery.date?.includes(':')) found.lost.push(told);
    } else if (delivery.state === 'sent' && said.length === 0) found.lost.push(told);
    else if (delivery.state !== 'sent' && !isFine(delivery, session, start)) found.lost.push(told);
    if (said.length > 1) found.doubled.push(`${told}: ${said.length} messages`);
    found.messages += said.length;
    for (const { channel } of said) if (!isFor(channel, delivery, club, sandbox)) found.misled.push(told);
  }
}

/** So long after its start a bot that is killed may still not have looked at all clubs, in ms. */
const FIRST_LOOK_MS = 15 * 60_000;

/** Before the bot was there it had nothing to say; but a ballot that could be open opens at once. */
function isDue({ at, endsAt, kind }: Step, start: number, end: number): boolean {
  return (
    at <= end && (at >= start || ((kind === 'ballot-opens' || kind === 'event') && endsAt > start + FIRST_LOOK_MS))
  );
}

/** Nothing was to be said any more: somebody has agreed to present, or it was over when the bot was first there. */
function isFine({ note, dueAt, date }: Delivery, { presenter }: PlannedSession, start: number): boolean {
  if (note === 'late') return dueAt < start;
  const kind = readStepName(date ?? '')?.kind;
  return note === 'settled' && (kind === 'presenter-late' || kind === 'presenter-asked') && presenter !== undefined;
}

function isFor({ recipientId, id, parentId }: Channel, delivery: Delivery, club: Club, { world }: Sandbox): boolean {
  if (delivery.recipientId !== undefined) return recipientId === delivery.recipientId;
  const isThere = id === club.channelId || parentId === club.channelId;
  return (
    isThere &&
    [...world.guilds.values()].some(({ channels, id: guildId }) => channels.has(id) && guildId === club.guildId)
  );
}

function judgeEvents(club: Club, session: PlannedSession, { sandbox, end }: Case, found: ClubFindings): void {
  const mark = sessionMark(club.id, session.date);
  const events = [...(sandbox.world.guilds.get(club.guildId)?.events.values() ?? [])].filter(({ description = '' }) =>
    description.includes(mark),
  );
  found.events += events.length;
  if (events.length > 1) found.doubled.push(`${club.name}: ${events.length} events`);
  const wanted = stepsOf(session, club).some(({ kind, at, endsAt }) => kind === 'event' && at <= end && endsAt > end);
  if (wanted && events.length === 0) found.lost.push(`${club.name}: no event`);
}

async function judgeVotes(
  club: Club,
  session: PlannedSession,
  { store, wishes }: Case,
  found: ClubFindings,
): Promise<void> {
  const { candidates, approvals } = await store.clubs.ballots.ballot(club.id, session.date);
  const attendance = await store.clubs.people.attendance(club.id, session.date);
  const given = wishes.filter(({ clubId }) => clubId === club.id);
  for (const wish of given) {
    const { kind, userId } = wish;
    const papers =
      kind === 'poll' ? wish.papers.map(number => candidates[Number(number) - 1]?.paperId ?? '') : wish.papers;
    const counted = approvals.find(one => one.userId === userId)?.paperIds ?? [];
    const isOpenPoll = kind === 'poll' && session.ballot === 'open';
    const isVote = kind === 'vote' || kind === 'poll';
    const kept =
      (isVote && (isOpenPoll || [...counted].sort().join() === [...papers].sort().join())) ||
      (kind === 'presents' && session.presenter?.userId === userId && session.presenter.state === 'confirmed') ||
      (kind === 'there' && attendance.present.includes(userId));
    // What was never confirmed may count or not; but not as something else.
    const isFree = !wish.confirmed && !(isVote && counted.length > 0);
    if (!kept && !isFree)
      found.unkept.push(`${club.name}: ${JSON.stringify({ wish, counted, presenter: session.presenter })}`);
  }
  for (const { userId } of approvals)
    if (!given.some(wish => wish.userId === userId && wish.papers.length > 0))
      found.unkept.push(`${club.name}: a vote that nobody knows of`);
  const { paper } = session;
  if (!paper || candidates.length === 0) return;
  const result = tally(candidates, approvals, club.quorum);
  const [first] = result.ranking;
  const isRight = first?.paperId === paper.id && first.votes === paper.votes && result.voters === paper.voters;
  if (!isRight) found.unkept.push(`${club.name}: ${JSON.stringify({ paper, result })}`);
}

interface Said {
  message: Message;
  channel: Channel;
}

/** What the bot said by itself, by the delivery whose mark it carries in its last row. */
function messagesByDelivery({ world }: Sandbox): Map<string, Said[]> {
  const channels = [
    ...[...world.guilds.values()].flatMap(guild => [...guild.channels.values()]),
    ...world.dms.values(),
  ];
  const all = channels.flatMap(channel => [...channel.messages.values()].map(message => ({ channel, message })));
  const own = all.filter(({ message }) => message.authorId === world.bot.id && message.onlyFor === undefined);
  return Map.groupBy(own, ({ message }) => {
    const last = JSON.stringify(message.components)
      .match(/"custom_id":"1;club;[^"]*"/g)
      ?.map(one => one.split(';').at(-1));
    return last?.map(one => one?.replace('"', '') ?? '').findLast(one => /^[\w-]{16}$/.test(one)) ?? 'none';
  });
}
