import type { ValueOption } from '../schema/command-body.ts';
import type { Command } from '../state/commands.ts';
import { leavesOf } from './command-leaves.ts';

/** A command as a person finds it: each subcommand is one entry. */
export interface ListedCommand {
  /** Of the whole command. */
  name: string;
  /** `list`, or `group list`. */
  subcommand?: string;
  description: string;
  /** In the menu of a message, instead of typed. */
  onMessage: boolean;
  options: ValueOption[];
}

export function listCommands(commands: Command[]): ListedCommand[] {
  return commands.flatMap(({ body }): ListedCommand[] =>
    body.type === 1
      ? leavesOf(body).map(({ wrap: _, ...leaf }) => ({ name: body.name, onMessage: false, ...leaf }))
      : [{ name: body.name, description: '', onMessage: true, options: [] }],
  );
}
