import { daysInWords } from '../calendar/days.ts';
import { cutAtWord, cutEscaped } from '../interactions/cut.ts';
import { join, type Markdown, md, oneLine } from '../interactions/markdown.ts';
import type { Followed, Subscription } from '../subscriptions/index.ts';
import { channel } from './subscription-words.ts';

const TYPED_CHARACTERS = 60;

/** `topic Calibration, “deep ensembles”, by Moreau, in cs.LG` */
export function followedWords({ topic, query, author, category }: Followed): Markdown {
  const cut = (text: string) => cutEscaped(text, TYPED_CHARACTERS);
  return join(
    [
      ...(topic === undefined ? [] : [md`topic **${cut(topic)}**`]),
      ...(query === undefined ? [] : [md`“${cut(query)}”`]),
      ...(author === undefined ? [] : [md`by **${cut(author)}**`]),
      ...(category === undefined ? [] : [md`in **${cut(category)}**`]),
    ],
    ', ',
  );
}

/** What is followed, how and where: `“deep ensembles”, every Monday at 09:00 (Europe/Berlin), in #papers`. */
export function followLine(follow: Subscription): Markdown {
  const { kind, schedule } = follow;
  const when =
    kind === 'at-once' ? md`at once` : md`${daysInWords(schedule.days)} at ${schedule.time} (${schedule.timeZone})`;
  const published = follow.publish ? md`, published to followers` : md``;
  return md`${followedWords(follow)} – ${when}, in ${channel(follow)}${published}`;
}

const CHOICE_CHARACTERS = 100;

/** The same as plain text for a choice, which Discord allows 100 characters; it ends with the id. */
export function followSuggestion({ id, kind, topic, query, author, category, schedule, place }: Subscription): string {
  const what = [topic, query, author && `by ${author}`, category && `in ${category}`].filter(Boolean).join(', ');
  const how = kind === 'at-once' ? 'at once' : `${schedule.time}, ${daysInWords(schedule.days)}`;
  const where = place.kind === 'dm' ? 'direct messages' : 'a channel';
  const end = ` (${how}, ${where}) · ${id}`;
  return `${cutAtWord(oneLine(what), CHOICE_CHARACTERS - end.length)}${end}`;
}
