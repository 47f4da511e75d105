/** How authors and moderators put it: arXiv has no field for it (https://info.arxiv.org/help/withdraw.html). */
const WORK = '(?:paper|article|submission|manuscript|work|preprint|version|draft|document|note|study|report)';
const SENTENCE = new RegExp(
  `\\b(?:this|the) (?:\\w+ )?${WORK} (?:has been|is being|is|was) (?:temporarily |now )?withdrawn\\b`,
  'i',
);
const BY = /\bwithdrawn (?:by|from|due|because|for|as|since|at)\b(?!.{0,80}\baccepted\b)/i;
/** Withdrawn from somewhere else than arXiv: the paper stands. */
const ELSEWHERE = /\bwithdrawn from (?!arxiv\b)/i;
/** A notice in place of an abstract begins with it. */
const NOTICE_CHARACTERS = 120;

/** Whether a comment says that the paper was taken back. */
export function saysWithdrawn(comment: string): boolean {
  if (ELSEWHERE.test(comment)) return false;
  return SENTENCE.test(comment) || BY.test(comment) || /^withdrawn\b/i.test(comment);
}

/** Whether what stands in place of the abstract is the notice that the paper was taken back. Abstracts about withdrawals are none. */
export function isWithdrawalNotice(abstract: string): boolean {
  const found = SENTENCE.exec(abstract);
  return found !== null && found.index < NOTICE_CHARACTERS;
}
