import type { Clock } from '../../platform/clock.ts';
import type { Failure } from '../ports/poster.ts';
import { NONCE_COVER_MS } from './attempt.ts';
import { backoffMs } from './backoff.ts';

/** With their pauses half a minute; what Discord does not take in that time, somebody else may hear. */
const MOST_TRIES = 5;

export interface Retry {
  /**
   * Asks again while Discord does not answer, or says that it is too much; a clear refusal ends it. What may have
   * arrived is repeated only as long as its nonce is known, so that it never arrives twice.
   * @param onAgain What failed, and in how many ms it is tried again.
   */
  ask<T extends { kind: string }>(
    request: () => Promise<T | Failure>,
    onAgain: (failure: Failure, inMs: number) => void,
  ): Promise<T | Failure | { kind: 'stopped' }>;
  /** Ends every pause, and begins none. */
  stop(): void;
}

export function createRetry(clock: Clock, random: () => number): Retry {
  const stopping = new AbortController();
  const { signal } = stopping;

  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      if (signal.aborted) return resolve();
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.after(ms, end);
      signal.addEventListener('abort', end);
    });

  return {
    async ask(request, onAgain) {
      let unsureSince: number | undefined;
      for (let tries = 1; ; tries += 1) {
        const begun = clock.now();
        const answer = await request();
        if (!isPassing(answer) || tries === MOST_TRIES) return answer;
        if (answer.kind === 'unsure') unsureSince ??= begun;
        const pauseMs = backoffMs(tries, random);
        const inMs = answer.kind === 'limited' ? Math.max(answer.afterMs, pauseMs) : pauseMs;
        const forgottenAt = unsureSince === undefined ? Number.POSITIVE_INFINITY : unsureSince + NONCE_COVER_MS;
        if (clock.now() + inMs >= forgottenAt) return answer;
        if (!signal.aborted) {
          onAgain(answer, inMs);
          await pause(inMs);
        }
        if (signal.aborted) return { kind: 'stopped' };
        // A machine that slept wakes late.
        if (clock.now() >= forgottenAt) return answer;
      }
    },
    stop: () => stopping.abort(),
  };
}

function isPassing(answer: { kind: string } | Failure): answer is Extract<Failure, { kind: 'limited' | 'unsure' }> {
  return answer.kind === 'limited' || answer.kind === 'unsure';
}
