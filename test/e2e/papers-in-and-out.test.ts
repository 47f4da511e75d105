import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { loadCollection, serialise } from '../../src/papers/collection.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import { eventually } from '../eventually.ts';
import { startService } from '../sources/rig.ts';
import { paper } from './follow.ts';
import { setTheStage } from './harness.ts';

const PAPERS = { guild: 'Paper club', channel: 'papers' };
const FIXTURES = 'test/papers/references/fixtures';
const text = async (answer: BotAnswer) => (await answer.later()).text;

/** A folder with a collection; what is imported goes into it. */
function collectionWith(papers: Parameters<typeof serialise>[0] = []) {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const path = folder.file('papers.jsonl');
  if (papers.length > 0) writeFileSync(path, serialise(papers));
  const env = { ...process.env, COLLECTION_PATH: path };
  return {
    path,
    folder,
    npmRunImport: (...files: string[]) =>
      promisify(execFile)(process.execPath, ['src/cli/import.ts', ...files], { env }),
  };
}

it('an answer of arXiv: what was withdrawn marks the papers that are there, is not added, and mathematics reads well', async () => {
  const service = await startService(() => ({ body: readFileSync(`${FIXTURES}/14-arxiv-answer.xml`, 'utf8') }));
  const known = paper('Taken Back in Two Words', { arxivId: '2501.90003' });
  const { path, folder } = collectionWith([known, paper('Marmots Have Two Words')]);
  const SOURCES_PATH = folder.file('sources.json');
  const mine = { name: 'mine', kind: 'arxiv-query', query: 'all:leaves', since: '2024-12-01', every: '30d' };
  writeFileSync(SOURCES_PATH, JSON.stringify({ sources: [mine] }));
  const stage = await setTheStage({
    // The last of any papers.
    random: () => 0.999,
    env: {
      COLLECTION_PATH: path,
      SOURCES_PATH,
      SOURCES_CONTACT: 'library@example.org',
      ARXIV_QUERY_URL: `${service.address}/query`,
    },
  });
  const reader = stage.sandbox.person('reader');
  const show = async (name: string, person = reader) => text(await person.slash(PAPERS, 'paper', { paper: name }));
  // Asked seldom: each person may ask only so much.
  const SELDOM_MS = 1_500;
  const other = stage.sandbox.person('newcomer');
  await eventually(async () => expect(await show('2501.90004', other)).toContain('A Model by Many'), SELDOM_MS);

  // In a card and in a list it is shown as what it is; by chance it is not shown.
  expect(await show('2501.90003')).toMatch(/This paper was withdrawn or removed\./);
  const found = await text(await reader.slash(PAPERS, 'search', { query: 'two words' }));
  expect(found).toMatch(/Taken Back in Two Words[\s\S]*-# Mira Vale · withdrawn · arXiv 2501\.90003/);
  expect(found).toContain('Marmots Have Two Words');
  for (const query of ['two words', '"taken back in two words"']) {
    const drawn = await text(await reader.slash(PAPERS, 'random', { query }));
    expect(drawn).not.toContain('Taken Back');
  }
  for (const id of ['2501.90001', '2501.90002']) expect(await show(id)).not.toMatch(/Taken (?:Down|Back)/);

  const many = await show('2501.90004');
  expect(many).toContain('Example Workshop, Mira Vale');
  const garden = await show('2501.90005');
  expect(garden).toContain('∞Garden: μ-Trees in a ΛCDM World');
  expect(garden).toContain('We cut leaves of 5 μm at 10⁻³ bar in CO₂ over ℝ, and use ℏ once.');
  expect(await show('2501.90006')).toContain('Leaves of MgB₂');
});

it('authors in one text come apart on the card', async () => {
  const { path, npmRunImport } = collectionWith();
  await npmRunImport(`${FIXTURES}/12-jsonl-authors.jsonl`);
  const { sandbox } = await setTheStage({ env: { COLLECTION_PATH: path } });
  const reader = sandbox.person('reader');
  for (const [title, authors] of [
    ['Three Authors in One Text', '*M. Vale, O. Stone, A. Field*'],
    ['Two Authors and Their Houses', '*Mira Vale, Otto Stone*'],
    ['A Group among Two', '*M. Vale, O. Stone, The Hill and Dale Consortium*'],
  ] as const) {
    expect(await text(await reader.slash(PAPERS, 'paper', { paper: title }))).toContain(authors);
  }
});

it('a journal is cited and exported as a journal, a conference as a conference', async () => {
  const { path, npmRunImport } = collectionWith();
  await npmRunImport(`${FIXTURES}/15-cite.jsonl`);
  const { sandbox } = await setTheStage({ env: { COLLECTION_PATH: path } });
  const reader = sandbox.person('reader');
  const papers = await loadCollection(path);
  expect(papers).toHaveLength(4);
  for (const { title, venue = '' } of papers) {
    const card = await reader.slash(PAPERS, 'paper', { paper: title });
    const cited = (await reader.press(await card.later(), 'Cite')).message?.content ?? '';
    const isJournal = title !== 'A Paper at a Conference';
    expect(cited).toContain(isJournal ? `journal = {${venue}}` : `booktitle = {${venue}}`);
    expect(cited).toContain(isJournal ? '@article{' : '@inproceedings{');
    expect(cited).toContain(isJournal ? 'TY  - JOUR' : 'TY  - CPAPER');
    await reader.press(await card.later(), 'Save');
  }
  for (const [format, journals, conferences] of [
    ['bibtex', /^@article/gm, /^@inproceedings/gm],
    ['ris', /^TY {2}- JOUR/gm, /^TY {2}- CPAPER/gm],
    ['csl', /"article-journal"/g, /"paper-conference"/g],
  ] as const) {
    const [file] = (await (await reader.slash(PAPERS, 'list', { format }, 'export')).later()).files;
    const written = file?.text ?? '';
    expect([written.match(journals)?.length, written.match(conferences)?.length]).toEqual([3, 1]);
  }
});

it('the journal of an entry is not looked up as a title, in any format', async () => {
  const authors = ['Otto Stone'];
  const { path } = collectionWith([
    paper('Machine Learning', { authors, year: 1990 }),
    paper('Forests of Random Trees', { authors, year: 2001 }),
  ]);
  const { sandbox } = await setTheStage({ env: { COLLECTION_PATH: path } });
  const reader = sandbox.person('reader');
  const show = async () => text(await reader.slash(PAPERS, 'list', {}, 'show'));
  const item = { type: 'article-journal', title: 'Forests of Random Trees', 'container-title': 'Machine Learning' };
  for (const [filename, content, answer] of [
    ['a.bib', readFileSync(`${FIXTURES}/16-journal-is-a-title.bib`, 'utf8'), '**1** paper saved.'],
    ['a.ris', 'TY  - JOUR\nTI  - Forests of Random Trees\nT2  - Machine Learning\nER  - \n', '1 already there'],
    ['a.json', JSON.stringify([item]), '1 already there'],
  ] as const) {
    const brought = await reader.slash(PAPERS, 'list', { file: { filename, content } }, 'import');
    expect(await text(brought), filename).toContain(answer);
    expect(await show()).toContain('Forests of Random Trees');
    expect(await show()).not.toContain('**Machine Learning');
  }
});
