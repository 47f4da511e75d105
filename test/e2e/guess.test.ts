import { describe, expect, it } from 'vitest';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from './harness.ts';

const PAPERS: Place = { guild: 'Paper club', channel: 'papers' };
const MAXSUP = 'MaxSup: Overcoming Representation Collapse in Label Smoothing';
const WORDS = { paper: 'representation collapse label smoothing' };
const text = async (answer: BotAnswer) => (await answer.later()).text;
const buttons = async (answer: BotAnswer) => (await answer.later()).buttons.map(({ label }) => label);

describe('a guess', () => {
  it('writes nothing in a list; the button that names the paper does', async () => {
    const { sandbox, restart } = await setTheStage();
    const reader = sandbox.person('reader');
    for (const shared of [false, true]) {
      const show = async () => text(await reader.slash(PAPERS, 'list', { shared }, 'show'));
      const asked = await reader.slash(PAPERS, 'list', { ...WORDS, shared }, 'add');
      expect(asked.private).toBe(true);
      expect(await text(asked)).toMatch(/nothing was done\. Did you mean/);
      expect(await show()).toContain('Nothing is saved yet');
      const [first = ''] = await buttons(asked);
      expect(first).toMatch(/^Save: MaxSup/);
      await restart();
      expect(await text(await reader.press(await asked.later(), first))).toContain('Saved.');

      const noting = await reader.slash(PAPERS, 'list', { ...WORDS, shared }, 'note');
      expect(noting.form).toBeUndefined();
      const form = (await reader.press(await noting.later(), (await buttons(noting))[0] ?? '')).form;
      if (!form) throw new Error('no form');
      const note = 'Long and thoughtful. '.repeat(47).trim();
      await reader.submit(form, { note });

      const marking = await reader.slash(PAPERS, 'list', { ...WORDS, shared }, 'read');
      expect(await show()).not.toContain('✓ read');
      await reader.press(await marking.later(), (await buttons(marking))[0] ?? '');
      expect(await show()).toContain('✓ read');
      const unmarking = await reader.slash(PAPERS, 'list', { ...WORDS, shared, unread: true }, 'read');
      await reader.press(await unmarking.later(), (await buttons(unmarking))[0] ?? '');
      expect(await show()).not.toContain('✓ read');

      const removing = await reader.slash(PAPERS, 'list', { ...WORDS, shared }, 'remove');
      expect(await show()).toContain('MaxSup');
      const entry = await reader.slash(PAPERS, 'list', { paper: 'MaxSup', shared }, 'add');
      expect(await text(entry)).toContain(note);
      await reader.press(await removing.later(), (await buttons(removing))[0] ?? '');
      expect(await show()).toContain('Nothing is saved yet');
    }
  });

  it('opens no discussion and lists no papers like it', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    for (const [command, label, done] of [
      ['related', /^Papers like: MaxSup/, 'Papers like “MaxSup'],
      ['discuss', /^Discuss: MaxSup/, 'The discussion of'],
    ] as const) {
      const asked = await reader.slash(PAPERS, command, WORDS);
      expect(await text(asked)).toMatch(/nothing was done\. Did you mean/);
      const [first = ''] = await buttons(asked);
      expect(first).toMatch(label);
      expect(await text(await reader.press(await asked.later(), first))).toContain(done);
    }
  });

  it('is none where only one title begins so, or where a suggestion’s label came instead of its value', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const card = await reader.slash(PAPERS, 'paper', { paper: 'MaxSup' });
    expect(card.message?.embeds[0]?.title).toBe(MAXSUP);
    expect(card.message?.content).toBe('');
    for (const title of ['an empirical study', 'generalized']) {
      for (const { name } of await reader.complete(PAPERS, 'list', { paper: title }, 'paper', 'add')) {
        expect(await text(await reader.slash(PAPERS, 'list', { paper: name }, 'read'))).toContain('is not in your');
      }
    }
    const [topic] = await reader.complete(PAPERS, 'search', { topic: 'calib' }, 'topic');
    expect(await text(await reader.slash(PAPERS, 'search', { topic: topic?.name ?? '' }))).toContain('Only: topic');
    const [category] = await reader.complete(PAPERS, 'follow', { category: 'cs.LG' }, 'category', 'add');
    expect(
      await text(await reader.slash(PAPERS, 'follow', { category: category?.name ?? '', timezone: 'UTC' }, 'add')),
    ).toContain('Followed');
  });

  it('shown by /paper says that it is one, and leads to the others', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const card = await (await reader.slash(PAPERS, 'paper', { paper: 'label smoothing' })).later();
    expect(card.content).toContain('comes closest');
    expect(card.selects).toHaveLength(1);
  });
});

describe('in a paper’s own thread', () => {
  it('commands need no paper', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    await (await reader.slash(PAPERS, 'discuss', { paper: 'MaxSup' })).later();
    const thread: Place = { guild: 'Paper club', channel: MAXSUP };
    const card = await reader.slash(thread, 'paper');
    expect(card.message?.embeds[0]?.title).toBe(MAXSUP);
    expect(await text(await reader.press(await card.later(), 'Cite'))).toContain('MaxSup');
    expect(await text(await reader.slash(thread, 'related'))).toContain('Papers like “MaxSup');
    expect(await text(await reader.slash(thread, 'discuss'))).toContain('is discussed here');
    expect(await text(await reader.slash(thread, 'list', {}, 'add'))).toContain('Saved.');
    for (const place of [PAPERS, { dm: true }] as const) {
      const asked = await reader.slash(place, 'paper');
      expect(asked.private).toBe(true);
      expect(await text(asked)).toContain('Which paper?');
    }
  });
});
