import { setImmediate as turn } from 'node:timers/promises';
import pino from 'pino';
import { expect, it } from 'vitest';
import type { Club } from '../../../src/clubs/club.ts';
import { createLookups } from '../../../src/subscriptions/clubs/lookups.ts';
import { WEEKLY } from '../../store/weekly-club.ts';

const clubNamed = (id: string): Club => ({
  ...WEEKLY,
  id,
  name: id,
  guildId: '1',
  channelId: '2',
  setUpBy: '3',
  since: 0,
  holidays: [],
  organisers: [],
});

it('answers all clubs that meet at one hour as soon as Discord does, a few at once', async () => {
  const clubs = new Map(Array.from({ length: 40 }, (_, i) => [`club ${i}`, clubNamed(`club ${i}`)]));
  /** Clubs that are to be looked at now. */
  const due = new Set(clubs.keys());
  let asked = 0;
  let atOnce = 0;
  let most = 0;
  const lookups = createLookups({
    store: { clubs: { look: async id => void due.add(id) } },
    counting: { due: async () => [], known: () => ({ count: 'counting' }), ask: async () => {} },
    absence: {
      matters: async () => true,
      async find() {
        asked += 1;
        atOnce += 1;
        most = Math.max(most, atOnce);
        await turn();
        atOnce -= 1;
        return new Set(['somebody who left']);
      },
    },
    // It stands still: nobody waits for a time.
    clock: { now: () => 0, after: () => () => {} },
    log: pino({ level: 'silent' }),
  });
  const answered = new Set<string>();
  for (let turns = 0; turns < 1_000 && answered.size < clubs.size; turns += 1) {
    for (const id of [...due]) {
      due.delete(id);
      const club = clubs.get(id);
      const found = club && (await lookups.of(club, 0));
      if (found && 'ask' in found) found.ask();
      else if (found) {
        expect(found.absent).toEqual(new Set(['somebody who left']));
        answered.add(id);
      }
    }
    await turn();
  }
  expect([...answered].sort()).toEqual([...clubs.keys()].sort());
  expect(asked).toBe(clubs.size);
  expect(most).toBe(5);
});
