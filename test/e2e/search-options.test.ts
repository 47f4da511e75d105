import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from './harness.ts';

const CHANNEL: Place = { guild: 'Paper club', channel: 'papers' };
const DM: Place = { dm: true };

describe.each([
  ['in a server', CHANNEL],
  ['in a direct message', DM],
] as [string, Place][])('%s', (_where, place) => {
  it('/search narrows by topic, author and date, and sorts by date', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const [choice] = await reader.complete(place, 'search', { topic: 'calib' }, 'topic');
    expect(choice).toMatchObject({ value: 'calibration', name: expect.stringMatching(/^Calibration \(\d+\)$/) });
    const onTopic = await reader.slash(place, 'search', { query: 'label smoothing', topic: 'calibration' });
    expect(onTopic.message?.embeds[0]?.description).toMatch(/^-# Only: topic \*\*Calibration\*\*/);
    const byAuthor = await reader.slash(place, 'search', { author: 'zuo simiao' });
    expect(byAuthor.message?.text).toContain('Taming Sparsely Activated Transformer');
    const dated = await reader.slash(place, 'search', {
      query: 'learning',
      since: '2023',
      until: '2023-6',
      sort: 'newest',
    });
    const ids = [...(dated.message?.text.matchAll(/abs\/(\d{4})\./g) ?? [])].map(([, id]) => Number(id));
    expect(ids.length).toBeGreaterThan(1);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    for (const id of ids) expect(id >= 2301 && id <= 2306).toBe(true);
  });

  it('/search takes whole dates too', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const dated = await reader.slash(place, 'search', { query: 'learning', since: '2023-02-14', until: '2023/4/1' });
    expect(dated.message?.embeds[0]?.description).toContain('submitted 2023-02-14 to 2023-04-01');
    const ids = [...(dated.message?.text.matchAll(/abs\/(\d{4})\./g) ?? [])].map(([, id]) => Number(id));
    expect(ids.length).toBeGreaterThan(1);
    for (const id of ids) expect(id >= 2302 && id <= 2304).toBe(true);
  });

  it('/topics lists them with their papers, and opens one', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const answer = await reader.slash(place, 'topics');
    expect(answer.message?.embeds[0]?.description).toMatch(/^\*\*.+\*\* · \d+ papers/);
    const next = await reader.press(await answer.later(), 'Next');
    expect(next.message?.embeds[0]?.footer?.text).toContain('page 2 of');
    const opened = await reader.choose(await answer.later(), 'See the papers of a topic…', [
      optionOf((await answer.later()).selects[0]),
    ]);
    expect(opened).toMatchObject({ kind: 'message', private: true });
    expect(opened.message?.embeds[0]?.description).toMatch(/^-# Only: topic/);
  });

  it('a misspelt query is answered for what was meant, and a button asks for just what was typed', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const answer = await reader.slash(place, 'search', { query: 'adverserial training' });
    const [embed] = answer.message?.embeds ?? [];
    expect(embed?.description).toMatch(/^No paper here mentions \*adverserial\*\. These are for \*adversarial\*\./);
    expect(embed?.description).toMatch(/\*\*[Aa]dversarial\*\*/);
    const literal = await reader.press(await answer.later(), 'Search only “adverserial”');
    expect(literal.kind).toBe('update');
    const [only] = literal.message?.embeds ?? [];
    expect(only?.title).toBe('Results for “"adverserial" training”');
    expect(only?.description).toMatch(/No paper here mentions \*adverserial\*\.\n/);
    expect(only?.description).toMatch(/-# without: \*adverserial\*/);
  });

  it('a word that no paper has is named; what is near is a suggestion where nothing else was asked', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const alone = await reader.slash(place, 'search', { query: 'railway' });
    expect(alone.message?.embeds[0]?.title).toBe('Nothing found for “railway”');
    expect(alone.message?.embeds[0]?.description).toMatch(/^No paper here mentions \*railway\*\. What comes near: \*/);
    const near = alone.message?.buttons[0]?.label ?? '';
    expect((await reader.press(await alone.later(), near)).message?.embeds[0]?.title).toBe(
      near.replace('Search', 'Results for'),
    );
    const among = await reader.slash(place, 'search', { query: 'railway pruning' });
    expect(among.message?.embeds[0]?.description).toMatch(/^No paper here mentions \*railway\*\. I also looked for \*/);
    const literal = await reader.press(await among.later(), 'Search only “railway”');
    expect(literal.message?.embeds[0]?.description).toMatch(/No paper here mentions \*railway\*\.\n/);
  });

  it('each result says which words of the query it does not have, and only those it has are bold', async () => {
    const { sandbox } = await setTheStage();
    const answer = await sandbox.person('reader').slash(place, 'search', { query: 'sharpness privacy' });
    const description = answer.message?.embeds[0]?.description ?? '';
    const results = description.split(/\n\n(?=\*\*\d+\.\*\*)/);
    expect(results.length).toBeGreaterThan(3);
    for (const result of results) expect(result).toMatch(/-# without: .*(sharpness|privacy)/);
    const bold = [...description.matchAll(/\*\*([^*\d.]+)\*\*/g)].map(([, word = '']) => word);
    for (const word of bold) expect(word).toMatch(/^(sharp|priva)/i);
  });

  it('tells privately why papers were found', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const answer = await reader.slash(place, 'search', { query: 'moe training' });
    const why = await reader.press(await answer.later(), 'Why these results?');
    expect(why).toMatchObject({ kind: 'message', private: true });
    const [first] = why.message?.embeds[0]?.fields ?? [];
    expect(first?.name).toMatch(/^1\. Taming Sparsely/);
    expect(first?.value).toMatch(/Your words: .*\*\*train\w*\*\* \(.*abstract/);
    expect(first?.value).toMatch(/Your words: .*expert.*\nOther words for them: /i);
  });

  it('topic buttons narrow many results, and lead back', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const answer = await reader.slash(place, 'search', { query: 'robustness' });
    const topic = answer.message?.buttons.find(({ label }) => /\(\d+\)$/.test(label))?.label ?? '';
    const narrowed = await reader.press(await answer.later(), topic);
    expect(narrowed.kind).toBe('update');
    const papers = /\((\d+)\)$/.exec(topic)?.[1];
    expect(narrowed.message?.embeds[0]?.footer?.text).toMatch(new RegExp(`^${papers} papers`));
    const back = await reader.press(await narrowed.later(), `Not only ${topic.replace(/ \(\d+\)$/, '')}`);
    expect(back.message?.embeds[0]?.footer?.text.replace(/· .* ms/, '')).toBe(
      answer.message?.embeds[0]?.footer?.text.replace(/· .* ms/, ''),
    );
  });
});

