/**
 * A digest of what certain texts give: their words, terms and topics, and what is noted of them. A test tells the new
 * one when they give something else; an index on disk that was built before is then built again.
 */
export const ANALYSIS_VERSION = '8ddb98472442';
