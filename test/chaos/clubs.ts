import { meetingDateFrom } from '../../src/clubs/calendar.ts';
import type { Club, ClubSpec, MeetingRule } from '../../src/clubs/club.ts';
import { serialise } from '../../src/papers/collection.ts';
import { newPaperId, type Paper } from '../../src/papers/paper.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { writeWhole } from '../../src/platform/write-whole.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import type { Place } from '../../src/subscriptions/index.ts';
import { type ClubFindings, judgeClubs } from './clubs-judged.ts';
import type { ChaosOptions } from './daily.ts';
import { membersTakePart } from './members.ts';
import { SILENT } from './silent.ts';
import { misbehave, placesIn, SETTLING_MS, strike } from './strikes.ts';
import { Team } from './team.ts';
import { TeamClock } from './team-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A kill takes two minutes or less, and a club has a step or more in each. */
const MINUTES_A_KILL = 3;
/** How far from the beginning a club's session is, in hours: its ballot opens then, or closes, or its summary comes. */
const AHEAD = [24, 2, 2, 1, 0, -25];
/** What is due at the beginning is said, before the first kill. */
const QUIET_MINUTES = 20;
/** A server has 100 events at most, and there are two. */
const MOST_CLUBS = 150;
const PAPERS_A_CLUB = 3;

const POST = 'POST /channels/{channel}/messages';
/** Requests around which a club is cut off. */
const POINTS = [
  POST,
  POST,
  'POST /channels/{channel}/messages/{message}/threads',
  'POST /guilds/{guild}/scheduled-events',
  'GET /guilds/{guild}/scheduled-events',
  'PATCH /guilds/{guild}/scheduled-events/{event}',
  'GET /guilds/{guild}/scheduled-events/{event}/users',
  'POST /channels/{channel}/polls/{message}/expire',
  'GET /channels/{channel}/polls/{message}/answers/{answer}',
  'POST /users/@me/channels',
  'POST /interactions/{interaction}/{token}/callback',
];

export interface ClubsReport extends ClubFindings {
  /** How many processes died at each point. */
  points: Record<string, number>;
  seconds: number;
}

/**
 * Kills bots and workers while clubs vote, are reminded and meet, in a Discord that misbehaves, and judges what came of
 * it.
 */
export async function killWhileMeeting({ target, kills, workers, random }: ChaosOptions): Promise<ClubsReport> {
  const began = Date.now();
  const time = new TeamClock(Date.UTC(2026, 0, 15), target);
  const { clock } = time;
  const sandbox = await startSandbox({ validate: false, clock });
  for (let i = 1; i <= 6; i += 1) sandbox.addPerson(`reader-${i}`, { 'Paper club': [], Lab: [] });
  const folder = temporaryFolder();
  const collection = folder.file('papers.jsonl');
  const minutes = kills * MINUTES_A_KILL;
  const count = Math.min(MOST_CLUBS, Math.max(12, minutes));
  await writeWhole(collection, serialise(Array.from({ length: count * PAPERS_A_CLUB }, (_, i) => paper(i))));
  const team = new Team(sandbox, target, clock, { COLLECTION_PATH: collection });
  const open = () => openStore({ ...target, clock, log: SILENT });
  const points: Record<string, number> = {};
  try {
    const setUp = await open();
    const start = clock.now();
    const clubs: Club[] = [];
    for (let i = 0; i < count; i += 1)
      clubs.push(await setUpClub(setUp, sandbox, { i, start, spread: minutes, random }));
    await setUp.close();
    const members = membersTakePart(sandbox, time, random);
    time.run(team);
    await team.start(['bot', ...Array.from({ length: workers }, () => 'worker' as const)]);
    await time.passed((QUIET_MINUTES - 5) * MINUTE_MS);
    for (let dead = 0; dead < kills; ) {
      misbehave(sandbox, random);
      const { point, killed } = await strike(team, time, sandbox, random, { points: POINTS });
      points[point] = (points[point] ?? 0) + killed;
      dead += killed;
    }
    sandbox.faults.clear();
    const end = clock.now();
    await time.passed(SETTLING_MS);
    const wishes = await members.end();
    await time.passed(SETTLING_MS);
    await team.end();
    const store = await open();
    const found = await judgeClubs({ store, sandbox, clubs, wishes, start, end });
    await store.close();
    return { points, ...found, seconds: (Date.now() - began) / 1000 };
  } finally {
    await time.end();
    await team.end();
    await sandbox.close();
    folder.remove();
  }
}

function paper(i: number): Paper {
  const title = `Paper number ${i}`;
  return { id: newPaperId(title), title, abstract: `On ${title}.`, links: [], authors: [] };
}

interface Nth {
  i: number;
  start: number;
  /** Minutes over which the clubs' steps are spread. */
  spread: number;
  random: () => number;
}

/** A club with papers, presenters and people who want to be reminded. One in four votes in a poll of Discord's. */
async function setUpClub(store: Store, sandbox: Sandbox, { i, start, spread, random }: Nth): Promise<Club> {
  const hours = AHEAD[i % AHEAD.length] ?? 24;
  const at = new Date(start + hours * HOUR_MS + (QUIET_MINUTES + Math.floor(random() * spread)) * MINUTE_MS);
  const since = hours < 0 ? at.getTime() - 2 * HOUR_MS : start;
  const time = at.toISOString().slice(11, 16);
  const rule: MeetingRule = {
    rhythm: 'weekly',
    weekday: at.getUTCDay() || 7,
    time,
    timeZone: 'UTC',
    anchor: at.toISOString().slice(0, 10),
  };
  const places = placesIn(sandbox).filter(({ kind }) => kind !== 'dm');
  const place = places[i % places.length];
  if (!place) throw new Error('There is no place for a club.');
  const spec: ClubSpec = {
    name: `Club ${i}`,
    rule,
    minutes: 60,
    opensDays: 1,
    closesDays: 0,
    presenting: i % 5 === 0 ? 'nominator' : 'rotation',
    poll: i % 4 === 0,
    live: false,
    anonymous: false,
    quorum: 0,
    off: [],
  };
  const people = peopleOf(sandbox);
  const organiser = sandbox.person('moderator').id;
  const made = await store.clubs.create(spec, wishOf(place, rule), {
    userId: organiser,
    at: since,
    most: Number.MAX_SAFE_INTEGER,
  });
  if (typeof made === 'string') throw new Error(`A club is not there: ${made}`);
  for (let p = 0; p < PAPERS_A_CLUB; p += 1)
    await store.clubs.ballots.nominate(made.id, paper(i * PAPERS_A_CLUB + p).id, {
      userId: people[(i + p) % people.length] ?? '',
      now: since + p,
    });
  for (let m = 0; m < 3; m += 1)
    await store.clubs.people.join(made.id, people[(i + m) % people.length] ?? '', since + m);
  const session = { date: meetingDateFrom(rule, rule.anchor), at: at.getTime(), moves: 0, cancelled: false };
  session.at -= session.at % MINUTE_MS;
  const reminded = people[i % people.length] ?? '';
  await store.clubs.people.attend(made.id, session, reminded, { going: true, remind: true });
  return made;
}

function wishOf(place: Place, { time, timeZone, weekday }: MeetingRule) {
  return {
    kind: 'club' as const,
    place,
    schedule: { time, timeZone, days: 1 << (weekday - 1) },
    paperCount: 1,
    publish: false,
    thread: true,
    fresh: false,
  };
}

/** Everyone but the organiser. */
function peopleOf({ world }: Sandbox): string[] {
  return [...world.users.values()].filter(({ bot, name }) => !bot && name !== 'moderator').map(({ id }) => id);
}
