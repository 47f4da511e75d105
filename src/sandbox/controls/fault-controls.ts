import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../faults/fault-queue.ts';
import { tooMany } from '../faults/rate-limits.ts';
import type { Gateway, GatewayTrouble } from '../gateway/gateway.ts';
import type { Router } from '../rest/router.ts';
import type { State } from '../state/state.ts';

type Target = Pick<Fault, 'route' | 'channel' | 'times'>;

/** Misbehaviour of Discord itself, to order. Routes are named as in {@link FaultControls.routes}. */
export interface FaultControls {
  /** All routes: `POST /channels/{channel}/messages` and so on. */
  readonly routes: string[];
  /**
   * Lets coming requests fail with an HTTP status, or by a connection that breaks; `when: 'after'` they have taken
   * effect.
   */
  failNext(fault: Target & { status: number | 'drop'; body?: object; when?: 'before' | 'after' }): void;
  /** Answers 429. @param retryAfter Seconds. */
  rateLimitNext(fault: Target & { retryAfter: number; scope?: 'user' | 'shared' | 'global' }): void;
  /** Lets coming requests wait. @param ms Of real time. */
  slowNext(fault: Target & { ms: number }): void;
  /** Holds the next request: `arrived` resolves when it is there, `release` lets it go on. */
  holdNext(fault: Pick<Fault, 'route' | 'when'>): { arrived: Promise<void>; release(): void };
  /** Forgets what was ordered and has not struck yet. */
  clear(): void;
  /** Closes all gateway connections; default 4000, after which a bot resumes. */
  dropGateway(code?: number): void;
  /** Breaks all gateway connections without a word. */
  cutGateway(): void;
  /** Asks the bot to reconnect (op 7). */
  askToReconnect(): void;
  /** Tells the bot that its session is invalid (op 9). */
  invalidateSession(resumable: boolean): void;
  /** From now on the gateway treats so whoever comes; without one it is well again. */
  troubleGateway(trouble?: GatewayTrouble): void;
  /** The address at which sessions are resumed answers 503, while the main gateway is well. */
  killResumeAddress(dead: boolean): void;
  /** While on, each interaction is dispatched twice. */
  repeatInteractions(on: boolean): void;
  /** Bytes of one file, as interactions say and messages take: more where a server is boosted. */
  setUploadLimit(bytes: number): void;
  /** While on, events wait, as they do before a process that is stopped; then they come all at once. */
  holdEvents(on: boolean): void;
  /** Leaves the bot so many new sessions for the rest of the day. */
  leaveSessions(remaining: number): void;
}

export function faultControls(state: State, gateway: Gateway, router: Router): FaultControls {
  const { faults, sessionStarts } = state;
  const add = (fault: Fault) => {
    if (fault.route !== undefined && !router.names.includes(fault.route)) {
      throw new Error(`There is no route "${fault.route}". There is:\n${router.names.join('\n')}`);
    }
    faults.add(fault);
  };
  return {
    routes: router.names,
    failNext: ({ status, body = { message: `${status}: sandbox fault`, code: 0 }, ...fault }) =>
      add({
        ...fault,
        act: async () => (status === 'drop' ? 'drop' : { status, body }),
      }),
    rateLimitNext: ({ retryAfter, scope = 'user', ...fault }) =>
      add({ ...fault, act: async () => tooMany(retryAfter, scope) }),
    slowNext: ({ ms, ...fault }) =>
      add({
        ...fault,
        act: async () => {
          await sleep(ms);
          return undefined;
        },
      }),
    holdNext(fault) {
      const arrived = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      add({
        ...fault,
        act: async () => {
          arrived.resolve();
          await released.promise;
          return undefined;
        },
      });
      return { arrived: arrived.promise, release: released.resolve };
    },
    clear: () => faults.clear(),
    dropGateway: (code = 4000) => gateway.drop(code),
    cutGateway: () => gateway.cut(),
    askToReconnect: () => gateway.askToReconnect(),
    invalidateSession: resumable => gateway.invalidate(resumable),
    troubleGateway: trouble => gateway.setTrouble(trouble),
    killResumeAddress: dead => gateway.setResumeDead(dead),
    repeatInteractions(on) {
      state.repeatsInteractions = on;
    },
    setUploadLimit(bytes) {
      state.uploadLimit = bytes;
    },
    holdEvents: on => gateway.holdEvents(on),
    leaveSessions: remaining => sessionStarts.leave(remaining),
  };
}
