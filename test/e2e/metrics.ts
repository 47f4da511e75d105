import { expect } from 'vitest';

/** Where the log says that health and metrics are served. */
export function addressIn(lines: readonly string[]): string {
  const said = lines.map(line => JSON.parse(line)).findLast(({ msg }) => msg.startsWith('Health and metrics'));
  expect(said).toBeDefined();
  return said.url;
}

export async function readyz(address: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${address}/readyz`);
  return { status: response.status, text: await response.text() };
}

/** What a scrape reads. */
export interface Scrape {
  text: string;
  /** The sum of a metric's values over the series that have these labels; undefined where there is none. */
  value(name: string, labels?: Record<string, string>): number | undefined;
}

export async function scrape(address: string): Promise<Scrape> {
  const response = await fetch(`${address}/metrics`);
  expect(response.status).toBe(200);
  const text = await response.text();
  const series = text
    .split('\n')
    .map(line => /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line))
    .filter(match => match !== null)
    .map(([, name, labels = '', value]) => ({ name, labels: `,${labels},`, value: Number(value) }));
  return {
    text,
    value(name, labels = {}) {
      const wanted = Object.entries(labels).map(([key, value]) => `,${key}="${value}",`);
      const found = series.filter(one => one.name === name && wanted.every(label => one.labels.includes(label)));
      return found.length === 0 ? undefined : found.reduce((sum, one) => sum + one.value, 0);
    },
  };
}
