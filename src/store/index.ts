import { type Kysely, sql } from 'kysely';
import type { Queue } from '../monitoring/index.ts';
import type { AskTime, Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { type ClubStore, clubStore } from './clubs/index.ts';
import { type CollectionFile, collectionFile } from './collection-file.ts';
import { type Corrections, corrections } from './corrections.ts';
import type { Database, OnQuery } from './database.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import { type Departures, departures } from './departures.ts';
import { type Discussions, discussions } from './discussions.ts';
import { examineDatabase } from './examine.ts';
import { type Interest, interest } from './interest.ts';
import { type KeptTexts, keptTexts } from './kept-texts.ts';
import { type Leases, leases } from './leases.ts';
import { type Lists, lists } from './lists.ts';
import { migrate } from './migrations.ts';
import { type Notes, notes } from './notes.ts';
import { type Notices, notices } from './notices.ts';
import { type Pace, pace } from './pace.ts';
import { type Papers, papers } from './papers.ts';
import { type Pauses, pauses } from './pauses.ts';
import { type Personal, personal } from './personal.ts';
import { type Planning, planning } from './planning.ts';
import { type PlanningReads, planningReads } from './planning-reads.ts';
import { openPatientPostgres, openPostgres } from './postgres.ts';
import { postgresError, whyUnreachable } from './postgres-errors.ts';
import { queueAt } from './queue.ts';
import type { Tables } from './schema.ts';
import { type Settings, settings } from './settings.ts';
import { NO_SIGNALS, type Signals } from './signals.ts';
import { type Sources, sources } from './sources.ts';
import { openSqlite, openSqliteToRead } from './sqlite.ts';
import { StoreError } from './store-error.ts';
import { type Subscriptions, subscriptions } from './subscriptions.ts';
import { type Undo, undo } from './undo.ts';
import { type Votes, votes } from './votes.ts';

export { checkBackup, dump, restore } from './backup.ts';
export type { Attendance, LeftEvent, Nomination, OwnReading, Question, TakenUp } from './clubs/index.ts';
export { NO_EVENT } from './clubs/index.ts';
export type { CollectionFile, FileLine } from './collection-file.ts';
export type { Database } from './database.ts';
export type { Claim, Discussion, DiscussionState, Discussions, ThreadPlace } from './discussions.ts';
export { examineDatabase } from './examine.ts';
export { HELD_MS, type HeldLease, holdLease } from './held-lease.ts';
export type { InterestDay, InterestKind } from './interest.ts';
export { keyOf } from './kept-texts.ts';
export { INTERACTIONS, type Leases } from './leases.ts';
export type { ListEntry, ListOwner } from './list-reads.ts';
export type { Note, Notes } from './notes.ts';
export type { KeptNotice } from './notices.ts';
export type { Papers } from './papers.ts';
export { allPapers } from './papers.ts';
export type { NewDelivery, Planning } from './planning.ts';
export type { Arrival, PlanningReads } from './planning-reads.ts';
export { passwordIn } from './postgres.ts';
export {
  LIST_CAPACITY,
  LIST_SHARE,
  MOST_ATTENDANCE,
  MOST_CLUBS,
  MOST_HOLIDAYS,
  MOST_MEMBERS,
  MOST_NOMINATIONS,
  MOST_NOMINATIONS_OF_ONE,
  MOST_NOTES,
  MOST_NOTES_OF_ONE,
  MOST_ORGANISERS,
  MOST_QUESTIONS,
  MOST_QUESTIONS_OF_ONE,
  MOST_VOTES,
} from './quotas.ts';
export type { GuildSettings, Openers, SettingsChange } from './settings.ts';
export type { Signals } from './signals.ts';
export type { Counts, PassedOver, SourceState } from './sources.ts';
export { parseStored } from './stored-json.ts';
export type { Changed, Owner, Refuse } from './subscriptions.ts';
export type { Upserted } from './taking-in.ts';
export type { BroughtBack, By } from './undo.ts';

/** Everything that must survive a restart. */
export interface Store {
  keptTexts: KeptTexts;
  votes: Votes;
  lists: Lists;
  discussions: Discussions;
  interest: Interest;
  settings: Settings;
  personal: Personal;
  subscriptions: Subscriptions;
  deliveries: Deliveries;
  corrections: Corrections;
  departures: Departures;
  pauses: Pauses;
  notes: Notes;
  notices: Notices;
  papers: Papers;
  undo: Undo;
  sources: Sources;
  collectionFile: CollectionFile;
  clubs: ClubStore;
  leases: Leases;
  signals: Signals;
  pace: Pace;
  /** Runs what plans deliveries while nobody else does. */
  planning: <T>(work: (planning: Planning) => Promise<T>) => Promise<T>;
  /** What planning asks beforehand, outside of any transaction. */
  planningReads: PlanningReads;
  /** How much waits to be delivered. */
  queue(): Promise<Queue>;
  /** Fulfilled when the database answers. */
  ping(): Promise<void>;
  /** What time it is where the database runs; undefined where that is this machine, as far as its addresses say. */
  time: AskTime;
  /** What was deleted is in no file any more, where nobody reads just now. */
  scrub(): void;
  /** No other process works on it. */
  alone: boolean;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** `postgres://…`; missing: the SQLite file is used. */
  url?: string | undefined;
  /** Of the SQLite file. */
  path: string;
  clock: Clock;
  log: Log;
  onQuery?: OnQuery | undefined;
  /** Missing: a database that cannot be reached is an error at once. */
  whileUnreachable?: WhileUnreachable;
}

/** Called after each try to reach the database in vain; the next one follows when it is fulfilled. `tries`: so far. */
export type WhileUnreachable = (reason: string, tries: number) => Promise<void>;

/**
 * Opens the database and brings it up to date.
 * @throws {StoreError} with a message for the operator: in use, not writable, not reachable, no database, newer than
 * this program.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return storeOf(await openDatabase(options), options.clock);
}

/** @throws {StoreError} as {@link openStore}. */
export async function openDatabase({
  url,
  path,
  log,
  onQuery,
  whileUnreachable,
}: Omit<StoreOptions, 'clock'>): Promise<Database> {
  if (url === undefined) return migrated(openSqlite(path, onQuery), log);
  const patient = await reached(() => migrated(openPatientPostgres(url, log), log), whileUnreachable);
  await patient.close();
  return openPostgres(url, log, onQuery);
}

/**
 * The store as it is, next to whoever uses it; missing where there is none yet, or it is of an older version.
 * @throws {StoreError} as {@link openStore}.
 */
export async function examine(options: StoreOptions): Promise<{ store: Store | undefined; pending: number }> {
  const { database, pending } = await examineDatabase({ ...options, url: options.url });
  return { store: database && storeOf(database, options.clock), pending };
}

/**
 * The database as it is, for a backup (`read`, next to a running bot) or to put one into (`fill`). @throws {StoreError}
 */
export function openAsItIs({ url, path, log }: Omit<StoreOptions, 'clock'>, purpose: 'read' | 'fill'): Database {
  if (url !== undefined) return openPatientPostgres(url, log);
  return purpose === 'read' ? openSqliteToRead(path) : openSqlite(path);
}

/** @throws {StoreError} where waiting would not help; what `open` throws, where nobody waits. */
async function reached(open: () => Promise<Database>, whileUnreachable?: WhileUnreachable): Promise<Database> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await open();
    } catch (error) {
      const reason = whyUnreachable(error);
      if (reason === undefined) throw postgresError(error);
      if (!whileUnreachable) {
        throw new StoreError(
          `PostgreSQL cannot be reached: ${reason}. Check DATABASE_URL, and that the server runs.`,
          error,
        );
      }
      await whileUnreachable(reason, tries);
    }
  }
}

