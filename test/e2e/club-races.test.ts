import { expect, it } from 'vitest';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Person } from '../../src/sandbox/driver/person.ts';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import { clubBallots } from '../../src/store/clubs/ballots.ts';
import { clubs as storeOfClubs } from '../../src/store/clubs/clubs.ts';
import { clubPeople } from '../../src/store/clubs/people.ts';
import { clubSessions } from '../../src/store/clubs/sessions.ts';
import { eachStore, openTarget, type Target } from '../store/each-store.ts';
import { comesTo, createClub, inThreads, paperOf, say, spoken } from './club.ts';
import { type DailyStage, dailyStage, PAPERS } from './daily.ts';

const PEOPLE = 300;
/** Who acts at the same time: of more, a busy machine refuses connections. */
const AT_ONCE = 60;
const TRIES = 5;
const DATE = '2026-01-22';
const MENU = 'Choose the papers that you would read…';

eachStore('300 people of a journal club at once', (_, makeTarget) => {
  const text = async (answer: Promise<BotAnswer>) => (await (await answer).later()).text;
  // A busy machine lets requests run out of their time, and an answer that is sent again is refused: what is stored is
  // judged, not what is answered.
  const stageOver = ({ url, path }: Target) =>
    dailyStage(
      { path, ...(url !== undefined && { url }) },
      { faulty: true, lines: [], env: url === undefined ? { DATABASE_PATH: path } : {} },
    );
  const crowd = ({ sandbox }: DailyStage): Person[] =>
    Array.from({ length: PEOPLE }, (_, i) => sandbox.addPerson(`member ${i}`, { [PAPERS.guild]: [] }));
  const idOf = ({ buttons }: ShownMessage, wanted: string) =>
    buttons.find(({ label }) => label === wanted)?.customId ?? '';

  /** Everyone does this, so many at once as there may be: whoever is done makes room for the next one. */
  async function everyone<T>(people: readonly Person[], act: (person: Person, i: number) => Promise<T>): Promise<T[]> {
    const done: T[] = [];
    const left = [...people.entries()];
    const one = async () => {
      for (let next = left.shift(); next; next = left.shift()) done[next[0]] = await act(next[1], next[0]);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    return done;
  }

  /** As people do who get no answer, or one that says that it did not work. */
  async function until(words: string, act: () => Promise<string>): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) if ((await act().catch(() => '')).includes(words)) return;
  }

  /** What is stored, once the bot has ended: two programs do not use one file. */
  async function stored(target: Target, stage: DailyStage) {
    await stage.bot.stop();
    const database = await openTarget(target);
    const guildId = [...stage.sandbox.world.guilds.values()].find(({ name }) => name === PAPERS.guild)?.id ?? '';
    const [club] = await storeOfClubs(database).of(guildId);
    if (!club) throw new Error('There is no club.');
    return {
      club,
      ballots: clubBallots(database),
      people: clubPeople(database),
      sessions: clubSessions(database),
    };
  }

  it('vote, change their votes, join the rotation and were there: everything counts, and once', async () => {
    const target = await makeTarget();
    const stage = await stageOver(target);
    await createClub(stage);
    const papers = [(await paperOf(stage)).value, (await paperOf(stage, 1)).value, (await paperOf(stage, 2)).value];
    for (const paper of papers) await say(stage, 'moderator', 'nominate', { paper });
    const people = crowd(stage);
    await comesTo(stage, 'the ballot', () => spoken(stage).some(one => one.text.includes('The ballot is open')));
    const ballot = spoken(stage).find(one => one.text.includes('The ballot is open'));
    if (!ballot) throw new Error('There is no ballot.');
    const rotation = await (await stage.sandbox.person('moderator').slash(PAPERS, 'club', {}, 'rotation')).later();
    const joins = idOf(rotation, 'Join the rotation');

    // Whoever changes their vote gives another paper first; some give two.
    const lastOf = (i: number) => papers.filter((_, p) => p === i % 3 || (p === 2 && i % 5 === 0));
    await everyone(people, async (person, i) => {
      const join = () => until('You are in the rotation', () => text(person.raw.press(ballot, joins)));
      const vote = (chosen: string[]) => until('Your vote:', () => text(person.choose(ballot, MENU, chosen)));
      const first = () => vote([papers[(i + 1) % 3] ?? '']);
      const last = () => vote(lastOf(i));
      const acts = i % 2 === 0 ? [first, join, last, join] : [join, first, join, last];
      for (const act of acts) await act();
    });
    await comesTo(stage, 'the session', () => inThreads(stage).some(one => one.text.includes('The session begins:')));
    const counts = papers.map(paper => people.filter((_, i) => lastOf(i).includes(paper)).length);
    const announced = spoken(stage).find(one => one.text.includes('· On <t:'))?.text ?? '';
    expect(announced).toContain(`${Math.max(...counts)} of ${PEOPLE} people who voted`);

    const opening = inThreads(stage).find(one => one.text.includes('The session begins:'));
    if (!opening) throw new Error('There is no opening message.');
    const comes = idOf(spoken(stage).find(one => one.text.includes('· On <t:')) ?? opening, 'I come');
    await everyone(people, async (person, i) => {
      const there = () => until('you were there', () => text(person.press(opening, 'I was there')));
      await there();
      if (i % 2 === 0) await text(person.raw.press(opening, comes)).catch(() => '');
      await there();
    });
    const { club, ballots, people: store } = await stored(target, stage);
    const { approvals } = await ballots.ballot(club.id, DATE);
    const given = new Map(approvals.map(({ userId, paperIds }) => [userId, [...paperIds].sort()]));
    expect(given).toEqual(new Map(people.map(({ id }, i) => [id, lastOf(i).toSorted()])));
    const members = await store.members(club.id);
    expect(members.map(({ userId }) => userId).sort()).toEqual(people.map(({ id }) => id).sort());
    const { present } = await store.attendance(club.id, DATE);
    expect(present.sort()).toEqual(people.map(({ id }) => id).sort());
  });

  it('obey two organisers who move the same session: one is first, and the other one hears of it', async () => {
    const target = await makeTarget();
    const stage = await stageOver(target);
    await createClub(stage);
    await say(stage, 'moderator', 'organisers', { person: 'reader' });
    const moved: { session: string; to: string; time: string }[] = [];
    for (const [i, session] of ['2026-01-29', '2026-02-05', '2026-02-12'].entries()) {
      const wishes = [
        { person: 'moderator', session, to: `${session.slice(0, 8)}${i === 0 ? '30' : `0${i + 2}`}`, time: `1${i}:15` },
        { person: 'reader', session, to: session, time: `1${i}:45` },
      ];
      const answers = await Promise.all(wishes.map(({ person, ...wish }) => say(stage, person, 'move', wish)));
      const won = answers.findIndex(answer => answer.includes('is moved to'));
      expect(answers.filter(answer => answer.includes('is moved to'))).toHaveLength(1);
      expect(answers[1 - won]).toContain('Somebody else has just changed this session');
      moved.push(...wishes.slice(won, won + 1));
    }
    const { club, sessions } = await stored(target, stage);
    for (const { session, to, time } of moved) {
      const planned = await sessions.get(club.id, session);
      expect([planned?.moves, planned?.at]).toEqual([1, Date.parse(`${to}T${time}+01:00`)]);
    }
  });
});
