import packageJson from '../../package.json' with { type: 'json' };
import type { Intake } from '../collection/index.ts';
import { inWords } from '../papers/errors.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { BroughtBack, By, SourceState, Store } from '../store/index.ts';
import { arxivPaper } from './arxiv/query.ts';
import { type Client, createClient } from './http/client.ts';
import { type OnWait, turns } from './http/turns.ts';
import { type Addresses, openSource } from './open-source.ts';
import { type Progress, type RunReport, runLease, runSource } from './run.ts';
import { type SourceSettings, sourceSettingsSchema } from './settings.ts';
import { SourceError } from './source-error.ts';

/** A source, who set it, and what came of it. */
export interface SetSource {
  settings: SourceSettings;
  /** Set in the operator's file; else it was added in Discord. */
  inFile: boolean;
  /** Missing: it was never read. */
  state?: SourceState;
}

export interface Sources {
  /** Those of the file, then those added in Discord. One of a name that the file has too is left out. */
  all(): Promise<SetSource[]>;
  /** What stands against a new source, in words; undefined: it is added. */
  add(settings: unknown, addedBy: string): Promise<string | undefined>;
  /**
   * Removes a source that was added; its papers stay. The step by which it can be brought back; undefined when no such
   * source was added.
   */
  remove(name: string, by: By): Promise<string | undefined>;
  bringBack(step: string, by: By): Promise<BroughtBack>;
  /**
   * Reads a source to its end.
   * @returns undefined when another process is reading it.
   * @throws {SourceError} also when there is no such source.
   */
  run(name: string, options: RunningOptions): Promise<RunReport | undefined>;
  /** Whether single papers can be asked of arXiv: it wants to know whom to write to. */
  mayAskArxiv: boolean;
  /**
   * Takes one paper of arXiv's into the collection.
   * @returns its id there; undefined when arXiv has no such paper, or the paper was taken out of the collection by
   * hand.
   * @throws {SourceError} in words, when arXiv gives no answer.
   */
  takeFromArxiv(arxivId: string, signal: AbortSignal): Promise<string | undefined>;
  /** When whoever reads it must have said that it goes on, in ms since the epoch; undefined when nobody reads it. */
  readUntil(name: string): Promise<number | undefined>;
}

export interface RunningOptions {
  /** Reads it again from this day on, YYYY-MM-DD. */
  since?: string | undefined;
  signal: AbortSignal;
  onProgress?: (progress: Progress) => void;
  onWait?: OnWait;
}

export interface SourcesOptions {
  /** The sources of the operator's file. */
  set: readonly SourceSettings[];
  /** An e-mail address or web page of whoever runs this. */
  contact: string | undefined;
  addresses: Addresses;
  store: Pick<Store, 'sources' | 'leases'>;
  intake: Intake;
  clock: Clock;
  /** From 0 up to but not including 1. */
  random: () => number;
  log: Log;
}

export function createSources(options: SourcesOptions): Sources {
  const { set, contact, addresses, store, intake, clock, random, log } = options;
  const client = createClient({
    turn: turns({ leases: store.leases, clock, log }),
    clock,
    random,
    log,
    userAgent: `Offprint/${packageJson.version} (${contact ?? ''})`,
  });

  const needsContact = (settings: SourceSettings) => contact === undefined && asksService(settings);

  async function all(): Promise<SetSource[]> {
    const states = new Map((await store.sources.states()).map(state => [state.name, state]));
    const inFile = new Set(set.map(({ name }) => name));
    const added = (await store.sources.added()).filter(({ name }) => !inFile.has(name));
    return [
      ...set.map(settings => ({ settings, inFile: true })),
      ...added.flatMap(({ name, settings }) => {
        const read = sourceSettingsSchema.safeParse(JSON.parse(settings));
        if (read.success) return [{ settings: read.data, inFile: false }];
        log.warn({ source: name, err: read.error }, 'A source that was added cannot be read by this version');
        return [];
      }),
    ].map(source => {
      const state = states.get(source.settings.name);
      return { ...source, ...(state && { state }) };
    });
  }

  return {
    all,
    async add(wanted, addedBy) {
      const read = sourceSettingsSchema.safeParse(wanted);
      if (!read.success) return inWords(read.error);
      const { name, kind } = read.data;
      if (kind === 'file') return 'files are named in the file at SOURCES_PATH alone';
      if (needsContact(read.data)) return NO_CONTACT;
      const taken = `there is a source called ${name} already`;
      if ((await all()).some(({ settings }) => settings.name === name)) return taken;
      // As it was given: read again, it must mean the same.
      const added = await store.sources.add({ name, settings: JSON.stringify(wanted), addedBy, addedAt: clock.now() });
      return added ? undefined : taken;
    },
    remove: store.sources.remove,
    bringBack: store.sources.bringBack,
    async run(name, { onWait, ...running }) {
      const sources = await all();
      const found = sources.find(({ settings }) => settings.name === name);
      if (!found) throw unknownSource(name, sources);
      const { settings } = found;
      const open = () => {
        if (needsContact(settings)) throw new SourceError(NO_CONTACT);
        const told: Client = { get: (ask, read) => client.get({ ...ask, onWait }, read) };
        return openSource(settings, { client: told, addresses, now: clock.now });
      };
      return runSource({ settings, open, store, intake, clock, log, ...running });
    },
    mayAskArxiv: contact !== undefined,
    async takeFromArxiv(arxivId, signal) {
      if (contact === undefined) throw new SourceError(NO_CONTACT);
      const record = await arxivPaper({ client, address: addresses.arxivQuery }, arxivId, signal);
      if (!record) return undefined;
      const { ids } = await intake.upsert([record]);
      return ids[0];
    },
    async readUntil(name) {
      const until = await store.leases.end(runLease(name));
      return until !== undefined && until > clock.now() ? until : undefined;
    },
  };
}

/** @throws {SourceError} when services are to be asked, and nobody is named to whom they could write. */
export function needContact(set: readonly SourceSettings[], contact: string | undefined): void {
  if (contact === undefined && set.some(asksService)) throw new SourceError(NO_CONTACT);
}

function asksService({ kind }: SourceSettings): boolean {
  return kind !== 'file';
}

const NO_CONTACT =
  'SOURCES_CONTACT is missing: services want to know whom to write to when something goes wrong. Set it to an e-mail address or a web page of yours';

function unknownSource(name: string, sources: readonly SetSource[]): SourceError {
  const names = sources.map(({ settings }) => settings.name).join(', ');
  return new SourceError(
    `There is no source “${name}”. ${names === '' ? 'None is set: SOURCES_PATH names the file of sources.' : `There are: ${names}.`}`,
  );
}
