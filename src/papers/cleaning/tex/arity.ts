import { accentOf, LETTERS, mathAccentOf } from './accents.ts';
import { DRESS, FUNCTION_NAMES, SILENT, SPACES } from './commands.ts';
import { symbolOf } from './symbols.ts';

const TWO = new Set(
  'href texorpdfstring textcolor foreignlanguage frac cfrac dfrac tfrac nfrac sfrac nicefrac rule binom dbinom tbinom stackrel overset underset SI qty raisebox'.split(
    ' ',
  ),
);

/** How many groups behind a command are its arguments. A macro that nobody knows takes one. */
export function arityOf(command: string): 0 | 1 | 2 {
  const name = command.replace(/\*$/, '');
  if (accentOf(name) !== undefined || mathAccentOf(name) !== undefined) return 1;
  if (!/^[A-Za-z]/.test(name)) return 0;
  if (TWO.has(name)) return 2;
  if (DRESS.has(name) || name === 'hspace') return 1;
  const alone = name in LETTERS || SILENT.has(name) || SPACES.has(name) || FUNCTION_NAMES.has(name);
  return alone || symbolOf(name, true) !== undefined ? 0 : 1;
}
