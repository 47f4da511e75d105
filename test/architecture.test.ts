import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import what: `a → b` means a file below a may import from b. What is not said here is not allowed. */
const DOMAIN = [
  'papers',
  'collection',
  'search',
  'clubs',
  'subscriptions',
  'discussions',
  'library',
  'store',
  'sources',
];

interface Import {
  from: string;
  to: string;
}

const files = globSync(['src/**/*.ts', 'commands/**/*.ts']);
const imports: Import[] = files.flatMap(from =>
  [...readFileSync(from, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, path = '']) => ({
    from,
    to: path.startsWith('.') ? join(dirname(from), path) : path,
  })),
);
const room = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1] ?? path.split('/')[0] ?? '';
const inDomain = (path: string) => path.startsWith('src/') && DOMAIN.includes(room(path));
const shown = ({ from, to }: Import) => `${from} → ${to}`;

describe('the arrows between the folders', () => {
  it('sees the imports at all', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it('discord.js is known to src/discord alone', () => {
    const strays = imports.filter(({ from, to }) => /^(discord\.js|@discordjs\/)/.test(to) && room(from) !== 'discord');
    expect(strays.map(shown)).toEqual([]);
  });

  it('prom-client is known to src/monitoring alone, which knows nothing of what it watches', () => {
    const strays = imports.filter(({ from, to }) => to === 'prom-client' && room(from) !== 'monitoring');
    const watched = ['discord', 'commands', 'messages', 'sandbox', 'terminal', ...DOMAIN];
    const outward = imports.filter(({ from, to }) => room(from) === 'monitoring' && watched.includes(room(to)));
    expect([...strays, ...outward].map(shown)).toEqual([]);
  });

  it('the domain knows neither Discord nor commands nor messages nor the sandbox', () => {
    const strays = imports.filter(
      ({ from, to }) => inDomain(from) && ['discord', 'commands', 'messages', 'sandbox'].includes(room(to)),
    );
    expect(strays.map(shown)).toEqual([]);
  });

  it('commands and messages know no client', () => {
    const strays = imports.filter(
      ({ from, to }) => ['commands', 'messages'].includes(room(from)) && ['discord', 'sandbox'].includes(room(to)),
    );
    expect(strays.map(shown)).toEqual([]);
  });

  it('discord/ does not know the commands', () => {
    expect(imports.filter(({ from, to }) => room(from) === 'discord' && room(to) === 'commands').map(shown)).toEqual(
      [],
    );
  });

  it('the bot does not know the sandbox', () => {
    const strays = imports.filter(
      ({ from, to }) => room(to) === 'sandbox' && !['sandbox'].includes(room(from)) && from !== 'src/app/try-out.ts',
    );
    expect(strays.map(shown)).toEqual([]);
  });

  it('no files import each other in a circle', () => {
    // Types alone make no circle at run time, but they make one for the reader.
    const next = Map.groupBy(imports, ({ from }) => from);
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || done.has(file)) return;
      for (const { to } of next.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});
