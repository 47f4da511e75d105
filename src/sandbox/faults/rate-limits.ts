import type { FaultAnswer } from './fault-queue.ts';

/**
 * Discord's rate limits, kept in real time: the client's own limiter reads the system's clock, whatever clock the bot
 * was given. Interactions and their webhooks do not count against the limit over all (documentation,
 * topics/rate-limits).
 */
export interface Limits {
  /** Requests a second over all routes; Discord allows 50. */
  perSecond?: number;
  /** Messages for each channel; Discord allows 5 in 5 s. */
  messagesPerChannel?: { count: number; seconds: number };
}

const MESSAGE_ROUTES = ['POST /channels/{channel}/messages'];

/** What a route without a limit of its own says: far from any limit. */
const GENEROUS = { count: 50, seconds: 1 };

export interface Counted {
  headers: Record<string, string>;
  /** Set when the limit is exceeded. */
  refusal?: Exclude<FaultAnswer, 'drop'>;
}

export interface CountedRequest {
  /** Pattern of the route. */
  route: string;
  /** Id of the channel, server or webhook in the path: each has limits of its own. */
  major: string;
  /** Whether it counts against the limit over all. */
  global: boolean;
}

export class RateLimits {
  readonly #limits: Limits;
  readonly #windows = new Map<string, Window>();
  #overall = new Window(0, 0);

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Counts a request; says how far its limits are, and whether it is refused. */
  count({ route, major, global }: CountedRequest, now = Date.now()): Counted {
    const { perSecond, messagesPerChannel } = this.#limits;
    if (global && perSecond !== undefined) {
      if (now >= this.#overall.endsAt) this.#overall = new Window(perSecond, now + 1000);
      if (!this.#overall.take()) return refused(this.#overall.endsAt - now, 'global', {});
    }
    const limited = messagesPerChannel !== undefined && MESSAGE_ROUTES.includes(route);
    const bucket = Buffer.from(route).toString('base64url');
    if (!limited) return { headers: headers(bucket, GENEROUS.count, GENEROUS.count - 1, GENEROUS.seconds * 1000, now) };

    const key = `${bucket} ${major}`;
    const known = this.#windows.get(key);
    const window =
      known && now < known.endsAt
        ? known
        : new Window(messagesPerChannel.count, now + messagesPerChannel.seconds * 1000);
    this.#windows.set(key, window);
    const taken = window.take();
    const leftMs = window.endsAt - now;
    const told = headers(bucket, messagesPerChannel.count, window.left, leftMs, now);
    return taken ? { headers: told } : refused(leftMs, 'user', told);
  }
}

/** So many requests until a time. */
class Window {
  left: number;
  readonly endsAt: number;

  constructor(count: number, endsAt: number) {
    this.left = count;
    this.endsAt = endsAt;
  }

  take(): boolean {
    if (this.left <= 0) return false;
    this.left -= 1;
    return true;
  }
}

function headers(bucket: string, limit: number, left: number, ms: number, now: number): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(left),
    'X-RateLimit-Reset': String((now + ms) / 1000),
    'X-RateLimit-Reset-After': String(ms / 1000),
    'X-RateLimit-Bucket': bucket,
  };
}

function refused(ms: number, scope: 'user' | 'global', told: Record<string, string>): Counted {
  return { headers: told, refusal: tooMany(ms / 1000, scope) };
}

/**
 * Discord's answer 429. What a bucket of the bot's own has left is said only of such a one: a `shared` limit was used
 * up by others, and the bot's own bucket may have plenty. @param retryAfter Seconds.
 */
export function tooMany(retryAfter: number, scope: 'user' | 'shared' | 'global'): Exclude<FaultAnswer, 'drop'> {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfter, global: scope === 'global' },
    headers: {
      'Retry-After': String(retryAfter),
      'X-RateLimit-Scope': scope,
      ...(scope === 'user' && { 'X-RateLimit-Reset-After': String(retryAfter), 'X-RateLimit-Remaining': '0' }),
      ...(scope === 'global' && { 'X-RateLimit-Global': 'true' }),
    },
  };
}
