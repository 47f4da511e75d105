import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from './harness.ts';

const PAPERS: Place = { guild: 'Paper club', channel: 'papers' };

describe('what is said', () => {
  it('mentions subcommands so that they can be clicked', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const moderator = sandbox.person('moderator');
    expect((await reader.slash(PAPERS, 'list', {}, 'show')).message?.text).toMatch(/<\/list add:\d+>/);
    expect((await reader.slash(PAPERS, 'follow', {}, 'list')).message?.text).toMatch(/<\/follow add:\d+>/);
    expect((await reader.slash(PAPERS, 'privacy', {}, 'about')).message?.text).toMatch(/<\/privacy delete:\d+>/);
    expect((await moderator.slash(PAPERS, 'daily', {}, 'list')).message?.text).toMatch(/<\/daily subscribe:\d+>/);
    expect((await moderator.slash(PAPERS, 'daily', {}, 'pause')).message?.text).toMatch(/<\/daily subscribe:\d+>/);
  });
});

describe('what people write', () => {
  it('days and zones are understood as people write them', async () => {
    const { sandbox } = await setTheStage();
    const moderator = sandbox.person('moderator');
    const daily = (days: string, timezone: string) =>
      moderator.slash(PAPERS, 'daily', { time: '9:00', days, timezone }, 'subscribe');
    expect((await daily('every Monday', 'Berlin, Germany')).message?.text).toMatch(/every Monday.*Europe\/Berlin/);
    expect((await daily('every weekday', 'CET')).message?.text).toMatch(/on weekdays.*Europe\/Brussels/);
    expect((await daily('Tuesday to Friday', 'UTC+5:30')).message?.text).toMatch(/\+05:30/);
  });

  it('an abbreviation of several clocks is asked about, and changes nothing', async () => {
    const { sandbox } = await setTheStage();
    const moderator = sandbox.person('moderator');
    const refused = await moderator.slash(PAPERS, 'settings', { zone: 'IST' }, 'time-zone');
    expect(refused.private).toBe(true);
    expect(refused.message?.text).toMatch(/Asia\/Kolkata, Asia\/Jerusalem, Europe\/Dublin.*Nothing was changed/);
    expect((await moderator.slash(PAPERS, 'settings', {}, 'show')).message?.text).toContain('not set');
    const offered = await moderator.complete(PAPERS, 'settings', { zone: 'IST' }, 'zone', 'time-zone');
    expect(offered.slice(0, 3).map(({ value }) => value)).toEqual(['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin']);
  });
});
