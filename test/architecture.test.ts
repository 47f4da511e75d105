import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Which folder may import from which: what is not said here is not allowed, and what is said is used. Read from the
 * bottom up: each line names only folders above it, so there is no cycle. docs/architecture.md draws it.
 */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  interactions: ['platform'],
  monitoring: ['platform'],
  calendar: ['platform'],
  papers: ['platform'],
  sandbox: ['platform'],
  clubs: ['papers'],
  model: ['calendar'],
  rights: ['interactions', 'model'],
  search: ['platform', 'papers'],
  store: ['platform', 'monitoring', 'calendar', 'papers', 'clubs', 'model'],
  collection: ['platform', 'monitoring', 'papers', 'search', 'store'],
  sources: ['platform', 'monitoring', 'papers', 'search', 'store', 'collection'],
  library: ['platform', 'interactions', 'papers', 'store'],
  discussions: ['platform', 'interactions', 'papers', 'model', 'store'],
  subscriptions: [
    ...['platform', 'interactions', 'monitoring', 'calendar', 'papers', 'clubs', 'model', 'search', 'store'],
    ...['library', 'discussions'],
  ],
  messages: [
    ...['platform', 'interactions', 'calendar', 'papers', 'clubs', 'search', 'store', 'discussions', 'subscriptions'],
  ],
  discord: ['platform', 'interactions', 'monitoring', 'model', 'rights', 'store', 'discussions', 'subscriptions'],
  commands: [
    ...['platform', 'interactions', 'calendar', 'papers', 'clubs', 'model', 'rights', 'search', 'store', 'sources'],
    ...['library', 'discussions', 'subscriptions', 'messages'],
  ],
  app: [
    ...['platform', 'interactions', 'monitoring', 'sandbox', 'rights', 'store', 'collection', 'sources'],
    ...['library', 'discussions', 'subscriptions', 'messages', 'discord', 'commands'],
  ],
  doctor: [
    ...['platform', 'interactions', 'papers', 'store', 'sources', 'subscriptions', 'messages', 'discord', 'app'],
  ],
  cli: [
    ...['platform', 'papers', 'messages', 'search', 'store', 'collection', 'sources', 'discord', 'commands', 'app'],
    ...['doctor'],
  ],
  'main.ts': ['platform', 'store', 'app'],
};

/** The same within the sandbox: what a bot may send, the world, what goes on in it, the ways in, and who uses it. */
const ARROWS_OF_THE_SANDBOX: Readonly<Record<string, readonly string[]>> = {
  clock: [],
  markdown: [],
  schema: [],
  world: ['schema'],
  wire: ['schema', 'world'],
  faults: [],
  state: ['schema', 'world', 'faults'],
  resources: ['schema', 'world', 'wire', 'state'],
  gateway: ['schema', 'world', 'wire', 'state'],
  rest: ['schema', 'world', 'wire', 'faults', 'state', 'resources'],
  controls: ['schema', 'world', 'wire', 'faults', 'state', 'resources', 'gateway', 'rest'],
  driver: ['schema', 'world', 'wire', 'state', 'resources'],
  page: ['clock', 'markdown', 'schema', 'world', 'state', 'controls', 'driver'],
  terminal: ['markdown', 'driver'],
  'index.ts': [
    ...['clock', 'schema', 'world', 'faults', 'state', 'resources', 'gateway', 'rest', 'controls', 'driver', 'page'],
    ...['terminal'],
  ],
};

/**
 * Folders of many small parts, each of them a way in; of `app`, so that nothing is loaded that a program does not need.
 */
const TOOLBOXES = ['platform', 'interactions', 'calendar', 'papers', 'clubs', 'model', 'messages', 'app'];

