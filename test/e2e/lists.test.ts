import { describe, expect, it } from 'vitest';
import { loadCollection } from '../../src/papers/index.ts';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from './harness.ts';

const PAPERS: Place = { guild: 'Paper club', channel: 'papers' };
const TITLE = 'Taming Sparsely Activated Transformer with Stochastic Experts';
const PAPER = { paper: '2110.04260' };
const text = async (answer: BotAnswer) => (await answer.later()).text;

describe.each<[string, Place]>([
  ['in a server', PAPERS],
  ['in a direct message', { dm: true }],
  ['in a server without the bot', { userInstalled: true }],
])('a person’s own list, %s', (_where, place) => {
  it('takes papers by button and by command, with notes and marks, for their eyes alone', async () => {
    const { sandbox, restart } = await setTheStage();
    const reader = sandbox.person('reader');
    expect(await text(await reader.slash(place, 'list', {}, 'show'))).toContain('Nothing is saved yet');
    const card = await (await reader.slash(place, 'paper', PAPER)).later();
    const saved = await reader.press(card, 'Save');
    expect(saved.private).toBe(true);
    const entry = await saved.later();
    expect(entry.text).toContain('Saved.');
    expect(await text(await reader.press(card, 'Save'))).toContain('already saved');

    const asked = await reader.press(entry, 'Add a note');
    if (!asked.form) throw new Error('no form');
    const noted = await reader.submit(asked.form, { note: 'Read *section 3* first' });
    expect(await text(noted)).toContain('Read \\*section 3\\* first');
    expect(await text(await reader.press(await noted.later(), 'Mark as read'))).toContain('✓ read');
    await restart();

    const list = await reader.slash(place, 'list', {}, 'show');
    expect(list.private).toBe(true);
    const shown = await list.later();
    expect(shown.text).toContain(TITLE);
    expect(shown.text).toContain('📝 Read \\*section 3\\* first');
    const opened = await reader.choose(shown, 'Mark as read, note, remove…', [`1. ${TITLE}`]);
    expect(await text(await reader.press(await opened.later(), 'Remove'))).toContain('no longer in your reading list');
    expect(await text(await reader.slash(place, 'list', {}, 'show'))).toContain('Nothing is saved yet');
    expect(await text(await sandbox.person('newcomer').slash(place, 'list', {}, 'show'))).toContain('Nothing');
  });
});

describe('the server’s list', () => {
  it('is tidied by whoever manages the server: one paper, or all at once, which they can undo', async () => {
    const { sandbox } = await setTheStage();
    const [reader, moderator] = [sandbox.person('reader'), sandbox.person('moderator')];
    const ours = { shared: true };
    const list = (person: typeof reader, word: string, options = {}) => person.slash(PAPERS, 'list', options, word);
    for (const paper of ['2110.04260', 'MaxSup']) await list(reader, 'add', { paper, ...ours });
    await list(reader, 'read', { paper: 'MaxSup', ...ours });
    const before = await text(await list(reader, 'show', ours));
    const removed = await (await list(moderator, 'remove', { paper: 'MaxSup', ...ours })).later();
    expect(removed.text).toContain('is no longer in');
    expect(await text(await moderator.press(removed, 'Undo'))).toContain('It is back');

    expect(await text(await list(reader, 'clear', ours))).toContain('Manage Server');
    const asked = await (await list(moderator, 'clear', ours)).later();
    expect(asked.text).toContain('takes 2 papers out');
    expect(await text(await list(reader, 'show', ours))).toBe(before);
    const clear = asked.buttons.find(({ label }) => label === 'Take all out')?.customId ?? '';
    const card = await (await reader.slash(PAPERS, 'paper', PAPER)).later();
    expect(await text(await reader.raw.press(card, clear))).toContain('Manage Server');
    const cleared = await (await moderator.press(asked, 'Take all out')).later();
    expect(cleared.text).toContain('2 papers were taken out');
    expect(await text(await list(reader, 'show', ours))).toContain('Nothing is saved yet');
    const undo = cleared.buttons.find(({ label }) => label === 'Undo')?.customId ?? '';
    expect(await text(await reader.raw.press(card, undo))).toContain('Manage Server');
    expect(await text(await moderator.press(cleared, 'Undo'))).toContain(TITLE);
    expect(await text(await list(reader, 'show', ours))).toBe(before);
    expect(await text(await moderator.press(cleared, 'Undo'))).toContain('nothing left to undo');

    await list(reader, 'add', { paper: 'MaxSup' });
    const own = await (await list(reader, 'clear')).later();
    await reader.press(own, 'Take all out');
    expect(await text(await list(reader, 'show'))).toContain('Nothing is saved yet');
    expect(await text(await list(reader, 'show', ours))).toBe(before);
  });

  it('is everybody’s; a note and an entry belong to whoever saved it, and to managers', async () => {
    const { sandbox } = await setTheStage();
    const [reader, newcomer, moderator] = ['reader', 'newcomer', 'moderator'].map(name => sandbox.person(name));
    if (!reader || !newcomer || !moderator) throw new Error('nobody');
    const shared = { ...PAPER, shared: true };
    await reader.slash(PAPERS, 'list', shared, 'add');
    expect(await text(await newcomer.slash(PAPERS, 'list', { shared: true }, 'show'))).toContain(TITLE);
    expect(await text(await newcomer.slash(PAPERS, 'list', shared, 'read'))).toContain('✓ read');
    expect(await text(await newcomer.slash(PAPERS, 'list', shared, 'remove'))).toContain('only whoever saved');
    expect(await text(await newcomer.slash(PAPERS, 'list', shared, 'note'))).toContain('only whoever saved');
    expect(
      await text(await newcomer.slash({ guild: 'Lab', channel: 'papers' }, 'list', { shared: true }, 'show')),
    ).toContain('Nothing');
    expect(await text(await moderator.slash(PAPERS, 'list', shared, 'remove'))).toContain('no longer');
    expect(await text(await reader.slash({ dm: true }, 'list', { shared: true }, 'show'))).toContain(
      'only in a server',
    );
  });
});

