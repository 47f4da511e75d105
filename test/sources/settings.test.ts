import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { readSourcesFile } from '../../src/sources/settings-file.ts';

function file(content: unknown): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const path = folder.file('sources.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function mistakesIn(content: unknown): Promise<string[]> {
  const path = file(content);
  const error: unknown = await readSourcesFile(path).catch(caught => caught);
  if (!(error instanceof Error)) throw new Error('Nothing was refused.');
  expect(error.message).toContain(`The sources in ${path} cannot be used.`);
  return error.message
    .split('\n')
    .slice(1, -1)
    .map(line => line.trim());
}

describe('the file of sources', () => {
  it('may be the example that comes with Offprint', async () => {
    const kinds = (await readSourcesFile('data/sources.example.json')).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['arxiv-query', 'arxiv-feed', 'arxiv-oai', 'hugging-face', 'file']));
  });

  it('has sensible times where none are set, and finds files from its own folder', async () => {
    const path = file({
      sources: [
        { name: 'mine', kind: 'file', path: 'library.bib' },
        { name: 'hf', kind: 'hugging-face', every: '1d' },
      ],
    });
    expect(await readSourcesFile(path)).toEqual([
      { name: 'mine', kind: 'file', path: path.replace('sources.json', 'library.bib'), every: 600_000 },
      { name: 'hf', kind: 'hugging-face', every: 86_400_000 },
    ]);
  });

  it('says of each source what is wrong, all at once', async () => {
    expect(
      await mistakesIn({
        sources: [
          { name: 'Daily Papers', kind: 'arxiv-feed', categories: [] },
          { name: 'fine', kind: 'hugging-face' },
          { name: 'often', kind: 'hugging-face', every: '5m' },
          { name: 'typo', kind: 'arxiv-feed', categories: ['cs.LG'], evry: '1d' },
          { name: 'what', kind: 'arxiv' },
          { name: 'nothing', kind: 'arxiv-query' },
          { name: 'fine', kind: 'arxiv-oai', since: 'yesterday', keep: { query: 'topic:calibration' } },
          { name: 'fine', kind: 'hugging-face' },
          'nonsense',
        ],
      }),
    ).toEqual([
      'source 1 (“Daily Papers”): "name": must be a name of up to 32 small letters, digits and hyphens, such as daily-cs; "categories": must name a category of arXiv such as cs.LG.',
      'source 3 (“often”): "every": must be between 1h and 30d.',
      'source 4 (“typo”): has no "evry".',
      'source 5 (“what”): "kind": must have a "kind": arxiv-query, arxiv-feed, arxiv-oai, hugging-face or file.',
      'source 6 (“nothing”): needs a "query" in the language of arXiv, or "categories", or both.',
      'source 7 (“fine”): "keep.query": must not have topic:, which only a whole collection knows; "since": must be a day such as 2024-01-31.',
      'source 8 (“fine”): the name is taken by one above; each source needs its own.',
      expect.stringContaining('source 9: '),
    ]);
  });

  it.each([
    ['no JSON', '{"sources": [', /it is no JSON/],
    ['a list', [], /must be \{"sources"/],
    ['without sources', {}, /"sources": must be a list/],
  ])('that is %s is refused in words', async (_, content, message) => {
    expect((await mistakesIn(content)).join()).toMatch(message);
  });

  it('that is not there is told by name', async () => {
    await expect(readSourcesFile('/nowhere/sources.json')).rejects.toThrow(
      /\/nowhere\/sources.json cannot be used.*\n.*cannot be read/,
    );
  });
});