async function migrated(database: Database, log: Log): Promise<Database> {
  try {
    await migrate(database.db, undefined, log);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

export function storeOf(database: Database, clock: Clock): Store {
  const { db, traits, close } = database;
  return {
    keptTexts: keptTexts(db, clock),
    votes: votes(db),
    lists: lists(db),
    discussions: discussions(database),
    interest: interest(db),
    settings: settings(db),
    personal: personal(database),
    subscriptions: subscriptions(database),
    deliveries: deliveries(database),
    corrections: corrections(database),
    departures: departures(database),
    notes: notes(database),
    notices: notices(db),
    pauses: pauses(database),
    papers: papers(database),
    undo: undo(db),
    sources: sources(db),
    collectionFile: collectionFile(database),
    clubs: clubStore(database),
    leases: leases(database),
    signals: database.signals ?? NO_SIGNALS,
    pace: pace(database),
    planning: planning(database),
    planningReads: planningReads(db),
    queue: () => queueAt(db, clock.now()),
    async ping() {
      await sql`select 1`.execute(db);
    },
    time: async () => (traits.ownClock ? timeOf(db) : undefined),
    scrub: () => void database.scrub?.(),
    alone: !traits.shared,
    close,
  };
}

/** A machine that has both ends of the connection, by whatever name it was found, has one clock. */
async function timeOf(db: Kysely<Tables>): Promise<number | undefined> {
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms
    where inet_client_addr() is distinct from inet_server_addr()`.execute(db);
  return rows[0]?.ms;
}
