import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPrometheus } from '../../src/monitoring/prometheus.ts';

const read = (path: string) => readFileSync(path, 'utf8');

/** The names of all metrics of Offprint's own. */
async function exported(): Promise<string[]> {
  const scraped = {
    queue: () => undefined,
    papers: () => undefined,
    servers: () => undefined,
    sources: () => undefined,
  };
  const { body } = await createPrometheus({ version: '0', role: 'bot' }, scraped).page();
  return [...body.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name);
}

const named = (text: string) => [
  ...new Set([...text.matchAll(/\b(?:offprint|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name)),
];
/** Of a histogram there are three series. */
const metricOf = (name: string) => name.replace(/_(bucket|count|sum)$/, '');

describe('the metrics', () => {
  it('of a worker say nothing of a gateway', async () => {
    const scraped = { queue: () => undefined, papers: () => undefined, servers: () => 1, sources: async () => [] };
    const { body } = await createPrometheus({ version: '0', role: 'worker' }, scraped).page();
    expect(body).toContain('offprint_deliveries_due');
    expect(body).not.toMatch(/offprint_gateway_connected|offprint_servers/);
  });

  it('of sources are those of the sources that there are now, with how often each is to be read', async () => {
    const none = { queue: () => undefined, papers: () => undefined, servers: () => undefined };
    let all = [
      { source: 'a', intervalMs: 60_000, readAt: 5_000 },
      { source: 'b', intervalMs: 1_000 },
    ];
    const { page } = createPrometheus({ version: '0', role: 'bot' }, { ...none, sources: async () => all });
    const before = (await page()).body;
    expect(before).toContain('offprint_source_last_read_timestamp_seconds{source="a"} 5');
    expect(before).toContain('offprint_source_interval_seconds{source="a"} 60');
    expect(before).toContain('offprint_source_last_read_timestamp_seconds{source="b"} 0');
    all = [];
    expect((await page()).body).not.toContain('source="a"');
  });

  it.each(['docs/deploy/alerts.yaml', 'docs/deploy/dashboard.json', 'docs/operating.md'])(
    '%s names only those that there are',
    async path => {
      const there = await exported();
      expect(named(read(path)).filter(name => !there.includes(name) && !there.includes(metricOf(name)))).toEqual([]);
    },
  );

  it('docs/operating.md explains each of ours, and each alert', async () => {
    const text = read('docs/operating.md');
    const ours = (await exported()).filter(name => name.startsWith('offprint_'));
    expect(ours.length).toBeGreaterThan(15);
    expect(ours.filter(name => !text.includes(`\`${name}\``))).toEqual([]);
    const alerts = [...read('docs/deploy/alerts.yaml').matchAll(/alert: (\w+)/g)].map(([, name = '']) => name);
    expect(alerts.filter(name => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the files for operators', () => {
  it('name only settings that there are', () => {
    const settings = new Set([...read('.env.example').matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name));
    const others = ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'CMD', 'MAINPID'];
    const texts = globSync('docs/deploy/*').map(read);
    const used = texts.flatMap(text => [...text.matchAll(/\b([A-Z]{3,}_[A-Z_]+)\b/g)].map(([name]) => name));
    expect(used.length).toBeGreaterThan(5);
    expect([...new Set(used)].filter(name => !settings.has(name) && !others.includes(name))).toEqual([]);
  });

  it('start programs that there are, as the scripts do', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const [program] = /src\/main\.ts/.exec(scripts.start) ?? [];
    expect(read('docs/deploy/offprint.service')).toContain(`ExecStart=/usr/bin/${scripts.start}`);
    expect(read('docs/deploy/Dockerfile')).toContain(`"${program}"`);
    expect(read('docs/deploy/compose.scale.yaml')).toContain('"src/cli/worker.ts"');
  });

  it('the image leaves out only what nothing in it imports', () => {
    const ignored = read('docs/deploy/Dockerfile.dockerignore')
      .split('\n')
      .filter(line => line.startsWith('src/'));
    const kept = globSync(['src/**/*.ts', 'commands/**/*.ts']).filter(
      path => !ignored.some(one => path.startsWith(one)),
    );
    const strays = kept.flatMap(path =>
      [...read(path).matchAll(/from '([^']+)'/g)]
        .map(([, to = '']) => new URL(to, `file:///${path}`).pathname.slice(1))
        .filter(to => ignored.some(one => to.startsWith(one)))
        .map(to => `${path} → ${to}`),
    );
    // It alone needs the sandbox, and says so where that is not installed.
    expect(strays.length).toBeGreaterThan(0);
    expect(strays.filter(stray => !stray.startsWith('src/app/try-out.ts →'))).toEqual([]);
  });
});
