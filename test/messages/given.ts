import { Markdown } from '../../src/interactions/markdown.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { Subscription } from '../../src/subscriptions/index.ts';

export const PAPER: Paper = { id: '0123456789', title: 'A title', abstract: 'Words.', links: [], authors: [] };
export const papers = (count: number): Paper[] =>
  Array.from({ length: count }, (_, i) => ({ ...PAPER, id: `paper ${i}` }));
export const SUBSCRIPTION: Subscription = {
  id: 's',
  kind: 'daily',
  place: { kind: 'text', channelId: '100', guildId: '1' },
  schedule: { time: '08:30', timeZone: 'Europe/Berlin', days: 0b1111111 },
  paperCount: 1,
  publish: false,
  thread: false,
  fresh: false,
  since: 0,
  looked: 0,
  setUpBy: '7',
  createdAt: 0,
};
export const mention = (command: string) => new Markdown(`</${command}:1>`);
/** The words on the buttons of each row, and of a menu's choices. */
export const labels = ({ rows = [] }: Reply) =>
  rows.map(row => (Array.isArray(row) ? row.map(({ label }) => label) : row.choices.map(({ label }) => label)));
