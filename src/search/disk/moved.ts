/**
 * Where the papers of each source stand in a merged segment, in the order of the sources; {@link GONE} for one that was
 * dead.
 */
export type Moved = readonly Uint32Array[];
export const GONE = 2 ** 32 - 1;
