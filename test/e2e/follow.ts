import { writeFileSync } from 'node:fs';
import { expect, onTestFinished } from 'vitest';
import { serialise } from '../../src/papers/collection.ts';
import { newPaperId, type Paper } from '../../src/papers/paper.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import type { Options } from '../../src/sandbox/driver/options.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import { eventually } from '../eventually.ts';
import type { Target } from '../store/each-store.ts';
import { type DailyStage, dailyStage, PAPERS } from './daily.ts';
import type { StageOptions } from './harness.ts';

export const DM: Place = { dm: true };

export function paper(title: string, more: Partial<Paper> = {}): Paper {
  return { id: newPaperId(title), title, abstract: `On ${title}.`, links: [], authors: [], ...more };
}

/** What was in the collection before anybody followed anything. */
export const OLD = [
  paper('Old Calibration of Wombats', { authors: ['Jean Moreau'], categories: ['cs.LG'], date: '2020-01' }),
  paper('Numbats and Their Noise', { date: '2021-03' }),
];

export interface FollowStage extends DailyStage {
  /** The collection becomes these papers, as when its file is changed; fulfilled when they can be searched. */
  collect(papers: readonly Paper[]): Promise<void>;
  /** A command of `person`, answered privately. */
  follow(subcommand: string, options?: Options, place?: Place, person?: string): Promise<ShownMessage>;
  /** News that the bot sent there, the oldest first. */
  news(place?: Place, person?: string): ShownMessage[];
}

export async function followStage(target: Target | undefined, options: StageOptions = {}): Promise<FollowStage> {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const path = folder.file('papers.jsonl');
  writeFileSync(path, serialise(OLD));
  const stage = await dailyStage(target, { ...options, env: { COLLECTION_PATH: path, ...options.env } });
  const { sandbox } = stage;
  const shownTo = (person: string) => sandbox.person(person);
  return Object.assign(stage, {
    async collect(papers: readonly Paper[]) {
      writeFileSync(path, serialise(papers));
      stage.bot.reload();
      // The newest title is there; and of those that went, none is left.
      await eventually(async () => {
        const about = await shownTo('newcomer').slash(PAPERS, 'about');
        expect((await about.later()).text).toContain(`${papers.length.toLocaleString('en-GB')} papers`);
        for (const one of [papers.at(0), papers.at(-1)]) {
          if (!one) continue;
          const answer = await shownTo('newcomer').slash(PAPERS, 'paper', { paper: one.id });
          expect((await answer.later()).text).toContain(one.title);
        }
      });
    },
    async follow(subcommand: string, given: Options = {}, place: Place = PAPERS, person = 'reader') {
      const answer = await shownTo(person).slash(place, 'follow', given, subcommand);
      expect(answer.private, subcommand).toBe(true);
      return answer.later();
    },
    news(place: Place = DM, person = 'reader') {
      return shownTo(person)
        .sees(place)
        .filter(message => !message.private && message.buttons.some(({ label }) => label === 'Unfollow'));
    },
  });
}