describe('wishes that cannot be met', () => {
  it.each([
    [{ query: 'x', topic: 'no such thing' }, /no topic named “no such thing”.*topics/],
    [{ query: 'x', since: '20233' }, /“20233” is no date that I can read.*2023-05-17/],
    [{ query: 'x', until: '2023-13' }, /“2023-13” is no date/],
    [{ query: 'x', since: '2023-02-30' }, /“2023-02-30” is no date/],
    [{ query: 'x', since: '2024', until: '2023-12' }, /since` \(2024\) is later/],
    [{}, /What are you looking for/],
    [{ query: '  ', sort: 'newest' }, /What are you looking for/],
  ])('%j', async (options, words) => {
    const { sandbox } = await setTheStage();
    const answer = await sandbox.person('reader').slash(CHANNEL, 'search', options);
    expect(answer.private).toBe(true);
    expect(answer.message?.content).toMatch(words);
  });

  it('what nothing meets leads to a search of everything', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const answer = await reader.slash(CHANNEL, 'search', { query: 'dropout', until: '1999' });
    expect(answer.message?.text).toMatch(/Nothing found for “dropout”\n-# Only: submitted until 1999/);
    const wide = await reader.press(await answer.later(), 'Search everything');
    expect(wide.message?.embeds[0]?.title).toBe('Results for “dropout”');
  });

  it('forged filters in a button are read as if they had been typed', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const shared = await (await reader.slash(CHANNEL, 'search', { query: 'learning' })).later();
    const wrong = await reader.raw.press(shared, '1;search;page;0;0;learning;topic=nonsense');
    expect(wrong).toMatchObject({ private: true });
    expect(wrong.message?.content).toMatch(/no topic named “nonsense”/);
    const strange = await reader.raw.press(shared, '1;search;why;0;0;learning;sort=upwards&since=%');
    expect(strange).toMatchObject({ private: true });
  });

  it('what looked like an operator and was none is read as words, and that is said', async () => {
    const { sandbox } = await setTheStage();
    const answer = await sandbox.person('reader').slash(CHANNEL, 'search', { query: 'venue:ICML "dropout' });
    expect(answer.message?.embeds[0]?.description).toMatch(/^Read as “venue ICML dropout”\./);
  });
});

function optionOf(select: unknown): string {
  if (typeof select === 'object' && select && 'options' in select && Array.isArray(select.options))
    return String(select.options[0]?.value);
  throw new Error('There is no menu.');
}