describe('savers', () => {
  it('are counted on cards and in results, without names', async () => {
    const { sandbox } = await setTheStage();
    const card = await (await sandbox.person('reader').slash(PAPERS, 'paper', PAPER)).later();
    for (const name of ['reader', 'newcomer', 'moderator']) await sandbox.person(name).press(card, 'Save');
    for (const [command, options] of [
      ['paper', PAPER],
      ['search', { query: 'sparsely activated stochastic experts' }],
    ] as const) {
      expect(await text(await sandbox.person('newcomer').slash(PAPERS, command, options))).toContain(
        'saved by 3 people here',
      );
    }
  });
});

describe('files', () => {
  it('go out and come in again: all papers, as BibTeX and as RIS', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const newcomer = sandbox.person('newcomer');
    const papers = await loadCollection('data/papers.jsonl');
    const content = papers
      .map(
        ({ title, arxivId }) =>
          `@misc{x,\n title = {${title.replace(/[{}\\]/g, '')}},\n eprint = {${arxivId ?? ''}}\n}`,
      )
      .join('\n');
    const brought = await reader.slash(PAPERS, 'list', { file: { filename: 'library.bib', content } }, 'import');
    expect(await text(brought)).toContain(`**${papers.length}** papers saved.`);
    for (const [format, name] of [
      ['bibtex', 'reading-list.bib'],
      ['ris', 'reading-list.ris'],
    ] as const) {
      const out = await (await reader.slash(PAPERS, 'list', { format }, 'export')).later();
      const [file] = out.files;
      expect(file?.filename).toBe(name);
      const back = await newcomer.slash(
        PAPERS,
        'list',
        { file: { filename: name, content: file?.text ?? '' }, shared: format === 'ris' },
        'import',
      );
      expect(await text(back)).toBe(`**${papers.length}** papers saved.`);
    }
  });

  it('list what could not be matched', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const content = `
      @article{known, title = {Another Title}, journal = {arXiv preprint arXiv:2110.04260}}
      @article{same, title = {${TITLE}}}
      @article{strange, title = {On Nothing That Is Here}}
      @article{broken, title = {Unclosed, year = 2020
      @article{last, title = {{Personalized} Federated Learning with {M}oreau Envelopes}}`;
    const answer = await (
      await reader.slash(PAPERS, 'list', { file: { filename: 'x.bib', content } }, 'import')
    ).later();
    expect(answer.text).toMatch(
      /^\*\*2\*\* papers saved\. 1 not found in this collection, 1 could not be read: see the file\.\n- line 5: /,
    );
    expect(answer.files[0]?.text).toMatch(
      /^Line 4, not found: On Nothing That Is Here\nLine 5, could not be read \(.+\): @article\{broken/,
    );
  });

  it.each([[false], [true]])(
    'save what only comes close when it is chosen, after a restart too (shared: %s)',
    async shared => {
      const { sandbox, restart } = await setTheStage();
      const reader = sandbox.person('reader');
      const content = `
      @article{close, title = {Taming Sparsely Activated Transformers}}
      @article{others, title = {${TITLE}}, author = {Nobody, Ann and Unknown, Otto}}`;
      const file = { filename: 'x.bib', content };
      const answer = await (await reader.slash(PAPERS, 'list', { file, shared }, 'import')).later();
      expect(answer.text).toContain(
        '**0** papers saved. 2 not found in this collection: see the file. Some come close',
      );
      expect(answer.files[0]?.text).toContain(
        `Line 2, not found: Taming Sparsely Activated Transformers\n  closest: ${TITLE} (`,
      );
      expect(answer.files[0]?.text).toContain(`Line 3, not found: ${TITLE}\n  closest: ${TITLE} (`);
      const show = async () => text(await reader.slash(PAPERS, 'list', { shared }, 'show'));
      expect(await show()).toContain('Nothing is saved yet');
      await restart();
      const chosen = await reader.choose(answer, 'Save what comes closest…', [TITLE]);
      expect(chosen.private).toBe(true);
      expect(await text(chosen)).toContain('Saved.');
      expect(await show()).toContain(TITLE);
      expect(await text(await reader.raw.choose(answer, 'Save what comes closest…', ['0000000000']))).toContain(
        'collection',
      );
    },
  );

  it.each<[string, string | Buffer, RegExp]>([
    ['a picture that says it is BibTeX', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /no references/],
    ['words', 'Dear all, please read this.', /no references/],
    ['nothing but a comment', '@comment{x}', /no references/],
    [
      'ten thousand entries',
      Array.from({ length: 10_000 }, (_, i) => `@misc{k${i}, title={T ${i}}}`).join('\n'),
      /10,000 entries; I take up to 1,000/,
    ],
    ['fifty megabytes', Buffer.alloc(50 * 2 ** 20, '@misc{a, title={x}}\n'), /too large: I take up to 4 MB/],
    ['a bomb of braces', `@misc{a, title={${'{'.repeat(200_000)}`, /could not be read/],
  ])('refuse %s, clearly and in private', async (_what, content, words) => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const answer = await reader.slash(PAPERS, 'list', { file: { filename: 'library.bib', content } }, 'import');
    expect(answer.private).toBe(true);
    expect(await text(answer)).toMatch(words);
    expect(await text(await reader.slash(PAPERS, 'list', {}, 'show'))).toContain('Nothing is saved yet');
  });

  it('too many of them in an hour are refused, with when to try again', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const send = async () =>
      text(
        await reader.slash(PAPERS, 'list', { file: { filename: 'a.bib', content: '@misc{a, title={x}}' } }, 'import'),
      );
    for (let i = 0; i < 5; i++) expect(await send()).toContain('not found');
    expect(await send()).toMatch(/again <t:\d+:R>/);
  });
});

