import { expect, it } from 'vitest';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from '../e2e/harness.ts';
import { message, messageBox, use } from './driving.ts';
import { describeInBrowser } from './in-browser.ts';

const GENERAL: Place = { guild: 'Paper club', channel: 'general' };

describeInBrowser('a message', open => {
  it('is text, whatever it says', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    const hostile = [
      '<img src=x onerror=document.title="owned"> <script>document.title="owned"</script>',
      '[press](javascript:document.title="owned") [or this](data:text/html,owned)',
      '"><svg onload=document.title="owned"> &lt;b&gt; {{constructor}}',
    ].join('\n');
    sandbox.person('reader').says(GENERAL, hostile);
    const shown = message(page, '<img src=x');
    await shown.waitFor();
    expect(await shown.locator('script, svg[onload], a, img[src=x]').count()).toBe(0);
    await shown.getByText('&lt;b&gt; {{constructor}}').waitFor();
    expect(await page.title()).not.toBe('owned');
  });

  it('has Discord’s markdown', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    const reader = sandbox.person('reader');
    const papers = [...sandbox.world.guilds.values()][0]?.channels.values().find(({ name }) => name === 'papers');
    const now = Math.floor(Date.now() / 1000);
    reader.says(
      GENERAL,
      [
        '# A heading',
        '**bold** *italic* __under__ ~~struck~~ `code`',
        '> quoted',
        '- one\n- two',
        '```js\nlet x = 1;\n```',
        `<t:${now - 7200}:R> in <#${papers?.id}> for <@${sandbox.person('moderator').id}> ||hidden|| 🎉 ✓`,
        '[words](https://arxiv.org/abs/2006.08848)',
      ].join('\n'),
    );
    const shown = message(page, 'A heading');
    await shown.locator('.heading-1', { hasText: 'A heading' }).waitFor();
    for (const [tag, text] of [
      ['strong', 'bold'],
      ['em', 'italic'],
      ['u', 'under'],
      ['s', 'struck'],
      ['code', 'code'],
      ['blockquote', 'quoted'],
      ['li', 'two'],
      ['pre', 'let x = 1;'],
      ['time', '2 hours ago'],
      ['.mention', '@moderator'],
    ] as const) {
      expect(await shown.locator(tag).filter({ hasText: text }).count(), tag).toBe(1);
    }
    expect(await shown.getByRole('link', { name: 'words' }).getAttribute('href')).toBe(
      'https://arxiv.org/abs/2006.08848',
    );
    // An emoji is a picture of this page, and read out as itself; a sign is text.
    const emoji = shown.locator('img[alt="🎉"]');
    expect(await emoji.evaluate(image => image.clientWidth)).toBeGreaterThan(10);
    await shown.getByText('✓').waitFor();

    const secret = shown.getByText('hidden');
    expect(await secret.isVisible()).toBe(false);
    await shown.getByRole('button', { name: 'Spoiler' }).click();
    expect(await secret.isVisible()).toBe(true);

    await shown.getByRole('link', { name: '#papers' }).click();
    await page.getByRole('heading', { level: 1, name: 'papers' }).waitFor();
  });

  it('names a command that can be pressed', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'help');
    await message(page, 'reading papers together').getByRole('button', { name: '/random' }).click();
    await page.getByRole('form', { name: '/random' }).waitFor();
  });

  it('can be written, and many of them be read back', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    for (let at = 1; at <= 120; at += 1) reader.says(GENERAL, `remark ${at}.`);
    const page = await open(sandbox);
    await messageBox(page).fill('  a question **of mine**  ');
    await page.keyboard.press('Enter');
    await message(page, 'a question').locator('strong', { hasText: 'of mine' }).waitFor();
    expect(await messageBox(page).inputValue()).toBe('');
    expect(await message(page, 'remark 1.').count()).toBe(0);
    const older = page.getByRole('button', { name: 'Show older messages' });
    await older.click();
    await page.getByText('remark 21.').first().waitFor();
    await older.click();
    await page.getByText('remark 1.', { exact: true }).waitFor();
    await page.getByText('Welcome to #general').waitFor();
    expect(await older.isVisible()).toBe(false);
  });

  it('shows files: what they hold, and what to save them as', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'paper', { paper: '2006.08848' });
    await message(page, 'Moreau Envelopes').getByRole('button', { name: 'Save' }).click();
    await message(page, 'in your reading list').waitFor();
    await use(page, 'list export', { format: 'BibTeX' });
    const file = page.getByRole('article').last().getByRole('link').first();
    expect(await file.getAttribute('download')).toMatch(/\.\w+$/);
    await page
      .getByRole('region', { name: /^Content of / })
      .first()
      .waitFor();
  });

  it('that only one person sees is gone when dismissed', async () => {
    const { sandbox } = await setTheStage();
    const page = await open(sandbox);
    await use(page, 'about');
    const dismiss = page.getByRole('button', { name: 'Dismiss message' });
    await dismiss.focus();
    await page.keyboard.press('Enter');
    await message(page, 'Only you can see this').waitFor({ state: 'detached' });
  });
});
