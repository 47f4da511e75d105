import type { PublicationType } from './publication-type.ts';

/**
 * Journals whose names say proceedings: of academies, societies and institutes, and those of PVLDB, PACM and the IEEE's
 * own.
 */
const PROCEEDINGS_THAT_ARE_JOURNALS =
  /\bproc(?:eedings|\.)? (?:of (?:the )?)?(?:(?!conf|symp|workshop|meeting|annual)[\p{L}.&-]+ ){0,4}?(?:academy|acad\.|sciences?\b|sci\.|royal|r\. soc|society(?! conference)|soc\.|(?:math|phys)\S* society|natl|endowment|vldb endow|acm on|institution|inst\.)|\bproc(?:eedings|\.)? (?:of the )?ieee(?=$|[ ,]*(?:vol|[\d(]))/iu;
const MEETING =
  /\b(?:conf(?:erence|\.)|workshops?|symp(?:osium|osia|\.)|meeting|congress|colloquium|summit|seminar|hackathon|shared task|proc(?:eedings|\.)?|lecture notes in|lncs|ceur|findings of|companion)(?![\p{L}])/iu;
const JOURNAL =
  /\b(?:journal|transactions|trans\.|letters|lett\.|reviews?|rev\.|annals|ann\.|annales|archives?|archiv|arch\.|magazine|mag\.|bulletin|bull\.|quarterly|notices|zeitschrift|acta|revista|rivista|revue|surveys|advances in (?:mathematics|physics|applied|theoretical|cognitive|space)|j\.)(?![\p{L}])/iu;

/** Conferences that are cited by names without such a word. */
const CONFERENCE_NAMES =
  /neural information processing systems|computer vision and pattern recognition|empirical methods in|knowledge discovery and data mining|learning representations|learning theory|uncertainty in artificial intelligence|artificial intelligence and statistics|human factors in computing|medical image computing and computer|robotics: science and systems|principles of (?:programming languages|database|distributed)|foundations of computer science|theory of computing|discrete algorithms|operating systems (?:principles|design)|world wide web|the web conf|usenix security|special interest group|robot learning|language resources and evaluation|very large data bases?$|international joint|interspeech|(?:euro|asia)crypt|^crypto(?= |$)/i;
const CONFERENCE_ACRONYMS = new Set(
  'cvpr iccv eccv wacv bmvc neurips nips icml iclr aaai ijcai aistats uai colt acl naacl eacl emnlp conll coling tacas lrec interspeech icassp kdd sigkdd www sigir cikm wsdm recsys ecir icdm icde sigmod vldb pods siggraph chi cscw uist iui icra iros rss corl focs stoc soda icalp podc ppopp popl pldi oopsla icse fse ase issta osdi sosp nsdi eurosys asplos isca micro hpca usenix ccs ndss crypto eurocrypt asiacrypt cav lics miccai isbi midl ismir wmt semeval iwslt acml gecco ppsn ecml pkdd iclp aamas icaps pakdd jcdl'.split(
    ' ',
  ),
);
const JOURNAL_ACRONYMS = new Set(
  'tmlr jmlr mlj tpami pami tnnls tnn tip tit tsp tkde tkdd tacl tois tods tog tomm tochi toplas tocs tosem tist cl ijcv jair jacm cacm csur pnas prl pra prb prc prd pre prx prxq rmp jhep jcap apj apjl aj mnras cmp jmp nature science cell jama bmj nejm plos lancet jasa jrssb ejs aos siam sicomp simods ijrr tro tcyb tmi tgrs tmm tcsvt tvcg taslp tse tdsc tifs tpds jsac tcs ic neco nc ai aij kais dmkd tcbb eswa sam joss epl josa ieee'.split(
    ' ',
  ),
);

/** What the registrant of a DOI registers under such a name. */
const DOI_FORMS: readonly [form: RegExp, type: PublicationType][] = [
  [/^10\.1109\/(?:t|j|m)[a-z]{1,8}\.\d{4}\.|^10\.1109\/(?:access|lra|lsp|lwc|comst|jproc)\./i, 'article-journal'],
  [/^10\.1109\/[a-z][a-z\d-]{2,20}\.\d{4}\./i, 'paper-conference'],
  [
    /^10\.1145\/(?:\d{6,7}\.)?\d{6,7}\.\d{6,7}$|^10\.18653\/v1\/|^10\.24963\/ijcai|^10\.1609\/aaai|^10\.21437\/interspeech/i,
    'paper-conference',
  ],
  [
    /^10\.1162\/|^10\.1103\/|^10\.1007\/s\d|^10\.1016\/j\.|^10\.1088\/|^10\.1093\/|^10\.1038\/|^10\.1126\/|^10\.1073\/pnas|^10\.1371\/journal|^10\.1137\/[\dsm]|^10\.1214\//i,
    'article-journal',
  ],
  [/^10\.1007\/978-/i, 'paper-conference'],
];

/**
 * What a publication probably is, by the name of where it appeared and by its DOI. Plain acronyms (`ICLR`, `CVPR 2016`)
 * are conferences, which is what most acronyms of the field are; names in words (`Machine Learning`, `Physical Review
 * D`) are journals.
 */
export function guessType(venue: string, doi?: string): PublicationType {
  const said = saidByName(venue);
  if (said) return said;
  const registered = DOI_FORMS.find(([form]) => doi !== undefined && form.test(doi))?.[1];
  if (registered) return registered;
  return acronymsIn(venue).length > 0 && !/\p{Ll}{3}/u.test(venue.replace(/\b\p{Lu}\S*\p{Lu}\S*/gu, ''))
    ? 'paper-conference'
    : 'article-journal';
}

/** Of a journal reference (arXiv's `journal-ref`, a field `journal`): a journal, unless its words say a meeting. */
export function typeOfJournalReference(reference: string): PublicationType {
  return saidByName(reference) ?? 'article-journal';
}

function saidByName(venue: string): PublicationType | undefined {
  if (PROCEEDINGS_THAT_ARE_JOURNALS.test(venue)) return 'article-journal';
  if (MEETING.test(venue) || CONFERENCE_NAMES.test(venue)) return 'paper-conference';
  if (JOURNAL.test(venue)) return 'article-journal';
  const known = acronymsIn(venue);
  if (known.some(one => CONFERENCE_ACRONYMS.has(one))) return 'paper-conference';
  return known.some(one => JOURNAL_ACRONYMS.has(one)) ? 'article-journal' : undefined;
}

/** Words that are mostly capitals, in lower case: `NeurIPS`, `CVPR'20` without its year. */
function acronymsIn(venue: string): string[] {
  const words = venue.match(/(?<![\p{L}])\p{Lu}[\p{L}]*\p{Lu}[\p{L}]*(?![\p{L}])/gu) ?? [];
  return words.map(word => word.toLowerCase());
}
