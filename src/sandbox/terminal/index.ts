import { createInterface } from 'node:readline';
import type { Person } from '../driver/person.ts';
import type { Place } from '../driver/place.ts';
import { Session } from './session.ts';
import { ANSI, NO_STYLE } from './style.ts';

export interface TerminalOptions {
  person: Person;
  place: Place;
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  /**
   * A person at a terminal: with a prompt, completion and bold type; else lines come from a pipe and only answers are
   * printed.
   */
  interactive: boolean;
}

/**
 * Takes lines until the input ends or `quit`, one after the other, and prints what the bot answers.
 * @returns how many lines there were
 */
export async function runTerminal({ person, place, input, output, interactive }: TerminalOptions): Promise<number> {
  const session = new Session(person, place, interactive && !process.env.NO_COLOR ? ANSI : NO_STYLE);
  const lines = createInterface({
    input,
    ...(interactive && {
      output,
      prompt: '\n> ',
      completer: (line: string, done: (error: Error | null, found?: [string[], string]) => void) => {
        session.complete(line).then(
          found => done(null, found),
          () => done(null, [[], line]),
        );
      },
    }),
  });
  if (interactive) lines.prompt();
  let count = 0;
  let answers = 0;
  for await (const line of lines) {
    count += 1;
    const text = await session.answer(line);
    if (text === undefined) break;
    // On a pipe an empty line parts the answers; at a terminal the prompt does.
    if (text !== '') output.write(`${answers > 0 && !interactive ? '\n' : ''}${text}\n`);
    if (text !== '') answers += 1;
    if (interactive) lines.prompt();
  }
  lines.close();
  return count;
}
