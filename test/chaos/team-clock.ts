import { setTimeout as sleep } from 'node:timers/promises';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { Database } from '../../src/store/database.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import type { Target } from '../store/each-store.ts';
import { SILENT } from './silent.ts';
import type { Team } from './team.ts';

/**
 * Of the team's time, in ms: far shorter than a claim, so that whoever holds one is asked many times before it is over.
 */
const STEP_MS = 5_000;
/** Real ms between two steps, for requests to reach their peer. */
const PAUSE_MS = 2;

/**
 * One time for the sandbox and all processes of a team. It moves on only when everyone has dealt with the step before,
 * and the database has answered: on a machine as slow as may be, no process finds that its minute is over before it
 * could use it.
 */
export class TeamClock {
  readonly clock;
  readonly #database: Database | undefined;
  #team: Team | undefined;
  #running: Promise<void> | undefined;
  #ended = false;

  constructor(start: number, { url }: Target) {
    this.clock = drivenClock(start);
    this.#database = url === undefined ? undefined : openPostgres(url, SILENT);
  }

  /** Begins to move on, with this team. */
  run(team: Team): void {
    this.#team = team;
    this.#running = this.#tick();
  }

  /** Fulfilled after so much of the team's time. */
  async passed(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    while (this.clock.now() < end && !this.#ended) await Promise.race([sleep(PAUSE_MS), this.#running]);
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#running;
    await this.#database?.close();
  }

  async #tick(): Promise<void> {
    while (!this.#ended) {
      await this.clock.advance(STEP_MS);
      await this.#team?.keepUp(this.clock.now());
      await this.#database?.db.selectFrom('lease').select('name').execute();
      await sleep(PAUSE_MS);
    }
  }
}
