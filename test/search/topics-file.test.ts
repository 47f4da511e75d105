import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { buildIndex, readTopics } from '../../src/search/index.ts';
import { paper } from './small.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function topicsFile(content: unknown): string {
  const path = folder.file('topics.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('a file of topics', () => {
  it('is that of another field', async () => {
    const topics = await readTopics(
      topicsFile([{ id: 'supernovae', name: 'Supernovae', aliases: ['stellar explosions'], acronyms: ['SN'] }]),
    );
    const papers = [
      paper({ title: 'A stellar explosion nearby' }),
      paper({ title: 'Dust', abstract: 'What SN leave behind.' }),
      paper({ title: 'Moons' }),
    ];
    const index = await buildIndex(papers, { topics });
    expect(index.topicNamed('sn')?.name).toBe('Supernovae');
    expect(index.topics()).toEqual([{ topic: topics[0], count: 2 }]);
  });

  it.each<[string, unknown, RegExp]>([
    ['that is no JSON', '{', /topics\.json cannot be used:\n {2}.*JSON/],
    ['that is no list', {}, /the file: .*array/],
    ['with a topic without name', [{ id: 'x', aliases: [], acronyms: [] }], /topic 1 \(“x”\), "name"/],
    [
      'with an id twice and a parent that is not there',
      [
        { id: 'x', name: 'X', aliases: [], acronyms: [] },
        { id: 'x', name: 'Y', aliases: [], acronyms: [], parent: 'z' },
      ],
      /two topics have the id “x”\n.*belongs to “z”/,
    ],
  ])('%s is refused in words', async (_what, content, words) => {
    await expect(readTopics(topicsFile(content))).rejects.toThrow(words);
  });

  it('that is not there is refused in words', async () => {
    await expect(readTopics(folder.file('none.json'))).rejects.toThrow(/none\.json cannot be used[\s\S]*TOPICS_PATH/);
  });
});
