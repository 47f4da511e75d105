import type { Past } from '../../model/past.ts';

export interface Choice {
  /** Ids of the papers that match. */
  pool: readonly string[];
  count: number;
  past: Past;
  /** Papers that other subscriptions of the same server post that day. */
  taken: ReadonlySet<string>;
  /** Papers that are drawn before others that were never posted; none if missing. */
  fresh?: ReadonlySet<string>;
  /** How much likelier than others a paper is drawn; 1 if missing. */
  preferred?: (paperId: string) => number;
  /** Of the subscription: each has its own order. */
  seed: string;
}

/**
 * The papers of a post. Those never posted come first, then the one that was posted longest ago; so none comes twice
 * before all came once. Among these, papers that others of the same server post that day come last: they are taken only
 * when nothing else is left. Then those come first that are fresh. What is then still equal is in the order of a
 * shuffle, another one for each subscription and round: fair to every paper, or in favour of those preferred.
 */
export function choose({ pool, count, past, taken, fresh, preferred, seed }: Choice): string[] {
  const round = pool.reduce((least, id) => Math.min(least, past.get(id)?.times ?? 0), Number.POSITIVE_INFINITY);
  const drawn = hashed(`${seed} ${round} `);
  // One pass over the pool, which may hold tens of thousands, with the best so far in their order.
  const best: Candidate[] = [];
  for (const id of pool) {
    const posted = past.get(id);
    const candidate = {
      id,
      seen: posted ? 1 : 0,
      taken: taken.has(id) ? 1 : 0,
      stale: fresh?.has(id) ? 0 : 1,
      last: posted?.last ?? 0,
      times: posted?.times ?? 0,
      lot: weighted(finished(hashed(id, drawn)), preferred?.(id) ?? 1),
    };
    let place = best.length;
    for (let other = best[place - 1]; other && before(candidate, other) < 0; other = best[place - 1]) place -= 1;
    if (place >= count) continue;
    best.splice(place, 0, candidate);
    if (best.length > count) best.pop();
  }
  return best.map(({ id }) => id);
}

/**
 * Of the last post before papers come again: how many were posted by then, itself included. Undefined for any other.
 */
export function allPostedWith(
  chosen: readonly string[],
  { pool, past }: Pick<Choice, 'pool' | 'past'>,
): number | undefined {
  const isNew = (id: string) => !past.has(id);
  if (!chosen.some(isNew)) return undefined;
  const those = new Set(chosen);
  return pool.some(id => isNew(id) && !those.has(id)) ? undefined : pool.length;
}

interface Candidate {
  id: string;
  seen: number;
  taken: number;
  stale: number;
  last: number;
  times: number;
  lot: number;
}

/** Below 0 if `a` comes before `b`. */
function before(a: Candidate, b: Candidate): number {
  return (
    a.seen - b.seen || a.taken - b.taken || a.stale - b.stale || a.last - b.last || a.times - b.times || a.lot - b.lot
  );
}

/**
 * The time until a paper's bell rings, where those of greater weight ring sooner: so each comes first with a chance in
 * proportion to its weight (exponential races, https://doi.org/10.1016/j.ipl.2005.11.003), and for equal weights the
 * order is that of the lots.
 */
function weighted(drawn: number, weight: number): number {
  return -Math.log1p(-(drawn + 0.5) / 2 ** 32) / weight;
}

/** A 32-bit number drawn for a text, FNV-1a; going on from that of the text before it. */
function hashed(text: string, from = 0x811c9dc5): number {
  let hash = from;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** MurmurHash3's finaliser, so that near texts draw far numbers. */
function finished(drawn: number): number {
  let hash = Math.imul(drawn ^ (drawn >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
