import { shownMessage } from '../../src/sandbox/driver/shown.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Channel, Message } from '../../src/sandbox/world/world.ts';
import type { TeamClock } from './team-clock.ts';

/** So often somebody does again what the bot has not answered, after so long, in ms of the team's time. */
const TRIES = 30;
const AGAIN_MS = 15_000;
/** People who vote on a ballot. */
const VOTERS = 3;

/** What somebody did. If the bot has said that it is done, it must not be lost; else it may have come to nothing. */
export interface Wish {
  kind: 'vote' | 'poll' | 'presents' | 'there';
  userId: string;
  /** Of the club, and of its session. */
  clubId: string;
  date: string;
  /** Ids of papers; of a poll, their places in it, from 1. */
  papers: readonly string[];
  confirmed: boolean;
}

export interface Members {
  /** Nobody begins anything more; all that was done, once what is under way is. */
  end(): Promise<Wish[]>;
}

/**
 * People who vote, agree to present and say that they were there, while the bot comes and goes: each again until it
 * answers.
 */
export function membersTakePart(sandbox: Sandbox, time: TeamClock, random: () => number): Members {
  const { world } = sandbox;
  const wishes: Wish[] = [];
  const underWay = new Set<Promise<void>>();
  const voters = [...world.users.values()].filter(({ bot, name }) => !bot && name !== 'moderator');
  const some = <T>(all: readonly T[]) => all.filter(() => random() < 0.6);

  const again = (what: Omit<Wish, 'confirmed'>, done: string, act: () => Promise<string>) => {
    const wish = { ...what, confirmed: false };
    wishes.push(wish);
    const tries = async () => {
      for (let i = 0; i < TRIES; i += 1) {
        const answer = await act().catch(() => '');
        if (answer.includes(done)) {
          wish.confirmed = true;
          return;
        }
        await time.passed(AGAIN_MS);
      }
    };
    const running = tries().finally(() => underWay.delete(running));
    underWay.add(running);
  };

  const stop = sandbox.watch(({ kind, message, channel }) => {
    if (kind !== 'created' || message.authorId !== world.bot.id || message.onlyFor !== undefined) return;
    const about = /"1;club;(?:mine|confirm|there|next);([\w-]+);(\d{4}-\d\d-\d\d)/.exec(
      JSON.stringify(message.components),
    );
    const [, clubId = '', date = ''] = about ?? [];
    if (message.poll) return voteInPoll(channel, message);
    if (message.content.includes('The ballot is open')) {
      const first = Math.floor(random() * voters.length);
      for (let i = 0; i < VOTERS; i += 1) vote(channel, message, { clubId, date, by: (first + i) % voters.length });
    }
    if (message.content.includes('It is your turn') && random() < 0.7) presents(channel, message, { clubId, date });
    if (message.content.includes('The session begins') && date) saysThere(channel, message, { clubId, date });
  });

  function voteInPoll(channel: Channel, message: Message): void {
    const shown = shownMessage(world, channel, message);
    const answers = shown.poll?.answers ?? [];
    const clubId = /"1;club;next;([\w-]+);/.exec(JSON.stringify(message.components))?.[1] ?? '';
    for (const { id: userId, name } of voters.slice(0, VOTERS)) {
      const chosen = answers.filter((_, i) => i === 0 || random() < 0.5).map(({ text }) => text);
      const papers = chosen.map(text => String(Number.parseInt(text, 10)));
      const wish = { kind: 'poll' as const, userId, clubId, date: '', papers, confirmed: false };
      wishes.push(wish);
      // The message is there once all have heard of it.
      queueMicrotask(() => {
        sandbox.person(name).votes(shown, chosen);
        wish.confirmed = true;
      });
    }
  }

  function vote(
    channel: Channel,
    message: Message,
    { clubId, date, by }: { clubId: string; date: string; by: number },
  ) {
    const shown = shownMessage(world, channel, message);
    const [menu] = shown.selects;
    const voter = voters[by];
    if (!menu || !('options' in menu) || !voter) return;
    const values = menu.options.map(({ value }) => value);
    const chosen = some(values);
    const papers = chosen.length > 0 ? chosen : values.slice(0, 1);
    const person = sandbox.person(voter.name);
    again(
      { kind: 'vote', userId: voter.id, clubId, date, papers },
      'Your vote:',
      async () => (await (await person.choose(shown, menu.custom_id, papers)).later()).text,
    );
  }

  function presents(channel: Channel, message: Message, { clubId, date }: { clubId: string; date: string }): void {
    const userId = channel.recipientId ?? '';
    const person = sandbox.person(world.users.get(userId)?.name ?? '');
    const shown = shownMessage(world, channel, message);
    again(
      { kind: 'presents', userId, clubId, date, papers: [] },
      'You present on',
      async () => (await (await person.press(shown, 'I present')).later()).text,
    );
  }

  function saysThere(channel: Channel, message: Message, { clubId, date }: { clubId: string; date: string }): void {
    const voter = voters[Math.floor(random() * voters.length)];
    if (!voter) return;
    const shown = shownMessage(world, channel, message);
    again(
      { kind: 'there', userId: voter.id, clubId, date, papers: [] },
      'you were there',
      async () => (await (await sandbox.person(voter.name).press(shown, 'I was there')).later()).text,
    );
  }

  return {
    async end() {
      stop();
      while (underWay.size > 0) await Promise.race(underWay);
      return wishes;
    },
  };
}
