import type { Forward } from '../forward.ts';

/** Terms that stand one after another. */
export type Form = readonly number[];

/** The terms by number, when the collection has them all. */
export function sequence(terms: readonly string[], forward: Forward): Form[] {
  const numbers = terms.flatMap(term => forward.numberOf(term) ?? []);
  return numbers.length === terms.length && numbers.length > 0 ? [numbers] : [];
}

/** Whether a run of terms stands in a text; stop words may stand between. */
function standsIn(text: Uint32Array, form: Form): boolean {
  const [first = 0] = form;
  if (form.length === 1) return text.includes(first);
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1))
    if (endOfRun(form, at, place => text[place], 0) !== undefined) return true;
  return false;
}

/** The last place of a run that begins at a place. */
export function endOfRun<T>(
  form: readonly T[],
  at: number,
  termAt: (place: number) => T | undefined,
  stopWord: T,
): number | undefined {
  let place = at;
  for (const [i, term] of form.entries()) {
    if (i > 0) place++;
    while (i > 0 && termAt(place) === stopWord) place++;
    if (termAt(place) !== term) return undefined;
  }
  return place;
}

/** Whether a run of terms stands in the title, the abstract or the names of a paper. */
export function hasForm(form: Form, paper: number, forward: Forward): boolean {
  return (
    standsIn(forward.title(paper), form) ||
    standsIn(forward.text(paper), form) ||
    standsIn(forward.authors(paper), form)
  );
}
