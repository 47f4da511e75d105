import { expect, it } from 'vitest';
import { onPostgres, sqliteTarget } from '../store/each-store.ts';
import { type ClubsReport, killWhileMeeting } from './clubs.ts';
import { seeded } from './seeded.ts';

const FINE = { lost: [], doubled: [], misled: [], unkept: [], pending: [] };

function faultsOf({ lost, doubled, misled, unkept, pending }: ClubsReport) {
  return { lost, doubled, misled, unkept, pending };
}

it('clubs whose bot is killed ten times lose, double and mislead nothing, and keep every vote', {
  timeout: 600_000,
}, async () => {
  const report = await killWhileMeeting({ target: sqliteTarget(), kills: 10, workers: 0, random: seeded(20260514) });
  expect(faultsOf(report)).toEqual(FINE);
  expect(report.steps).toBeGreaterThan(20);
  expect(report.confirmed).toBeGreaterThan(10);
});

onPostgres('clubs whose bot and two workers are killed ten times', makeTarget => {
  it('lose, double and mislead nothing, and keep every vote', { timeout: 600_000 }, async () => {
    const target = await makeTarget();
    const report = await killWhileMeeting({ target, kills: 10, workers: 2, random: seeded(20260521) });
    expect(faultsOf(report)).toEqual(FINE);
    expect(report.steps).toBeGreaterThan(20);
    expect(report.confirmed).toBeGreaterThan(10);
  });
});
