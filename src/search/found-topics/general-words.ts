import { withoutLanguage } from '../analysis/stemmers.ts';
import { terms } from '../analysis/tokens.ts';

/**
 * Words of the trade that stand in titles of every field; a phrase of nothing but these names no subject. Those of
 * other languages seldom do.
 */
const WORDS = `study case report series review survey overview investigation research analysis approach method methodology technique procedure
algorithm model framework system tool application development design implementation evaluation assessment comparison comparative measurement
experiment experimental empirical theoretical numerical computational preliminary pilot quantitative qualitative statistical practical
result outcome finding effect effectiveness impact role influence use usage performance improvement problem solution issue challenge
new novel general specific different various multiple single simple complex large small high low higher lower long short early late
time term scale level order group type kind form part first second third two three four one based related general recent current future
present proposed improved normal standard common important significant state art task shared united states international national
united proceedings workshop conference literature paper article data datum set number value example basis condition
systematic meta randomized controlled control trial cohort sectional longitudinal prospective retrospective observational cross double blind blinded
placebo multicenter center clinical patient subject participant volunteer healthy adult child children men women male female human people year month
week day age aged baseline follow up followup efficacy safety protocol guideline confidence interval odds ratio
property characteristic feature factor parameter function structure process change difference relation relationship`;

const GENERAL: ReadonlySet<string> = new Set(terms(WORDS));

export function isGeneral(words: readonly string[]): boolean {
  return words.every(word => GENERAL.has(withoutLanguage(word)));
}
