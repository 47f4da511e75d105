import type { CommandBody, Group, Subcommand, ValueOption } from '../schema/command-body.ts';
import type { Json } from '../schema/json.ts';

/** What can be typed of a command: itself, or each of its subcommands. */
export interface CommandLeaf {
  /** `list`, or `group list`; missing for a command without subcommands. */
  subcommand?: string;
  description: string;
  options: ValueOption[];
  /** Puts given options where they belong in the command's data. */
  wrap(given: Json[]): Json[];
}

export function leavesOf(body: CommandBody): CommandLeaf[] {
  if (body.type !== 1) return [];
  const parts = body.options ?? [];
  const nested = parts.flatMap((part): CommandLeaf[] => {
    if (isSubcommand(part)) return [leaf(part, part.name, given => given)];
    if (!isGroup(part)) return [];
    return part.options.map(inner =>
      leaf(inner, `${part.name} ${inner.name}`, given => [{ type: 2, name: part.name, options: given }]),
    );
  });
  if (nested.length > 0) return nested;
  return [{ description: body.description, options: parts.filter(isValue), wrap: given => given }];
}

function leaf({ name, description, options }: Subcommand, subcommand: string, outer: CommandLeaf['wrap']): CommandLeaf {
  return {
    subcommand,
    description,
    options: options ?? [],
    wrap: given => outer([{ type: 1, name, options: given }]),
  };
}

type Part = ValueOption | Subcommand | Group;
const isSubcommand = (part: Part): part is Subcommand => part.type === 1;
const isGroup = (part: Part): part is Group => part.type === 2;
const isValue = (part: Part): part is ValueOption => part.type > 2;
