import type { Here } from './names.ts';
import type { SelectChoice } from './select-menu.ts';

/** Discord's types of select menus that it fills in itself. */
const USERS = 5;
const ROLES = 6;
const CHANNELS = 8;

export function entityChoices(type: number, here: Here): SelectChoice[] {
  const users =
    type === ROLES || type === CHANNELS ? [] : here.users.map(({ id, name }) => ({ value: id, label: `@${name}` }));
  const roles =
    type === USERS || type === CHANNELS
      ? []
      : here.roles.map(({ id, name }) => ({ value: id, label: roleLabel(name) }));
  const channels = type === CHANNELS ? here.channels.map(({ id, name }) => ({ value: id, label: `#${name}` })) : [];
  return [...users, ...roles, ...channels].slice(0, 25);
}

/** The role that everyone has is called `@everyone`. */
const roleLabel = (name: string): string => (name.startsWith('@') ? name : `@${name}`);
