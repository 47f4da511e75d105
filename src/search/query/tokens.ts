import { isGrammar, LANGUAGES, languageOfWords } from '../analysis/language.ts';
import { STOP_WORDS } from '../analysis/stop-words.ts';
import { type Token, tokenise } from '../analysis/tokens.ts';
import type { Known } from './known.ts';

/** The words of a query. */
export function queryTokens(text: string, known: Known): Token[] {
  return readLetters(tokensOf(text, known), known);
}

/** Whether a query is in another language than English, in which no paper is: then its words are no slips. */
export function isForeign(text: string, { languages }: Known): boolean {
  return languages.length === 0 && languageOfWords(text, LANGUAGES) !== 'en';
}

/** The words of a query without those of grammar in the language in which it is, be it that of papers or not. */
function tokensOf(text: string, known: Known): Token[] {
  const { languages, neighbours } = known;
  const own = languageOfWords(text, languages);
  const language = own === 'en' ? languageOfWords(text, LANGUAGES) : own;
  const tokens = tokenise(text);
  if (language === 'en' || tokens.length === 1) return tokens;
  return tokens.map((token, place) => {
    const written = text.slice(token.start, token.end);
    if (!isGrammar(written.toLowerCase(), language)) return token;
    if (written.length === 1) return isLetterOfName(written, tokens[place - 1], known) ? token : { ...token, term: '' };
    // `hat` and `door` are English where no paper is in German or Dutch.
    return own === 'en' && neighbours.isWord(token.word) ? token : { ...token, term: '' };
  });
}

/** `vitamin E`, and `vitamin e` where papers have it; else `e` is a word of Italian. */
function isLetterOfName(written: string, before: Token | undefined, { standTogether }: Known): boolean {
  const letter = written.toLowerCase();
  return before !== undefined && before.term !== '' && (written !== letter || standTogether(before.term, letter));
}

/** `vitamin a` names something where the collection has it so; `A` after a noun is an article where it has not. */
function readLetters(tokens: readonly Token[], { forward, standTogether }: Known): Token[] {
  return tokens.map((token, place) => {
    if (!STOP_WORDS.has(token.word) || token.compound) return token;
    if (token.term !== '') return forward.numberOf(token.term) === undefined ? { ...token, term: '' } : token;
    const before = tokens[place - 1]?.term ?? '';
    const isLetter = token.word.length === 1 && before !== '' && standTogether(before, token.word);
    return isLetter ? { ...token, term: token.word } : token;
  });
}
