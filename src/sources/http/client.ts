import { type Clock, pause } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { readLimited } from '../../platform/read-limited.ts';
import { SourceError, TryAgain } from '../source-error.ts';
import { XmlError } from '../xml.ts';
import { backoff, retryAfter } from './backoff.ts';
import { type OnWait, type Service, seconds, type Turn } from './turns.ts';
import { conditions, type Validators, validatorsOf } from './validators.ts';

/** The largest pages (a day of all of arXiv in one feed, a thousand records of OAI-PMH) are some 6 MB. */
const MOST_BYTES = 32 * 2 ** 20;
/** arXiv's OAI-PMH has been seen to take a minute and a half for a page. */
const PATIENCE_MS = 120_000;
/** With the pauses between them, some two to three minutes. */
const MOST_TRIES = 6;
/** Whoever asks to be left alone for longer is left alone until the next run. */
const LONGEST_WAIT_MS = 10 * 60_000;
/** Statuses that may pass (RFC 9110, RFC 6585); arXiv throttles with 429 and 503. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

export interface Ask {
  url: URL;
  service: Service;
  /** Of the answer that is known already. */
  validators?: Validators | undefined;
  signal: AbortSignal;
  onWait?: OnWait | undefined;
}

export type Fetched<T> = { kind: 'unchanged' } | { kind: 'new'; value: T; validators: Validators };

/** Asks politely: in turn, again after a pause when that may help, and never without saying who asks. */
export interface Client {
  /**
   * @param read what the body holds; may throw {@link TryAgain} or {@link XmlError} for an answer that is none.
   * @throws {SourceError} when the service refuses, or gives no answer after several tries.
   */
  get<T>(ask: Ask, read: (body: string) => Promise<T>): Promise<Fetched<T>>;
}

export interface ClientOptions {
  turn: (service: Service, signal: AbortSignal, onWait?: OnWait) => Promise<Turn>;
  clock: Clock;
  /** From 0 up to but not including 1. */
  random: () => number;
  log: Log;
  userAgent: string;
}

type Attempt =
  | { kind: 'unchanged' }
  | { kind: 'body'; body: string; validators: Validators }
  | { kind: 'failed'; why: string; waitMs?: number | undefined };

export function createClient({ turn, clock, random, log, userAgent }: ClientOptions): Client {
  async function attempt(ask: Ask): Promise<Attempt> {
    const { end } = await turn(ask.service, ask.signal, ask.onWait);
    ask.onWait?.(`waiting for the answer of ${ask.url.host}`);
    let pauseMs: number | undefined;
    try {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      const response = await fetch(ask.url, {
        headers: { 'user-agent': userAgent, ...conditions(ask.validators) },
        signal: AbortSignal.any([ask.signal, patience]),
      });
      pauseMs = retryAfter(response.headers.get('retry-after'), clock.now());
      return await attemptOf(response, ask, pauseMs);
    } catch (error) {
      ask.signal.throwIfAborted();
      if (error instanceof SourceError) throw error;
      return { kind: 'failed', why: whyNot(error) };
    } finally {
      await end(pauseMs === undefined ? undefined : Math.min(pauseMs, LONGEST_WAIT_MS));
    }
  }

  return {
    async get(ask, read) {
      for (let failures = 1; ; failures++) {
        const answer = await attempt(ask);
        if (answer.kind === 'unchanged') return answer;
        let why: string;
        let waitMs: number | undefined;
        if (answer.kind === 'failed') ({ why, waitMs } = answer);
        else {
          try {
            return { kind: 'new', value: await read(answer.body), validators: answer.validators };
          } catch (error) {
            if (!(error instanceof TryAgain) && !(error instanceof XmlError)) throw error;
            why = error instanceof XmlError ? `its answer is no whole XML (${error.message})` : error.message;
          }
        }
        if (failures === MOST_TRIES || (waitMs ?? 0) > LONGEST_WAIT_MS) throw gaveUp(ask, why, failures, waitMs);
        const againMs = Math.max(backoff(failures, random), waitMs ?? 0);
        log.debug({ url: ask.url.href, why, pause: againMs }, 'A source gave no answer; it is asked again');
        ask.onWait?.(`${ask.url.host} gave no answer (${why}); asking it again in ${seconds(againMs)}`);
        await pause(clock, againMs, ask.signal);
      }
    },
  };
}

async function attemptOf(response: Response, ask: Ask, waitMs: number | undefined): Promise<Attempt> {
  const { status, statusText } = response;
  if (status === 304 && ask.validators) return { kind: 'unchanged' };
  if (status !== 200) {
    const said = excerpt(await readLimited(response, MOST_BYTES));
    const what = `${status} ${statusText}`.trim();
    if (PASSING.has(status) || status === 304) return { kind: 'failed', why: `it answered ${what}`, waitMs };
    throw new SourceError(
      `${ask.url.host} refused the request with ${what}${said && `: “${said}”`}. Look at what the source asks for (${ask.url.href}).`,
    );
  }
  const bytes = await readLimited(response, MOST_BYTES);
  if (bytes === undefined) {
    throw new SourceError(
      `${ask.url.host} answered with more than ${MOST_BYTES / 2 ** 20} MB, which is not read. Let the source ask for less (${ask.url.href}).`,
    );
  }
  return { kind: 'body', body: new TextDecoder().decode(bytes), validators: validatorsOf(response.headers) };
}

function gaveUp(ask: Ask, why: string, tries: number, waitMs: number | undefined): SourceError {
  const times = tries === 1 ? '' : ` (${tries} tries)`;
  const wait = waitMs === undefined ? '' : ` It asks to be left alone for ${Math.ceil(waitMs / 60_000)} min.`;
  return new SourceError(
    `${ask.url.host} gave no answer${times}: ${why}.${wait} The next run goes on where this one stopped.`,
  );
}

/** What fetch throws says little; its cause says more. */
function whyNot(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `it took longer than ${PATIENCE_MS / 1000} s`;
  }
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** The beginning of what a service says about a refusal, without markup. */
function excerpt(bytes: Uint8Array | undefined): string {
  const text = new TextDecoder().decode(bytes?.subarray(0, 4_000));
  return text
    .replace(/<[^<>]{0,500}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}
