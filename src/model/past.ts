/** What a subscription has posted: for each paper how often, and when last (ms since the epoch). */
export type Past = ReadonlyMap<string, { times: number; last: number }>;
