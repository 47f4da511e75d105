/** What a subscription has posted: for each paper how often, and when last (ms since the epoch). */
export type Past = ReadonlyMap<string, { times: number; last: number }>;

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
 * The papers of a post. Those never posted come first, then the one that was posted longest ago; so none comes twice before all came
 * once. Among these, papers that others of the same server post that day come last: they are taken only when nothing else is left. Then
 * those come first that are fresh. What is then still equal is in the order of a shuffle, another one for each subscription and round: fair to every paper, or in favour of
 * those preferred.
 */
export function choose({ pool, count, past, taken, fresh, preferred, seed }: Choice): string[] {
  const round = pool.reduce((least, id) => Math.min(least, past.get(id)?.times ?? 0), Number.POSITIVE_INFINITY);
  const ranked = pool.map(id => {
    const posted = past.get(id);
    return {
      id,
      seen: posted ? 1 : 0,
      taken: taken.has(id) ? 1 : 0,
      stale: fresh?.has(id) ? 0 : 1,
      last: posted?.last ?? 0,
      times: posted?.times ?? 0,
      lot: weighted(lot(`${seed} ${round} ${id}`), preferred?.(id) ?? 1),
    };
  });
  ranked.sort(
    (a, b) =>
      a.seen - b.seen ||
      a.taken - b.taken ||
      a.stale - b.stale ||
      a.last - b.last ||
      a.times - b.times ||
      a.lot - b.lot,
  );
  return ranked.slice(0, count).map(({ id }) => id);
}

/**
 * The time until a paper's bell rings, where those of greater weight ring sooner: so each comes first with a chance in proportion to its
 * weight (exponential races, https://doi.org/10.1016/j.ipl.2005.11.003), and for equal weights the order is that of the lots.
 */
function weighted(drawn: number, weight: number): number {
  return -Math.log1p(-(drawn + 0.5) / 2 ** 32) / weight;
}

/** A 32-bit number drawn for a text: FNV-1a, and MurmurHash3's finaliser so that near texts draw far numbers. */
function lot(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
