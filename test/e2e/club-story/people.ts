import { Temporal } from 'temporal-polyfill';
import { newPaperId } from '../../../src/papers/paper.ts';
import type { Options } from '../../../src/sandbox/driver/options.ts';
import type { ShownMessage } from '../../../src/sandbox/driver/shown.ts';
import { type DailyStage, MINUTE, PAPERS } from '../daily.ts';
import { type StoryRecord, startRecord } from './record.ts';

/** Where the club meets, and has its clock. */
export const ZONE = 'America/New_York';
/** Times at which something may be due, of that clock. */
const TIMES = ['11:30', '12:30', '13:30', '17:00', '18:00', '19:00'];

/** Pauses after a time at which something may be due, in ms; a minute in all. */
const FOLLOWING_MS = [1_000, 1_000, 8_000, 50_000];

/** Of the papers that there are. */
export const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
export const titleOf = (letter: string) => `Paper ${letter}`;

/** Twelve people around one club, and the days that pass. */
export interface Story extends DailyStage {
  record: StoryRecord;
  /** Somebody uses a subcommand of `/club`; the first line of the answer. */
  club(person: string, subcommand: string, options?: Options): Promise<string>;
  /** Somebody presses a button below a message, or below the answer to a subcommand. */
  press(person: string, on: ShownMessage | string, button: string): Promise<string>;
  /** Chooses papers in the menu of a ballot. */
  votes(person: string, on: ShownMessage, letters: string): Promise<string>;
  /** Rates the paper of a session, from one to five. */
  rates(person: string, on: ShownMessage, rating: number): Promise<string>;
  /** Writes a note on a paper, below the opening message in its thread. */
  writes(person: string, title: string, note: string): Promise<string>;
  removeBot(): Promise<void>;
  inviteBot(): Promise<void>;
  /** Somebody leaves the server. */
  leaves(person: string): Promise<void>;
  /** Passes the time up to a moment of the club's clock, `2026-10-27 18:00`. */
  to(time: string): Promise<void>;
  /** The newest message that says so in a place. */
  newest(where: string, words: string): ShownMessage;
}

export function tellStory(stage: DailyStage): Story {
  const { sandbox, clock } = stage;
  const record = startRecord(sandbox, { guild: PAPERS.guild, zone: ZONE });
  const firstLine = (text: string) => record.readable(text.split('\n')[0] ?? '');
  const done = async (person: string, what: string, answer: ShownMessage) => {
    const text = firstLine(answer.text);
    record.note(person, `${what}${answer.private ? ` → ${text}` : ''}`);
    await stage.step(0);
    record.take();
    return answer.text;
  };

  const happens = async (what: string, change: () => void) => {
    record.note('*', what);
    change();
    await stage.step(MINUTE);
    record.take();
  };

  const story: Story = Object.assign(stage, {
    record,
    async club(person: string, subcommand: string, options: Options = {}) {
      const typed = Object.entries(options).map(([name, value]) => ` ${name}:${words(value)}`);
      const answer = await sandbox.person(person).slash(PAPERS, 'club', options, subcommand);
      return done(person, `/club ${subcommand}${typed.join('')}`, await answer.later());
    },
    async press(person: string, on: ShownMessage | string, button: string) {
      const somebody = sandbox.person(person);
      const below = typeof on === 'string' ? await (await somebody.slash(PAPERS, 'club', {}, on)).later() : on;
      const answer = await somebody.press(below, button);
      return done(person, `presses [${button}]`, await answer.later());
    },
    async votes(person: string, on: ShownMessage, letters: string) {
      const somebody = sandbox.person(person);
      const wanted = [...letters].map(titleOf);
      if (on.poll) {
        somebody.votes(
          on,
          on.poll.answers.map(({ text }) => text).filter(text => wanted.includes(text.slice(3))),
        );
        record.note(person, `votes for ${letters} in the poll`);
        return '';
      }
      const answer = await somebody.choose(
        on,
        'Choose the papers that you would read…',
        wanted.map(title => newPaperId(title)),
      );
      return done(person, `votes for ${letters}`, await answer.later());
    },
    async rates(person: string, on: ShownMessage, rating: number) {
      const menu = on.selects[0]?.placeholder ?? '';
      const answer = await sandbox.person(person).choose(on, menu, [String(rating)]);
      return done(person, `rates it ${rating}`, await answer.later());
    },
    async writes(person: string, title: string, note: string) {
      const opening = story.newest(`thread “${title}”`, 'The session begins:');
      const answer = await sandbox.person(person).press(opening, 'Write a note');
      if (!answer.form) throw new Error('There is no form for a note.');
      const sent = await sandbox.person(person).submit(answer.form, { note });
      return done(person, `writes a note: ${note}`, await sent.later());
    },
    removeBot: () => happens('The bot is removed from the server.', () => sandbox.faults.removeBot(PAPERS.guild)),
    inviteBot: () => happens('The bot is invited again.', () => sandbox.faults.addBot(PAPERS.guild)),
    leaves: (person: string) =>
      happens(`${person} leaves the server.`, () => sandbox.faults.leave({ guild: PAPERS.guild, person })),
    async to(time: string) {
      const end = instant(time);
      while (clock.now() < end) {
        await stage.step(Math.min(end, nextTime(clock.now())) - clock.now());
        // What follows from what was said: a thread, the count of a poll, whoever is asked then.
        for (const ms of FOLLOWING_MS) if (clock.now() + ms <= end) await stage.step(ms);
        record.take();
      }
    },
    newest(where: string, wanted: string) {
      const found = record.entries.findLast(one => one.where === where && one.text.includes(wanted))?.message;
      if (!found) throw new Error(`Nothing in ${where} says "${wanted}":\n${record.text()}`);
      return found;
    },
  });
  return story;
}

function words(value: Options[string]): string {
  const letter = LETTERS.find(one => newPaperId(titleOf(one)) === value);
  return letter === undefined ? String(value) : titleOf(letter);
}

/** Of the club's clock. */
export function instant(time: string): number {
  return Temporal.PlainDateTime.from(time).toZonedDateTime(ZONE).epochMilliseconds;
}

function nextTime(now: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(ZONE);
  const today = TIMES.map(plainTime => local.toPlainDate().toZonedDateTime({ timeZone: ZONE, plainTime }));
  const next = today.find(one => one.epochMilliseconds > now);
  return (next ?? local.add({ days: 1 }).startOfDay()).epochMilliseconds;
}
