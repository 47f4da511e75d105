import { STOP_WORDS } from './stop-words.ts';

/** Languages whose words are stemmed by rules of their own; any other text is read as English. */
export const LANGUAGES = ['de', 'fr', 'es', 'it', 'pt', 'nl', 'ru'] as const;
export type OtherLanguage = (typeof LANGUAGES)[number];
export type Language = 'en' | OtherLanguage;

/** Words that carry grammar, the most frequent of each language: they tell it, and have no term in its texts. */
const GRAMMAR: Readonly<Record<Language, string>> = {
  en: 'the of and to in is that for with as are by on be this from which an at we our it was have has can not or their these its been were than between but also both such into more they show using used',
  de: 'der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum haben nur oder aber vor zur bis mehr durch man sein wurde wir war diese dieser dieses diesem diesen kann können sowie wurden unter eines ihre ihrer zwischen während jedoch wenn beim vom damit sondern dabei hier etwa keine unser unsere',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son nous ou cette ces aux leur été être elle ont ainsi comme mais ses deux même fait entre peut sans sous dont lors notre nos celui cela afin où y on très tout tous aussi leurs chez vers selon cet après avant puis donc elles ils',
  es: 'de la que el en y los se del las un por con no una su para es al lo como más o pero sus le ha este son entre está cuando muy sin sobre ser también hasta hay donde han desde nos durante todos uno les ni contra ese eso esta estos estas esto mediante así cada cual fue fueron sido puede pueden nuestro nuestra',
  it: 'di e che la il un a per è in una non sono da del si come con le dei nel al più gli alla i della delle su dal anche nella lo se ha tra ma questo questa questi queste stato essere o degli ai dalla loro sul sulla nei dalle viene sia fra cui quando ogni dopo nelle uno suo sua suoi quali senza ed è può state stati',
  pt: 'de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas esse eles foram essa num nem suas às este esta estes estas são pode podem sobre cada',
  nl: 'de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog worden door naar heeft tot over deze dit die was kan werd wordt hebben zich wel geen meer hun haar onder tussen na omdat wat wij zij welke zoals waarbij onze wel echter daarom moet kunnen',
  ru: 'и в не на что с по как это для из от к у за а но то о же при его так или были был была было быть они мы она он их также которые который которая которое этого эти этих этот эта между более может могут все для том тем если где когда нас наш через под над без',
};

const LANGUAGES_OF: ReadonlyMap<string, readonly Language[]> = languagesByWord();

function languagesByWord(): Map<string, Language[]> {
  const found = new Map<string, Language[]>();
  for (const language of ['en', ...LANGUAGES] as const)
    for (const word of new Set([...GRAMMAR[language].split(' '), ...(language === 'en' ? STOP_WORDS : [])]))
      found.set(word, [...(found.get(word) ?? []), language]);
  return found;
}

/** So much of a text tells its language, in UTF-16 units. */
const ENOUGH = 2000;
/** With fewer of its words of grammar a text may be of any language, or in none. */
const LEAST = 3;
const WORD = /\p{L}+/gu;
const CAPITAL = /^\p{Lu}$/u;

/**
 * Of a title alone, which has no more words than this, two of them tell it where none is English; letters that it alone
 * has are one.
 */
const SHORT = { words: 20, least: 2 };
/** Letters that English words seldom have. */
const OWN_LETTERS: Readonly<Partial<Record<OtherLanguage, RegExp>>> = {
  de: /[äöüß]/i,
  fr: /[àâçèéêëîïôùûœ]/i,
  es: /[áéíóúñ¿¡]/i,
  it: /[àèéìòù]/i,
  pt: /[ãõáâàçéêíóôú]/i,
};
/** What nouns and adjectives of German end in, beside a letter of its own. */
const GERMAN =
  /[äöüß].*(?:ung|ungen|keit|keiten|heit|heiten|schaft|ische[nrs]?|liche[nrs]?)\b|(?:ung|ungen|keit|heit|ische[nrs]?)\b.*[äöüß]/isu;
const CYRILLIC = /\p{Script=Cyrillic}/gu;
/** Letters of Ukrainian, Belarusian, Serbian and Macedonian. */
const NOT_RUSSIAN = /[іїєґўјљњћђџѓќѕ]/iu;

/** The language of a text; English unless it plainly is another one. */
function languageOf(text: string): Language {
  const head = text.slice(0, ENOUGH);
  if (isRussian(head)) return 'ru';
  const counts = grammarIn(head);
  const english = counts.get('en') ?? 0;
  const [best, uses] = mostUsed(counts, LANGUAGES);
  if (uses >= LEAST && uses > english) return best;
  if (english > 0 || (head.match(WORD)?.length ?? 0) > SHORT.words) return 'en';
  const scores = new Map(LANGUAGES.map(language => [language, scoreOf(head, language, counts)]));
  const [short, score] = mostUsed(scores, LANGUAGES);
  if ((counts.get(short) ?? 0) > 0 && score >= SHORT.least) return short;
  return uses === 0 && GERMAN.test(head) ? 'de' : 'en';
}

function scoreOf(text: string, language: OtherLanguage, counts: ReadonlyMap<Language, number>): number {
  return (counts.get(language) ?? 0) + Number(OWN_LETTERS[language]?.test(text) ?? false);
}

/** Script tells it: most letters are Cyrillic, and none is of another language that has such. */
function isRussian(text: string): boolean {
  const cyrillic = text.match(CYRILLIC)?.length ?? 0;
  return cyrillic > 0 && 2 * cyrillic > (text.match(/\p{L}/gu)?.length ?? 0) && !NOT_RUSSIAN.test(text);
}

/** The language that a paper is in. */
export function languageOfPaper({ title, abstract = '' }: { title: string; abstract?: string | undefined }): Language {
  return languageOf(`${title}\n${abstract}`);
}

/** The language of a few words, if they are plainly of one of these: the first of those that say the same. */
export function languageOfWords(text: string, among: readonly OtherLanguage[]): Language {
  if (among.length === 0) return 'en';
  const counts = grammarIn(text);
  const [best, uses] = mostUsed(counts, among);
  return uses > (counts.get('en') ?? 0) ? best : 'en';
}

function grammarIn(text: string): Map<Language, number> {
  const counts = new Map<Language, number>();
  // A capital alone is a name: `vitamin E`.
  for (const [written] of text.matchAll(WORD))
    for (const language of (!CAPITAL.test(written) && LANGUAGES_OF.get(written.toLowerCase())) || [])
      counts.set(language, (counts.get(language) ?? 0) + 1);
  return counts;
}

function mostUsed(counts: ReadonlyMap<Language, number>, among: readonly OtherLanguage[]): [OtherLanguage, number] {
  return among
    .map((language): [OtherLanguage, number] => [language, counts.get(language) ?? 0])
    .reduce((best, one) => (one[1] > best[1] ? one : best), [among[0] ?? 'de', 0]);
}

/** Whether a word, in lower case, carries grammar in a language, or in any that is known here. */
export function isGrammar(word: string, language?: OtherLanguage): boolean {
  const languages = LANGUAGES_OF.get(word);
  return languages !== undefined && (language === undefined || languages.includes(language));
}
