import type { Paper } from '../../src/papers/paper.ts';
import type { Feed } from '../../src/search/index.ts';
import { seeded } from './seeded.ts';

/** Papers come, change and go among so many ids; the last changes bring so many more at once. */
const IDS = 1_500;
const FINALE = 600;
/** Revisions before the last of these changes. */
export const LIFE = 20_000;
export const LAST_REVISION = LIFE + FINALE;

const WORDS =
  'wombat numbat quokka bilby dunnart potoroo label noise calibration pruning off-policy meta-learning λ-calculus état 中文 of the networks graphs'.split(
    ' ',
  );

export interface Change {
  id: string;
  paper?: Paper;
  revision: number;
}

/** The same for the same revision, in every process. */
export function changeAt(revision: number): Change {
  const random = seeded(revision);
  const n = revision > LIFE ? IDS + revision : Math.floor(random() * IDS);
  const id = n.toString(16).padStart(10, '0');
  if (revision <= LIFE && random() < 0.2) return { id, revision };
  const words = (count: number) =>
    Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
  const paper = { id, title: `${words(3)} ${n}`, abstract: `On ${words(30)}. Version ${revision}.`, links: [] };
  return { id, revision, paper: { ...paper, authors: [words(1)], date: `20${10 + (revision % 15)}-05` } };
}

/** The collection as it is at a revision. */
export function feedAt(revision: number): Feed {
  const latest = new Map<string, Change>();
  for (let n = 1; n <= revision; n++) {
    const change = changeAt(n);
    latest.delete(change.id);
    latest.set(change.id, change);
  }
  const changes = [...latest.values()];
  return {
    name: 'changing',
    revision: async () => revision,
    changes: async (after, limit) => changes.filter(one => one.revision > after).slice(0, limit),
  };
}
