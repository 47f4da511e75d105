import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandDefinitions } from '../../commands/index.ts';

describe('the definitions of the commands', () => {
  // A command that took something of the app while it is made would throw here.
  const commands = commandDefinitions();

  it('need nothing behind them: no database, no index, no Discord', () => {
    expect(commands.length).toBeGreaterThan(15);
    for (const command of commands) expect(JSON.parse(JSON.stringify(command))).toMatchObject({ name: command.name });
  });

  it('are all in the README, and nothing else is', () => {
    const rows = readFileSync('README.md', 'utf8').match(/^\| (?:`\/|\*).*?\|/gm) ?? [];
    const named = rows.flatMap(row => [...row.matchAll(/`\/(\w+)/g)].map(([, name]) => name));
    const slash = commands.flatMap(command => (command.kind === 'slash' ? [command.name] : []));
    expect([...new Set(named)].sort()).toEqual(slash.sort());
  });
});
