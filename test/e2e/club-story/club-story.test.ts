import { readFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { serialise } from '../../../src/papers/collection.ts';
import { newPaperId, type Paper } from '../../../src/papers/paper.ts';
import { temporaryFolder } from '../../../src/platform/temporary-folder.ts';
import { writeWhole } from '../../../src/platform/write-whole.ts';
import { freshSqlite, onPostgres, type Target } from '../../store/each-store.ts';
import { dailyStage } from '../daily.ts';
import { expectedSteps, saidSteps, toldInPrivate, winner } from './checks.ts';
import { instant, LETTERS, type Story, tellStory, titleOf, ZONE } from './people.ts';
import { tellWeek, WEEKS, type Week } from './plot.ts';

const RECORD = 'record.txt';
/**
 * On PostgreSQL every step takes longer: told up to the first session after the clocks went back, and its absent
 * presenter.
 */
const ON_POSTGRES = 3;

/** The server of twelve people, and their club, a week before its first session. */
async function begin(target: Target): Promise<Story> {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const COLLECTION_PATH = folder.file('papers.jsonl');
  const papers = LETTERS.map((letter): Paper => {
    const title = titleOf(letter);
    return { id: newPaperId(title), title, abstract: `What ${title} is about.`, links: [], authors: [] };
  });
  await writeWhole(COLLECTION_PATH, serialise(papers));
  const stage = await dailyStage(target, { start: instant('2026-10-20 12:00'), env: { COLLECTION_PATH } });
  for (let i = 1; i <= 9; i += 1) stage.sandbox.addPerson(`reader-${i}`, { 'Paper club': [] });
  const story = tellStory(stage);
  const rule = { day: '2', time: '18:00', timezone: ZONE, starts: '2026-10-27' };
  await story.club('moderator', 'create', { name: 'Tuesday papers', ...rule, quorum: 2 });
  await story.club('moderator', 'organisers', { person: 'reader' });
  for (let i = 1; i <= 5; i += 1) {
    await story.press(`reader-${i}`, 'rotation', 'Join the rotation');
    await story.step(60_000);
  }
  return story;
}

it('twenty weeks of a club, from one clock change to the next, are said as they were once written down', async () => {
  const story = await begin(await freshSqlite());
  for (const week of WEEKS) await tellWeek(story, week);
  await story.to('2027-03-17T20:00');
  const { entries } = story.record;

  // Each step of each session once, at its time of the club's clock.
  const byStep = (a: { step: string }, b: { step: string }) => (a.step < b.step ? -1 : 1);
  const late = [{ session: '2027-01-12', words: 'we read **', at: '2027-01-11T12:00' }];
  expect(saidSteps(entries, WEEKS).sort(byStep)).toEqual(expectedSteps(WEEKS, late).sort(byStep));

  // Nobody is told what is not for them.
  expect(toldInPrivate(entries).sort()).toEqual(expectedInPrivate(WEEKS).sort());

  // Every vote counts, and nothing else does.
  let nominated: string[] = [];
  for (const week of WEEKS) {
    nominated = [...nominated, ...new Set(Object.values(week.nominate ?? {}).flatMap(all => [...all]))];
    const won = winner(week, nominated);
    const { text } = story.newest('#papers', `we read **${titleOf(week.reads ?? nominated[0] ?? '')}**`) ?? {};
    if (week.reads && won.of >= 2)
      expect([week.session, won.letter, text]).toEqual([
        week.session,
        week.reads,
        expect.stringContaining(`${won.votes} of ${won.of} people who voted would read it`),
      ]);
    nominated = nominated.filter(letter => letter !== week.reads);
  }

  await expect(story.record.text()).toMatchFileSnapshot(RECORD);
});

/** Whoever is to present is asked; the organisers hear where nobody has agreed; who wants to be reminded is. */
function expectedInPrivate(weeks: readonly Week[]): string[] {
  return [
    'moderator: I paused',
    ...weeks.flatMap(({ asked, next, reads = '', late, reminded = [], remindedLate }) => [
      ...[asked, next].flatMap(one => (one ? [`${one}: It is your turn ${titleOf(reads)}`] : [])),
      ...reminded.flatMap(one =>
        (remindedLate ? ['begins soon'] : ['comes up', 'begins soon']).map(what => `${one}: ${what} ${titleOf(reads)}`),
      ),
      ...(late ? ['moderator: has not answered yet', 'reader: has not answered yet'] : []),
    ]),
  ];
}

onPostgres('the first weeks of that club', makeTarget => {
  it('are said in the same words, at the same times', async () => {
    const story = await begin(await makeTarget());
    for (const week of WEEKS.slice(0, ON_POSTGRES)) await tellWeek(story, week);
    const kept = await readFile(new URL(RECORD, import.meta.url), 'utf8');
    const told = story.record.text().trimEnd().split('\n');
    expect(told).toEqual(kept.split('\n').slice(0, told.length));
  });
});
