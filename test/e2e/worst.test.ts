import { describe, expect, it } from 'vitest';
import { RATES } from '../../src/library/rate-limits.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from './harness.ts';

const CHANNEL: Place = { guild: 'Paper club', channel: 'papers' };
/** More than a quota, and what grows back of it meanwhile. */
const beyond = (times: number) => 2 * times;

describe('one person who asks too much', () => {
  it('is answered, and told which conditions were left out', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const stops = ['the', 'a', 'of', 'in', 'for', 'with', 'on', 'by', 'to', 'and'];
    const query = stops.flatMap(one => stops.map(other => `-"${one} model ${other}"`)).join(' ');
    const answer = await reader.slash(CHANNEL, 'search', { query: `learning ${query}` });
    expect(answer.message?.embeds[0]?.description).toMatch(
      /The query has too many conditions, so I left out “\\-"[^”]+”, .* and \d+ more\./,
    );
    expect(answer.message?.embeds[0]?.footer?.text).toMatch(/^\d+ papers · .* ms · page 1 of \d+$/);
  });

  it('is asked to wait, and others are not', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    let refused = '';
    for (let i = 0; i < beyond(RATES.search.times) && refused === ''; i++) {
      const answer = await reader.slash(CHANNEL, i % 2 === 0 ? 'search' : 'random', { query: `noise ${i}` });
      if (answer.private) refused = answer.message?.text ?? '';
    }
    expect(refused).toMatch(/That was a lot in a short time. You can do this again <t:\d+:R>/);
    const other = await sandbox.person('moderator').slash(CHANNEL, 'search', { query: 'noise' });
    expect(other.message?.embeds[0]?.title).toBe('Results for “noise”');
  });

  it('gets no suggestions while typing very fast', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const suggested = () => reader.complete(CHANNEL, 'search', { query: 'learn' }, 'query');
    expect((await suggested()).length).toBeGreaterThan(0);
    let least = 25;
    for (let i = 0; i < beyond(RATES.suggest.times) && least > 0; i++)
      least = Math.min(least, (await suggested()).length);
    expect(least).toBe(0);
  });

  it('is answered at once, however the text that is suggested for looks', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    for (const text of ['a:'.repeat(3000), 'a '.repeat(3000), `-"${'a'.repeat(5990)}`])
      expect(await reader.complete(CHANNEL, 'search', { query: text }, 'query')).toBeInstanceOf(Array);
  });

  it('cannot follow what has too many conditions', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const query = Array.from({ length: 15 }, (_, i) => `"the model ${i}"`).join(' OR ');
    const answer = await reader.slash(CHANNEL, 'follow', { query, time: '8:00', timezone: 'UTC' }, 'add');
    expect(answer.private).toBe(true);
    expect(answer.message?.text).toContain('too many conditions');
  });
});