describe('what a client forges', () => {
  it('never reaches another person’s list or another server’s', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const newcomer = sandbox.person('newcomer');
    const card = await (await reader.slash(PAPERS, 'paper', PAPER)).later();
    const id = /;([0-9a-f]{10})$/.exec(card.buttons[1]?.customId ?? '')?.[1] ?? '';
    await reader.press(card, 'Save');
    for (const which of [reader.id, `person:${reader.id}`, 'mine', 'ours']) {
      const answer = await newcomer.raw.press(card, `1;list;remove;${which};${id}`);
      expect(answer.private).toBe(true);
      expect(await text(answer)).toMatch(/is not in/);
    }
    // A page of one's own list never replaces what others see.
    const page = await newcomer.raw.press(card, '1;list;page;mine;99999999999');
    expect(page).toMatchObject({ kind: 'message', private: true });
    expect(await text(await newcomer.raw.press(card, '1;list;save;not-a-paper'))).toContain(
      'no longer in the collection',
    );
    expect(await text(await newcomer.raw.press(card, `1;privacy;delete;${reader.id}`))).toContain('for someone else');
    expect(await text(await reader.slash(PAPERS, 'list', {}, 'show'))).toContain(TITLE);
  });

  it('as an over-long note is not stored, and not lost', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    await reader.slash(PAPERS, 'list', PAPER, 'add');
    const asked = await reader.slash(PAPERS, 'list', PAPER, 'note');
    if (!asked.form) throw new Error('no form');
    const note = 'long '.repeat(500).trim();
    const answer = await (await reader.raw.submit(asked.form, { note })).later();
    expect(answer.private).toBe(true);
    expect(answer.text).toContain('holds up to 1,000 characters; yours has 2,499');
    expect(answer.files[0]?.text).toBe(note);
    expect(await text(await reader.slash(PAPERS, 'list', {}, 'show'))).not.toContain('📝');
  });
});
