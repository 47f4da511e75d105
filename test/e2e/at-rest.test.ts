import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { onPostgres } from '../store/each-store.ts';
import { underWay } from './at-rest.ts';

// pg never settles the promise of a connection that is ended while it is being made. If it counted for ever, every
// later step of this process's tests would wait for it in vain.
onPostgres('what is under way', makeTarget => {
  it('forgets a connection that is ended while it is being made', async () => {
    const { url } = await makeTarget();
    const before = underWay.database;
    const client = new pg.Client({ connectionString: url });
    void client.connect();
    await once(client.connection.stream, 'connect');
    expect(underWay.database).toBe(before + 1);
    const ended = once(client, 'end');
    await client.end();
    await ended;
    expect(underWay.database).toBe(before);
  });

  it('counts a question until it is answered', async () => {
    const { url } = await makeTarget();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const before = underWay.database;
    const answer = client.query('select 1');
    expect(underWay.database).toBe(before + 1);
    await answer;
    await nextTurn();
    expect(underWay.database).toBe(before);
    await client.end();
  });
});
