import type { Options } from '../../src/sandbox/driver/options.ts';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import type { DailyStage } from './daily.ts';
import { HOUR, PAPERS } from './daily.ts';

/**
 * A club that meets on Thursdays at 18:00 in Berlin, from 22 January 2026 on: a week after the clock of the tests
 * begins.
 */
const THURSDAYS = {
  name: 'Thursday papers',
  day: '4',
  time: '18:00',
  timezone: 'Europe/Berlin',
  starts: '2026-01-22',
};

export async function createClub(stage: DailyStage, options: Options = {}): Promise<string> {
  return say(stage, 'moderator', 'create', { ...THURSDAYS, ...options });
}

/** What somebody is answered to a subcommand of `/club`. */
export async function say(
  { sandbox }: DailyStage,
  person: string,
  subcommand: string,
  options: Options = {},
  place = PAPERS,
): Promise<string> {
  const answer = await sandbox.person(person).slash(place, 'club', options, subcommand);
  return (await answer.later()).text;
}

/** What the bot has said in a club's channel by itself, the oldest first. */
export function spoken(stage: DailyStage, place = PAPERS): ShownMessage[] {
  return stage.sandbox
    .person('moderator')
    .sees(place)
    .filter(message => !message.private && message.text.includes('Thursday papers'));
}

/** Moves on by half hours until it is so, for ten days at most. */
export async function comesTo(stage: DailyStage, what: string, isSo: () => boolean): Promise<void> {
  for (let hours = 0; hours < 240; hours += 6) {
    if (isSo()) return;
    await stage.pass(6 * HOUR);
  }
  throw new Error(`It never came so far: ${what}`);
}

/** One of the collection's papers, by its place among those that are suggested for a word. */
export async function paperOf({ sandbox }: DailyStage, place = 0): Promise<{ name: string; value: string }> {
  const found = await sandbox.person('reader').complete(PAPERS, 'club', { paper: 'learning' }, 'paper', 'nominate');
  const { name = '', value = '' } = found[place] ?? {};
  return { name, value: String(value) };
}

/** What the bot has said in the threads of a server, the oldest first. */
export function inThreads({ sandbox }: DailyStage, place = PAPERS): ShownMessage[] {
  const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === place.guild);
  return [...(guild?.channels.values() ?? [])]
    .filter(({ thread }) => thread)
    .flatMap(({ id }) => sandbox.person('moderator').sees({ ...place, channel: id }))
    .filter(message => !message.private);
}
