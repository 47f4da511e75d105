import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from './harness.ts';

const CHANNEL: Place = { guild: 'Paper club', channel: 'papers' };
const PLACES: [string, Place][] = [
  ['in a server', CHANNEL],
  ['in a direct message', { dm: true }],
  ['user-installed in a server without the bot', { userInstalled: true }],
  ['user-installed in a conversation of others', { userInstalled: true, group: true }],
];

describe.each(PLACES)('%s', (_where, place) => {
  it('/search answers with results that can be paged and opened', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const answer = await reader.slash(place, 'search', { query: 'adversarial robustness' });
    const [embed] = answer.message?.embeds ?? [];
    expect(embed?.title).toBe('Results for “adversarial robustness”');
    expect(embed?.description).toMatch(/^\*\*1\.\*\* \[[^\]]+\]\(https:\/\/arxiv\.org\/abs\/\d{4}\.\d{5}\)\n.*\*\*/);
    expect(embed?.description).toMatch(/\n-# .*\d{4}.*arXiv \d{4}\.\d{5}/);
    expect(embed?.footer?.text).toMatch(/^\d+ papers · .* ms · page 1 of \d+$/);

    const next = await reader.press(await answer.later(), 'Next');
    expect(next.kind).toBe('update');
    expect(next.message?.embeds[0]?.description).toMatch(/^\*\*6\.\*\*/);
    expect(next.message?.embeds[0]?.footer?.text).toContain('page 2 of');

    const message = await next.later();
    const select = message.selects[0];
    const option = select && 'options' in select ? select.options[1] : undefined;
    const opened = await reader.choose(message, 'Open a paper…', [option?.value ?? '']);
    expect(opened).toMatchObject({ kind: 'message', private: true });
    expect(opened.message?.text).toContain(option?.label.replace(/^7\. /, '').replace(/…$/, ''));
  });

  it('/paper, /related, /random, /help and /about answer', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const card = await reader.slash(place, 'paper', { paper: 'https://arxiv.org/pdf/2110.04260v2.pdf' });
    expect(card.message?.embeds[0]).toMatchObject({
      title: 'Taming Sparsely Activated Transformer with Stochastic Experts',
      url: 'https://arxiv.org/abs/2110.04260',
    });
    expect(card.message?.text).toContain('Simiao Zuo');
    const related = await reader.press(await card.later(), 'Related');
    expect(related).toMatchObject({ kind: 'message', private: true });
    expect(related.message?.embeds[0]?.title).toMatch(/^Papers like “Taming/);
    expect(related.message?.embeds[0]?.description).not.toContain('2110.04260');
    const cited = await reader.press(await card.later(), 'Cite');
    expect(cited.private).toBe(true);
    expect(cited.message?.content).toContain('Zuo');

    expect((await reader.slash(place, 'related', { paper: 'mixture of experts' })).message?.text).toMatch(
      /Papers like/,
    );
    expect((await reader.slash(place, 'random')).message?.embeds[0]?.title).toBeTruthy();
    expect(
      (await reader.slash(place, 'random', { query: 'federated learning' })).message?.embeds[0]?.title,
    ).toBeTruthy();
    const help = await reader.slash(place, 'help');
    expect(help.message?.embeds[0]?.description).toMatch(/<\/search:\d+>/);
    expect(help.message?.embeds[0]?.description).toMatch(/<\/daily subscribe:\d+>.*<\/daily history:\d+>/);
    const about = await reader.slash(place, 'about');
    expect(about.message?.text).toMatch(/119 papers[\s\S]*<t:\d+:R>[\s\S]*oauth2\/authorize/);
  });

  it('the message menu opens the paper that is linked, else searches', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const linked = reader.says(place, 'have you seen https://huggingface.co/papers/2006.08848?utm=x ?');
    const opened = await reader.messageMenu(place, 'Find papers like this', linked);
    expect(opened).toMatchObject({ private: true });
    expect(opened.message?.embeds[0]?.title).toBe('Personalized Federated Learning with Moreau Envelopes');
    const plain = reader.says(place, 'is there anything about pruning of neural networks?');
    const found = await reader.messageMenu(place, 'Find papers like this', plain);
    expect(found.message?.text).toMatch(/Results for[\s\S]*[Pp]runing/);
  });

  it('completes titles while typing', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    for (const [command, option] of [
      ['search', 'query'],
      ['paper', 'paper'],
      ['related', 'paper'],
    ] as const) {
      const [first, ...others] = await reader.complete(place, command, { [option]: 'taming spar' }, option);
      expect(first).toEqual({
        name: 'Taming Sparsely Activated Transformer with Stochastic Experts',
        value: '393dffeefb',
      });
      expect(others.length).toBeLessThan(25);
    }
    expect(await reader.complete(place, 'search', { query: '' }, 'query')).toHaveLength(25);
  });
});

