/** How authors and administrators put it: arXiv has no field for it (https://info.arxiv.org/help/withdraw.html). */
const WORK =
  '(?:paper|article|submission|manuscript|work|preprint|version|draft|document|note|study|report|publication|e-?print)';
const GONE = '(?:withdrawn|retracted)';
const NOTICES: readonly RegExp[] = [
  // This paper has been (temporarily) withdrawn
  new RegExp(
    `\\b(?:this|the|our) (?:\\w+ )?${WORK} (?:has been|have been|had to be|is being|is|was) (?:\\w+ )?${GONE}\\b`,
    'i',
  ),
  // The authors have withdrawn this paper; we withdraw the article
  new RegExp(
    `\\b(?:authors?|submitters?|we|i) (?:(?:have|has|had|hereby|decided to|wish(?:es)? to|would like to|am|are) ){0,3}(?:${GONE}|withdraw(?:s|ing)?|retract(?:s|ing)?) (?:this|the|our|my) (?:\\w+ )?${WORK}\\b`,
    'i',
  ),
  // removed by arXiv administrators
  /\b(?:removed|withdrawn|deleted) by (?:the )?arxiv\b/i,
  new RegExp(`\\b(?:this|the) (?:\\w+ )?${WORK} (?:has been|was|is) removed\\b(?! from (?!arxiv))`, 'i'),
];
/** In a comment of few words it stands alone. */
const ALONE = new RegExp(
  `^(?:(?:this|the) )?(?:${WORK} )?(?:temporarily |now |currently )?${GONE}\\b|^(?:\\w+ ){0,4}?${WORK} ${GONE}(?: by| due|[.;,]|$)`,
  'i',
);
const BY = /\bwithdrawn (?:by|from|due|because|for|as|since|at)\b(?!.{0,80}\baccepted\b)/i;
/** Withdrawn from somewhere else than arXiv, or another version was: the paper stands. */
const ELSEWHERE = /\bwithdrawn from (?!arxiv\b)/i;
const ANOTHER =
  /\b(?:previous|earlier|older|old|former|first|original|prior|v\d)\b[^.;]{0,60}\b(?:withdrawn|retracted|removed)|\b(?:supersedes?|replaces?|corrects?|replacement (?:of|for))\b[^.;]{0,60}\b(?:withdrawn|retracted)|\bnot (?:been )?(?:withdrawn|retracted)/i;
const TITLE = new RegExp(
  `^[[(]?(?:withdrawn|retracted|removed)(?:[\\])]|\\s*[:–—-]\\s)|[[(](?:(?:this |the )?(?:${WORK} )?(?:has been |is )?)?${GONE}(?: [^()[\\]]{0,80})?[)\\]]\\s*$|^(?:this |the )?${WORK} (?:(?:has been|is|was) )?${GONE}\\b`,
  'i',
);
/** A notice in place of an abstract begins with it. */
const NOTICE_CHARACTERS = 120;

/** Whether a comment says that the paper was taken back, or taken down. */
export function saysWithdrawn(comment: string): boolean {
  if (ELSEWHERE.test(comment) || ANOTHER.test(comment)) return false;
  return NOTICES.some(notice => notice.test(comment)) || BY.test(comment) || ALONE.test(comment);
}

/**
 * Whether what stands in place of the abstract is the notice that the paper was taken back. Abstracts about withdrawals
 * are none.
 */
export function isWithdrawalNotice(abstract: string): boolean {
  const begins = abstract.trim().slice(0, 2 * NOTICE_CHARACTERS);
  if (ANOTHER.test(begins)) return false;
  if (new RegExp(`^(?:${WORK} )?${GONE}(?:\\.|,|;| by| due|$)`, 'i').test(begins)) return true;
  return NOTICES.some(notice => {
    const found = notice.exec(begins);
    return found !== null && found.index < NOTICE_CHARACTERS;
  });
}

/** Whether the title itself says it: "Withdrawn: …", "… (withdrawn)". */
export function isWithdrawnTitle(title: string): boolean {
  return TITLE.test(title.trim());
}
