import { arityOf } from '../cleaning/tex/arity.ts';
import { FUNCTION_NAMES } from '../cleaning/tex/commands.ts';

const COMMAND = /\\(?:[A-Za-z]+\*?|[\s\S]?)/y;
const OPTION = /\[[^[\]{}]{0,60}\]/y;
/** A group that begins so needs its braces: an accent with its letter, a switch of fonts. */
const BEGINS_WITH_COMMAND = /\s{0,5}\\(?:[A-Za-z]|["'`^~=.])/y;
/** Accents whose letter may stand behind a space: `\v Skoda`. In other texts than BibTeX, `\v` may be anything. */
const SPACED_ACCENT = /^\\(?:[vcHkrudbGU]|text(?:commabelow|doublegrave|subring|subdot))$/;

/** The letter behind some space, with the whole of both. */
function spacedLetter(latex: string, from: number): RegExpExecArray | [] {
  return /^\s{1,5}(\p{L}|\\[ij](?![A-Za-z]))/u.exec(latex.slice(from, from + 10)) ?? [];
}

/**
 * LaTeX without the braces that only group or keep capitals; those of arguments, scripts and mathematics stay. One
 * pass.
 */
export function ungrouped(latex: string): string {
  const opened: { kept: boolean; more: number }[] = [];
  let text = '';
  /** Groups that still belong to the command before. */
  let wanted = 0;
  /** The command that was written last, with nothing behind it. */
  let last = '';
  let mathematics = false;
  let dollars = [...latex.matchAll(/(?<!\\)\$/g)].length;
  const matchAt = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(latex)?.[0];
  };
  // The command must not run into what follows.
  const part = () => {
    if (/^\\[A-Za-z]/.test(last)) text += FUNCTION_NAMES.has(last.slice(1)) ? ' ' : '{}';
    last = '';
  };
  const write = (written: string) => {
    text += written;
    last = '';
  };
  for (let at = 0; at < latex.length; at++) {
    const character = latex[at] ?? '';
    if (character === '\\') {
      const command = matchAt(COMMAND, at) ?? character;
      write(command);
      const [blank, letter] = SPACED_ACCENT.test(command) ? spacedLetter(latex, at + command.length) : [];
      if (blank === undefined) last = command;
      else write(`{${letter}}`);
      wanted = blank === undefined ? arityOf(command.slice(1)) : 0;
      at += command.length + (blank?.length ?? 0) - 1;
    } else if (character === '{') {
      const kept = mathematics || wanted > 0 || matchAt(BEGINS_WITH_COMMAND, at + 1) !== undefined;
      opened.push({ kept, more: Math.max(0, wanted - 1) });
      if (kept) write(character);
      else part();
      wanted = 0;
    } else if (character === '}') {
      const { kept, more } = opened.pop() ?? { kept: false, more: 0 };
      if (kept) write(character);
      else part();
      wanted = more;
    } else if (character === '[' && wanted > 0) {
      const option = matchAt(OPTION, at) ?? character;
      write(option);
      if (option === character) wanted = 0;
      at += option.length - 1;
    } else {
      if (character === '$') {
        dollars--;
        // The last of an odd number is money.
        mathematics = !mathematics && dollars > 0;
      }
      write(character);
      if (character === '^' || character === '_') wanted = 1;
      else if (/\S/.test(character)) wanted = 0;
    }
  }
  return text;
}