describe('shared messages', () => {
  it('turn the page for whoever asked, and give others a private copy of their own', async () => {
    const { sandbox } = await setTheStage();
    const [reader, newcomer] = [sandbox.person('reader'), sandbox.person('newcomer')];
    const shared = await (await reader.slash(CHANNEL, 'search', { query: 'learning' })).later();
    const copy = await newcomer.press(shared, 'Next');
    expect(copy).toMatchObject({ kind: 'message', private: true });
    expect(copy.message?.embeds[0]?.footer?.text).toContain('page 2 of');
    expect(reader.sees(CHANNEL).at(-1)?.embeds[0]?.footer?.text).toContain('page 1 of');
    const turned = await newcomer.press(await copy.later(), 'Next');
    expect(turned).toMatchObject({ kind: 'update' });
    expect(turned.message?.embeds[0]?.footer?.text).toContain('page 3 of');
  });

  it('private: true shows the results to the asker alone, also when paged', async () => {
    const { sandbox } = await setTheStage();
    const [reader, newcomer] = [sandbox.person('reader'), sandbox.person('newcomer')];
    const answer = await reader.slash(CHANNEL, 'search', { query: 'learning', private: true });
    expect(answer.private).toBe(true);
    expect((await reader.press(await answer.later(), 'Next')).private).toBe(true);
    expect(newcomer.sees(CHANNEL)).toEqual([]);
  });

  it('work after a restart, with short and with very long queries', async () => {
    const { sandbox, restart } = await setTheStage();
    const reader = sandbox.person('reader');
    const queries = ['regularization', `regularization ${'of deep neural networks with noise '.repeat(30)}`];
    const messages = await Promise.all(
      queries.map(async query => (await reader.slash(CHANNEL, 'search', { query })).later()),
    );
    await restart();
    for (const message of messages) {
      const turned = await reader.press(message, 'Next');
      expect(turned.kind).toBe('update');
      expect(turned.message?.embeds[0]?.footer?.text).toContain('page 2 of');
    }
  });
});

describe('what is not there', () => {
  it('an identifier that the collection lacks is answered so, with its link', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    for (const [command, option] of [
      ['search', 'query'],
      ['paper', 'paper'],
      ['related', 'paper'],
    ] as const) {
      const answer = await reader.slash(CHANNEL, command, { [option]: 'https://arxiv.org/abs/2301.00001' });
      expect(answer.message?.content).toContain('2301.00001** is not in this collection');
      expect(answer.message?.buttons[0]?.url).toBe('https://arxiv.org/abs/2301.00001');
      expect(answer.message?.embeds).toEqual([]);
    }
  });

  it('nothing found is said kindly, with what to try', async () => {
    const { sandbox } = await setTheStage();
    const answer = await sandbox.person('reader').slash(CHANNEL, 'search', { query: 'zzxqv wwkjh' });
    expect(answer.message?.text).toMatch(
      /Nothing found for “zzxqv wwkjh”\nNo paper here mentions \*zzxqv\*\.\n.*wwkjh\*\.\n\nTry fewer/,
    );
  });
});

describe('hostile input', () => {
  const HOSTILE: [string, string][] = [
    ['mentions', '@everyone <@1234567890> <@&99> <#5> learning'],
    ['markdown', '**bold** [x](https://evil.example) `code` ||spoiler|| learning'],
    ['6,000 characters', 'learning '.repeat(666)],
    ['6,000 characters without a space', 'x'.repeat(6000)],
    ['control characters', 'lear\u0000ning \u001b[31m \u0007 learning'],
    ['right-to-left marks', '\u202elearning\u202c \u2067x'],
    ['emoji sequences', '👩‍👩‍👧‍👦🏳️‍🌈 learning'],
    ['a lone surrogate', '\ud83d learning \udc00'],
    ['only punctuation', '"((( -:: OR )'],
  ];

  it.each(HOSTILE)('%s: answered, within the limits, mentioning nobody', async (_what, query) => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const answer = await reader.slash(CHANNEL, 'search', { query });
    expect(answer.message?.pings).toEqual({ everyone: false, users: [], roles: [] });
    for (const unshowable of ['@everyone', '\u202e', '\u0000', '\u001b'])
      expect(answer.message?.text).not.toContain(unshowable);
    expect(answer.message?.text.isWellFormed()).toBe(true);
    const next = answer.message?.buttons.find(button => button.label === 'Next' && !button.disabled);
    if (next) expect((await reader.press(await answer.later(), 'Next')).kind).toBe('update');
    for (const command of ['paper', 'related'])
      expect(await reader.slash(CHANNEL, command, { paper: query })).toBeTruthy();
    await reader.complete(CHANNEL, 'search', { query }, 'query');
    reader.says(CHANNEL, query.slice(0, 2000));
  });

  it('forged ids get a private answer and change nothing', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const shared = await (await reader.slash(CHANNEL, 'search', { query: 'learning' })).later();
    const forged = [
      '',
      '1;search',
      '1;search;nothing',
      '1;search;constructor;x',
      '1;paper;cite',
      '1;paper;cite;ffffffffff',
      '1k;search;page;nokey',
      '9;x;y',
      'other bot',
    ];
    for (const id of forged.filter(id => id !== '')) {
      const answer = await reader.raw.press(shared, id);
      expect(answer, id).toMatchObject({ kind: 'message', private: true });
    }
    const strange = await reader.raw.press(shared, '1;search;page;0;99999999999999;learning');
    expect(strange.message?.embeds[0]?.footer?.text).toContain('page 1 of');
    const pastTheEnd = await reader.raw.press(shared, '1;search;page;0;999999;learning');
    expect(pastTheEnd.message?.embeds[0]?.footer?.text).toMatch(/page (\d+) of \1$/);
  });
});