/** Every other folder is entered by its `index.ts`, and by these. */
const SIDE_DOORS = [
  'src/search/types.ts',
  // The query language, for what new papers are matched with: follows and the filters of sources.
  'src/search/query/anchors.ts',
  'src/search/query/limits.ts',
  'src/search/query/meets.ts',
  'src/search/query/parse.ts',
  'src/search/analysis/fold.ts',
  'src/search/analysis/tokens.ts',
  // `npm run neighbours` and `npm run words` make the word lists that the search reads.
  'src/search/analysis/stem.ts',
  'src/search/analysis/stop-words.ts',
  'src/search/corpus.ts',
  'commands/services.ts',
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
const folder = (path: string) => /^src\/([^/]+)/.exec(path)?.[1] ?? path.split('/')[0] ?? '';
const folderOfSandbox = (path: string) => /^src\/sandbox\/([^/]+)/.exec(path)?.[1] ?? path;
const shown = ({ from, to }: Import) => `${from} → ${to}`;
const between = imports.filter(({ from, to }) => /^(src|commands)\//.test(to) && folder(from) !== folder(to));

describe.each([
  ['src', ARROWS, between, folder],
  [
    'src/sandbox',
    ARROWS_OF_THE_SANDBOX,
    imports.filter(({ from, to }) => [from, to].every(path => path.startsWith('src/sandbox/'))),
    folderOfSandbox,
  ],
] as const)('the arrows between the folders of %s', (_, arrows, all, folderOf) => {
  const crossing = all.filter(({ from, to }) => folderOf(from) !== folderOf(to));

  it('are those that are allowed', () => {
    const strays = crossing.filter(({ from, to }) => !arrows[folderOf(from)]?.includes(folderOf(to)));
    expect(strays.map(shown)).toEqual([]);
  });

  it('are all used', () => {
    const used = new Set(crossing.map(({ from, to }) => `${folderOf(from)} → ${folderOf(to)}`));
    const allowed = Object.entries(arrows).flatMap(([from, tos]) => tos.map(to => `${from} → ${to}`));
    expect(allowed.filter(arrow => !used.has(arrow))).toEqual([]);
  });

  it('make no cycle', () => {
    const order = Object.keys(arrows);
    const upward = Object.entries(arrows).flatMap(([from, tos]) =>
      tos.filter(to => order.indexOf(to) >= order.indexOf(from) || !order.includes(to)).map(to => `${from} → ${to}`),
    );
    expect(upward).toEqual([]);
  });
});

describe('the arrows between the folders', () => {
  it('sees the imports at all', () => {
    expect(between.length).toBeGreaterThan(100);
  });

  it('go in by the front', () => {
    const atTheFront = (to: string) => /^(src\/[^/]+|commands)\/index\.ts$/.test(to) || SIDE_DOORS.includes(to);
    const strays = between.filter(({ to }) => !TOOLBOXES.includes(folder(to)) && !atTheFront(to));
    expect(strays.map(shown)).toEqual([]);
    expect(SIDE_DOORS.filter(door => !between.some(({ to }) => to === door))).toEqual([]);
  });

  it('reach the sandbox from the try-out alone: the bot does not know it', () => {
    const strays = between.filter(({ from, to }) => folder(to) === 'sandbox' && from !== 'src/app/try-out.ts');
    expect(strays.map(shown)).toEqual([]);
  });

  it('reach discord.js from src/discord alone', () => {
    const strays = imports.filter(
      ({ from, to }) => /^(discord\.js|@discordjs\/)/.test(to) && folder(from) !== 'discord',
    );
    expect(strays.map(shown)).toEqual([]);
  });

  it('begin at main.ts, the only loose file of src, as index.ts is of the sandbox', () => {
    expect(globSync('src/*.ts')).toEqual(['src/main.ts']);
    expect(globSync('src/sandbox/*.ts')).toEqual(['src/sandbox/index.ts']);
  });
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

it('no comment is wider than a line of code, 120 columns', () => {
  const wide = globSync(['src/**/*.ts', 'commands/**/*.ts', 'test/**/*.ts']).flatMap(file =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, i) => (/^\s*(?:\*|\/\*\*|\/\/)/.test(line) && line.length > 120 ? [`${file}:${i + 1}`] : [])),
  );
  expect(wide).toEqual([]);
});
