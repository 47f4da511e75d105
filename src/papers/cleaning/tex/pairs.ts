import { isMathematics, LONGEST_FORMULA } from './dollars.ts';
import type { Tokens } from './tokens.ts';

/**
 * For what opens mathematics or an environment (`$`, `\(`, `\[`, `\begin{x}`), the place of the token that closes it.
 * One pass.
 */
export function pairsIn({ text, list }: Tokens): Map<number, number> {
  const pairs = new Map<number, number>();
  const environments: { name: string; place: number }[] = [];
  let dollar: number | undefined;
  let bracket: { closing: string; place: number } | undefined;
  for (const [place, { kind, value, at }] of list.entries()) {
    if (kind === 'command') {
      if (value === '(' || value === '[') bracket = { closing: value === '(' ? ')' : ']', place };
      else if (bracket && value === bracket.closing) {
        const opening = list[bracket.place];
        if (opening && at - opening.at <= LONGEST_FORMULA) pairs.set(bracket.place, place);
        bracket = undefined;
      } else if (value === 'begin') environments.push({ name: nameAt(list, place), place });
      else if (value === 'end' && environments.at(-1)?.name === nameAt(list, place)) {
        const begun = environments.pop();
        if (begun) pairs.set(begun.place, place);
      }
      continue;
    }
    if (kind !== 'dollar') continue;
    const opening = dollar === undefined ? undefined : list[dollar];
    if (dollar !== undefined && opening?.value === value) {
      const inner = text.slice(opening.at + value.length, at);
      const before = text.charAt(opening.at - 1);
      const fits = value === '$$' ? inner.length <= LONGEST_FORMULA : isMathematics(inner, before, text.charAt(at + 1));
      if (fits) {
        pairs.set(dollar, place);
        dollar = undefined;
        continue;
      }
    }
    dollar = place;
  }
  return pairs;
}

/** The name in the braces behind `\begin` or `\end`. */
export function nameAt(list: Tokens['list'], place: number): string {
  const [open, name, close] = list.slice(place + 1, place + 4);
  return open?.kind === 'open' && name?.kind === 'text' && close?.kind === 'close' ? name.value : '';
}
