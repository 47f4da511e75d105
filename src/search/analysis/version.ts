/** Raised whenever texts give other words or terms than before: an index on disk that was built before is then built anew. */
export const ANALYSIS_VERSION = 2;
