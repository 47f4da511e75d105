/** A piece of a text in which there may be TeX. */
export interface Token {
  kind: 'text' | 'command' | 'open' | 'close' | 'dollar' | 'script' | 'option';
  /** As it is written; of a command the name without its backslash. */
  value: string;
  /** Where it begins in the text. */
  at: number;
}

export interface Tokens {
  text: string;
  list: readonly Token[];
  /** For each opening brace the place (among the tokens) of its closing one, and the other way round. */
  braces: ReadonlyMap<number, number>;
}

/** `\verb|a_b|` stands first: what is in it is as it is written. */
const PIECE =
  /\\(?:verb|lstinline)\*?([^\sA-Za-z*{}\\])([^\n]{0,200}?)\1|\\([A-Za-z]+\*?|[\s\S]?)|(\{)|(\})|(\$\$?)|([_^])|[^\\{}$_^]+/gu;
/** What may be an argument without braces: `\frac12`, `\mathcal O`; or an option: `\sqrt[3]`. */
const OPTION = /^\[[^[\]]{0,60}\]/u;
const ARGUMENTS = /^(\s*)(\S)?(\s*)(\S)?/u;

/**
 * One pass over the text, whatever it holds. After a command or a script sign the next two characters are tokens of
 * their own.
 */
export function tokenize(text: string): Tokens {
  const list: Token[] = [];
  const braces = new Map<number, number>();
  const opened: number[] = [];
  let mayTakeArguments = false;
  const pushText = (value: string, at: number) => {
    if (value !== '') list.push({ kind: 'text', value, at });
    return at + value.length;
  };
  for (const match of text.matchAll(PIECE)) {
    const [value, , verbatim, command, open, close, dollar, script] = match;
    let { index: at } = match;
    const takes = mayTakeArguments;
    mayTakeArguments = command !== undefined || script !== undefined;
    if (verbatim !== undefined) pushText(asCode(verbatim), at);
    else if (command !== undefined) list.push({ kind: 'command', value: command, at });
    else if (open !== undefined) {
      opened.push(list.length);
      list.push({ kind: 'open', value, at });
    } else if (close !== undefined) {
      const opening = opened.pop();
      if (opening !== undefined) {
        braces.set(opening, list.length);
        braces.set(list.length, opening);
      }
      list.push({ kind: 'close', value, at });
    } else if (dollar !== undefined) list.push({ kind: 'dollar', value, at });
    else if (script !== undefined) list.push({ kind: 'script', value, at });
    else if (takes) {
      const [option = ''] = OPTION.exec(value) ?? [];
      if (option !== '') list.push({ kind: 'option', value: option, at });
      at += option.length;
      const [head, ...pieces] = ARGUMENTS.exec(value.slice(option.length)) ?? [''];
      const rest = value.slice(option.length + head.length);
      for (const piece of pieces) at = pushText(piece ?? '', at);
      pushText(rest, at);
    } else pushText(value, at);
  }
  return { text, list, braces };
}

/** In backticks where it would else be read as LaTeX. */
function asCode(verbatim: string): string {
  return /[\\${}^_~]/.test(verbatim) ? `\`${verbatim}\`` : verbatim;
}
