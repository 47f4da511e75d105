import type { Person } from '../sandbox/driver/person.ts';
import type { Place } from '../sandbox/driver/place.ts';
import { safe } from './markdown-to-text.ts';
import { commandAtStart, fullName, textOption } from './parse-line.ts';

/** What Tab proposes for a line: names of commands, names of options, and what the bot proposes for the value being typed. */
export async function complete(person: Person, place: Place, line: string): Promise<[string[], string]> {
  const commands = person.commands(place).filter(command => !command.onMessage);
  if (!line.startsWith('/'))
    return [
      ['next', 'previous', 'open ', 'press ', 'menu ', 'help', 'quit'].filter(word => word.startsWith(line)),
      line,
    ];
  const command = commandAtStart(line.slice(1), commands);
  if (!command) {
    const names = commands.map(known => `/${fullName(known)} `);
    return [names.filter(name => name.startsWith(line)), line];
  }
  const afterName = line.slice(1 + fullName(command).length).trimStart();
  const names = command.options.map(option => option.name);
  const [, marked, value = ''] =
    new RegExp(`(?:^|\\s)(${names.join('|')}):\\s*((?:(?!\\s(?:${names.join('|')}):).)*)$`).exec(afterName) ?? [];
  const option = marked ? command.options.find(({ name }) => name === marked) : textOption(command.options);
  const typed = marked ? value : afterName;
  const nameStart = /(?:^|\s)(\w*)$/.exec(line)?.[1] ?? '';
  const optionNames =
    nameStart === '' || typed === nameStart
      ? []
      : names.map(name => `${name}: `).filter(name => name.startsWith(nameStart));
  if (!option || !('autocomplete' in option) || !option.autocomplete) return [optionNames, nameStart];
  const choices = await person.complete(place, command.name, { [option.name]: typed }, option.name, command.subcommand);
  return [choices.map(choice => safe(choice.name)), typed];
}
