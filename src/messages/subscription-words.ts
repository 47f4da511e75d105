import { daysInWords } from '../calendar/days.ts';
import { cutEscaped } from '../interactions/cut.ts';
import { join, link, Markdown, md, timestamp } from '../interactions/markdown.ts';
import type { Delivery, PauseReason, Subscription, ThreadNote } from '../subscriptions/index.ts';
import { REFUSALS } from './condition.ts';
import { REASONS } from './paused-words.ts';

const QUERY_CHARACTERS = 60;

export function channel({ place }: Pick<Subscription, 'place'>): Markdown {
  return place.kind === 'dm' ? md`direct messages` : new Markdown(`<#${place.channelId}>`);
}

/** `every day at 08:30 (Europe/Berlin) in #papers, matching “calibration”` */
export function description(subscription: Subscription): Markdown {
  const { schedule, query, topic, paperCount, roleId, publish, thread, fresh } = subscription;
  return join(
    [
      md`${daysInWords(schedule.days)} at ${schedule.time} (${schedule.timeZone}) in ${channel(subscription)}`,
      ...(paperCount > 1 ? [md`${paperCount} papers at a time`] : []),
      ...(query === undefined ? [] : [md`matching “${cutEscaped(query, QUERY_CHARACTERS)}”`]),
      ...(topic === undefined ? [] : [md`on ${topic}`]),
      ...(roleId === undefined ? [] : [md`mentioning ${new Markdown(`<@&${roleId}>`)}`]),
      ...(publish ? [md`published to followers`] : []),
      ...(thread ? [md`each with a discussion`] : []),
      ...(fresh ? [md`what is new first`] : []),
    ],
    ', ',
  );
}

/** The journal club that a subscription delivers: `the journal club in #papers`. */
export function clubLine(one: Subscription): Markdown {
  return md`the journal club in ${channel(one)}`;
}

const NOTES: Readonly<Record<Exclude<Delivery['note'] & string, PauseReason>, string>> = {
  late: 'I was not running at that time.',
  superseded: 'When I was back, a newer one was due.',
  empty: 'No paper matched.',
  'papers-gone': 'The paper chosen had left the collection, or was withdrawn.',
  'gave-up': 'Discord did not take it in time.',
  ...REFUSALS,
  settled: 'It was no longer needed: what it was about had been moved, cancelled or settled.',
  unproven: 'I could not find out whether it had arrived, and did not want to post it twice.',
  removed: 'It was posted, and then somebody deleted it.',
  'not-published': 'It was posted, but Discord did not publish it to followers.',
};

function noteInWords(note: Delivery['note'] & string): string {
  return isPause(note) ? REASONS[note] : NOTES[note];
}

function isPause(note: string): note is PauseReason {
  return Object.hasOwn(REASONS, note);
}

const THREADS: Readonly<Record<ThreadNote, string>> = {
  'missing-permissions': 'Its discussion was not opened: I need Create Public Threads in that channel.',
  'no-access': 'Its discussion was not opened: I could no longer see the channel.',
  'channel-gone': 'Its discussion was not opened: the channel was deleted.',
  'post-gone': 'Its discussion was not opened: somebody deleted the post.',
  'paper-gone': 'Its discussion was not opened: the paper had left the collection, or was withdrawn.',
  refused:
    'Its discussion was not opened: Discord refused the thread. A filter of the server may have stopped its title.',
  'gave-up':
    'Its discussion was not opened: Discord did not take it in time. The button below the post still opens it.',
};

function threadInWords(thread: Delivery['thread'] & object): string {
  return thread.state === 'opening' ? 'Its discussion is about to be opened.' : THREADS[thread.note];
}

/** What became of one delivery. */
export function fate(delivery: Delivery, guildId: string | undefined): Markdown {
  const { state, posted, note, dueAt, date, thread } = delivery;
  const when = date === undefined ? md`extra, ${timestamp(dueAt, 'f')}` : timestamp(dueAt, 'f');
  const reason = [...(note ? [noteInWords(note)] : []), ...(thread ? [threadInWords(thread)] : [])];
  const words = {
    planned: md`on its way`,
    sending: md`on its way`,
    sent: posted?.messageId ? link('posted', postUrl(posted, guildId)) : md`posted`,
    failed: md`not posted`,
    missed: md`left out`,
  }[state];
  return join([join([when, words], ': '), ...(reason.length > 0 ? [md`${reason.join(' ')}`] : [])], '. ');
}

export function postUrl(
  { channelId, messageId }: { channelId: string; messageId: string },
  guildId: string | undefined,
): string {
  return `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${messageId}`;
}
