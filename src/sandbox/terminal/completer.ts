import type { Person } from '../driver/person.ts';
import type { Place } from '../driver/place.ts';
import { commandAtStart, fullName, splitByOptions, textOption } from './parse-line.ts';
import { safe } from './style.ts';

/** A value that the bot proposed, by the name that is shown for it. */
export interface Proposal {
  option: string;
  name: string;
  value: string | number;
}

export interface Completion {
  /** The last part of the line, and the texts that could stand in its place. */
  part: string;
  texts: string[];
  proposals: Proposal[];
}

const WORDS = ['next', 'previous', 'open ', 'press ', 'menu ', 'help', 'quit'];

/**
 * What Tab proposes for a line: names of commands, names of options, and what the bot proposes for the value being
 * typed.
 */
export async function complete(person: Person, place: Place, line: string): Promise<Completion> {
  const simple = (part: string, texts: string[]) => ({ part, texts, proposals: [] });
  const listed = person.commands(place);
  const menu = /^menu (.*)$/i.exec(line)?.[1];
  if (menu !== undefined) {
    const names = listed.filter(({ onMessage }) => onMessage).map(({ name }) => name);
    return simple(menu, startingWith(names, menu));
  }
  if (!line.startsWith('/')) return simple(line, startingWith(WORDS, line));
  const commands = listed.filter(({ onMessage }) => !onMessage);
  const command = commandAtStart(line.slice(1), commands);
  const rest = command && line.slice(1 + fullName(command).length);
  if (!rest) {
    const names = commands.map(known => `/${fullName(known)} `);
    return simple(line, startingWith(names, line));
  }

  const { options } = command;
  const typedOptions = splitByOptions(options, rest);
  const [option, typed] = typedOptions.at(-1) ?? [textOption(options), ''];
  // The name of an option only begins a value where a space stands before it.
  const lastWord = /\s(\S*)$/.exec(rest)?.[1] ?? '';
  const free = options.filter(({ name }) => !typedOptions.some(([used]) => used.name === name));
  const names =
    lastWord === ''
      ? []
      : startingWith(
          free.map(({ name }) => `${name}: `),
          lastWord,
        );
  if (names.length > 0 || !option) return simple(lastWord, names);
  if (option.choices?.length)
    return simple(
      typed,
      startingWith(
        option.choices.map(({ name }) => name),
        typed,
      ),
    );
  if (!option.autocomplete) return simple(typed, []);
  const choices = await person.complete(place, command.name, { [option.name]: typed }, option.name, command.subcommand);
  const proposals = choices.map(({ name, value }) => ({ option: option.name, name: safe(name), value }));
  return { part: typed, texts: proposals.map(({ name }) => name), proposals };
}

function startingWith(texts: string[], start: string): string[] {
  return texts.filter(text => text.toLowerCase().startsWith(start.toLowerCase()));
}
