import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { eventually } from '../eventually.ts';
import { AT_HALF_PAST_EIGHT, PAPERS } from './daily.ts';
import { followStage, OLD, paper } from './follow.ts';

const filed = (title: string, ...categories: string[]) => paper(title, { categories: ['hep-th', ...categories] });

const PHYSICS = [
  ...OLD,
  ...['Echoes', 'Horizons', 'Clocks', 'Falling'].map(title => filed(title, 'gr-qc')),
  ...['Jets', 'Masses', 'Mixing'].map(title => filed(title, 'hep-ph')),
  ...['Knots', 'Lattices', 'Moduli', 'Loops', 'Walls'].map(title => filed(title, 'math-ph')),
];

describe.each(['memory', 'disk'])('a collection of another field, INDEX=%s', INDEX => {
  it('has the categories of its papers as topics, by their names, wherever topics are used', async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    const stage = await followStage(undefined, { env: { INDEX, INDEX_PATH: folder.file('index') } });
    await stage.collect(PHYSICS);
    const reader = stage.sandbox.person('reader');

    // They are looked for beside the searches.
    await eventually(async () => {
      const topics = await (await reader.slash(PAPERS, 'topics')).later();
      expect(topics.embeds[0]?.description).toContain('**General relativity and quantum cosmology** · 4 papers');
    });
    const [choice] = await reader.complete(PAPERS, 'search', { topic: 'phenomen' }, 'topic');
    expect(choice).toEqual({ name: 'High energy physics: phenomenology (3)', value: 'hep-ph' });
    const found = await (await reader.slash(PAPERS, 'search', { topic: 'hep-ph' })).later();
    expect(found.embeds[0]?.description).toMatch(/^-# Only: topic \*\*High energy physics: phenomenology\*\*/);
    for (const title of ['Jets', 'Masses', 'Mixing']) expect(found.text).toContain(title);
    expect(found.text).not.toContain('Echoes');

    await stage.follow('add', { topic: 'math-ph', how: 'at once' });
    await stage.collect([...PHYSICS, filed('Squashed', 'gr-qc'), filed('Braids', 'math.MP')]);
    await stage.until('the message', () => stage.news().length > 0);
    expect(stage.news().map(({ embeds: [embed] }) => embed?.title)).toEqual(['Braids']);

    await stage.sandbox
      .person('moderator')
      .slash(PAPERS, 'daily', { ...AT_HALF_PAST_EIGHT, topic: 'gr-qc' }, 'subscribe');
    await stage.until('the paper of the day', () => stage.posts().length > 0);
    expect(stage.posts()[0]?.text).toContain('matches General relativity and quantum cosmology');
  });
});
