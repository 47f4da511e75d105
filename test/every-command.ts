import { commandDefinitions } from '../commands/index.ts';

/**
 * All that people can use: commands as `/name word`, what components do as `name:action`, entries of a message's menu
 * by their names.
 */
export function everyCommand(): string[] {
  return commandDefinitions().flatMap(command => {
    if (command.kind === 'message') return [command.name];
    const { name } = command;
    const words = 'subcommands' in command ? command.subcommands.map(word => `/${name} ${word.name}`) : [`/${name}`];
    return [...words, ...Object.keys(command.presses ?? {}).map(action => `${name}:${action}`)];
  });
}
