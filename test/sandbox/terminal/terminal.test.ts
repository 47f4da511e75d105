import { writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import type { Interaction } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../src/platform/temporary-folder.ts';
import { type DrivenClock, drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { runTerminal } from '../../../src/sandbox/terminal/index.ts';
import { Session } from '../../../src/sandbox/terminal/session.ts';
import { NO_STYLE } from '../../../src/sandbox/terminal/style.ts';
import { startBot, type TestBot } from '../bot.ts';

const PLACE = { guild: 'Paper club', channel: 'papers' };
const text = (name: string, more: object = {}) => ({ type: 3, name, description: `The ${name}`, ...more });
const COMMANDS = [
  {
    name: 'find',
    description: 'Finds',
    options: [
      text('query', { required: true, autocomplete: true }),
      text('sort', { choices: [{ name: 'Newest first', value: 'new' }] }),
      { type: 5, name: 'private', description: 'Only for you' },
      { type: 7, name: 'where', description: 'Channel' },
      { type: 11, name: 'file', description: 'File' },
    ],
  },
  { name: 'note', description: 'Notes' },
  { name: 'list', description: 'Lists', options: [{ type: 1, name: 'show', description: 'Shows the list' }] },
  { name: 'Look closer', type: 3 },
];
const silent = { allowedMentions: { parse: [] } };
const HOSTILE = 'a\u001b[31mred\u0007 \ue01b[2J';

/** Results numbered from `first`, as a page of a longer list has them. */
function page(first: number) {
  const options = [first, first + 1].map(number => ({ label: `${number}. Title`, value: `paper-${number}` }));
  return {
    embeds: [{ title: 'Results', description: `**${first}.** ${HOSTILE}` }],
    components: [
      { type: 1, components: [{ type: 2, style: 1, custom_id: `page-${first + 2}`, label: 'Next' }] },
      { type: 1, components: [{ type: 3, custom_id: 'open', placeholder: 'Open', options }] },
      {
        type: 1,
        components: [{ type: 3, custom_id: 'topic', placeholder: 'Topic', options: [{ label: 'Graphs', value: 'g' }] }],
      },
    ],
    ...silent,
  };
}

async function answer(interaction: Interaction) {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    return interaction.respond([{ name: `Title of ${typed}`, value: 'id-1' }]);
  }
  if (interaction.isChatInputCommand()) {
    if (interaction.commandName === 'note') {
      return interaction.showModal({
        custom_id: 'note',
        title: 'A note',
        components: [
          { type: 18, label: 'Text', component: { type: 4, custom_id: 'text', style: 1 } },
          { type: 18, label: 'Tag', component: { type: 4, custom_id: 'tag', style: 1, value: 'good' } },
        ],
      });
    }
    const { options } = interaction;
    if (interaction.commandName === 'list') return interaction.reply({ content: 'The list', ...silent });
    if (options.getString('query') === 'pages') return interaction.reply(page(1));
    const told = [
      options.getString('query'),
      options.getString('sort'),
      options.getChannel('where')?.name,
      options.getAttachment('file')?.name,
    ];
    return interaction.reply({
      content: told.filter(Boolean).join(' + '),
      ...(options.getBoolean('private') ? { flags: 64 } : {}),
      ...silent,
    });
  }
  if (interaction.isButton()) return interaction.update(page(Number(interaction.customId.slice(5))));
  if (interaction.isStringSelectMenu())
    return interaction.reply({ content: `Opened ${interaction.values}`, flags: 64, ...silent });
  if (interaction.isModalSubmit()) {
    const { fields } = interaction;
    return interaction.reply({
      content: `${fields.getTextInputValue('text')} / ${fields.getTextInputValue('tag')}`,
      ...silent,
    });
  }
  if (interaction.isMessageContextMenuCommand())
    return interaction.reply({ content: `Looked at: ${interaction.targetMessage.content}`, ...silent });
  return undefined;
}

let clock: DrivenClock;
let sandbox: Sandbox;
let bot: TestBot;
beforeEach(async () => {
  clock = drivenClock();
  sandbox = await startSandbox({ clock });
  bot = await startBot(sandbox, { commands: COMMANDS, onInteraction: answer });
});
afterEach(async () => {
  await bot.stop();
  await sandbox.close();
  expect(sandbox.violations).toEqual([]);
});

const session = () => new Session(sandbox.person('reader'), PLACE, NO_STYLE);
/** What the lines print, one answer each. */
async function typed(...lines: string[]): Promise<(string | undefined)[]> {
  const one = session();
  const answers = [];
  for (const line of lines) answers.push(await one.answer(line));
  return answers;
}

describe('a line', () => {
  it('goes the whole way, and the answer is drawn', async () => {
    expect(await typed('/find query: a: b private: true')).toEqual(['(only you can see this)\n\na: b']);
    expect(await typed('/find graphs where: #news sort: newest first')).toEqual(['graphs + new + news']);
    expect(await typed('/list show', 'quit')).toEqual(['The list', undefined]);
    expect(await typed('/find x sort: oldest')).toEqual(['"sort" needs one of: Newest first.']);
  });

  it('turns pages and opens what the reader sees numbered', async () => {
    const [first, second, opened, gone] = await typed('/find pages', 'next', 'open 4', 'open 1');
    expect(first).toContain('[Open open 1–2]\n[Topic open …]\n  1 Graphs');
    expect(second).toContain('[Open open 3–4]');
    expect(opened).toContain('Opened paper-4');
    expect(gone).toBe('There is no number 1 to open.');
  });

  it('uses the menu of the last message', async () => {
    expect(await typed('/find graphs', 'menu Look closer')).toEqual(['graphs', 'Looked at: graphs']);
    expect(await typed('menu Look closer')).toEqual(['There is no message yet whose menu could be opened.']);
  });

  it('fills in a form, line by line', async () => {
    expect(await typed('/note', 'mine', '')).toEqual(['A note\nText:', 'Tag (empty: good):', 'mine / good']);
  });

  it('sends a file', async () => {
    const folder = temporaryFolder();
    const path = folder.file('refs.bib');
    expect((await typed(`/find x file: ${path}`))[0]).toContain('ENOENT');
    writeFileSync(path, '@misc{a}');
    expect(await typed(`/find x file: ${path}`)).toEqual(['x + refs.bib']);
    folder.remove();
  });

  it('never steers the terminal, whatever the text is', async () => {
    const [first] = await typed('/find pages');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none
    expect(first).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('that the bot does not answer is told', async () => {
    await bot.stop();
    const told = typed('/find x');
    await clock.advance(3_000);
    expect(await told).toEqual(['The bot did not answer the command "find" within 3 s.']);
  });
});

describe('Tab', () => {
  it.each([
    ['/f', ['/find '], '/f'],
    ['/list', ['/list show '], '/list'],
    ['ne', ['next'], 'ne'],
    ['menu l', ['Look closer'], 'l'],
    ['/find x pri', ['private: '], 'pri'],
    ['/find x sort: ', ['Newest first'], ''],
    ['/find query: gra', ['Title of gra'], 'gra'],
    ['/find gra', ['Title of gra'], 'gra'],
    ['/note ', [], ''],
  ])('after "%s"', async (line, texts, part) => {
    expect(await session().complete(line)).toEqual([texts, part]);
  });

  it('a proposal that is taken stands for its value', async () => {
    const one = session();
    await one.complete('/find gra');
    expect(await one.answer('/find Title of gra')).toBe('id-1');
  });
});

describe('a pipe', () => {
  async function piped(input: string): Promise<{ count: number; output: string }> {
    const [from, to] = [new PassThrough(), new PassThrough()];
    const run = runTerminal({
      person: sandbox.person('reader'),
      place: PLACE,
      input: from,
      output: to,
      interactive: false,
    });
    from.end(input);
    const count = await run;
    to.end();
    let output = '';
    for await (const chunk of to) output += String(chunk);
    return { count, output };
  }

  it('gets the answers alone, in order', async () => {
    expect(await piped('/find one\n/find two\nfoo')).toEqual({
      count: 3,
      output: 'one\n\ntwo\n\nCommands begin with a slash. To search: /search foo\n',
    });
  });

  it('may end at once, or by quit', async () => {
    expect(await piped('')).toEqual({ count: 0, output: '' });
    expect(await piped('/find one\nquit\n/find two\n')).toEqual({ count: 2, output: 'one\n' });
  });
});
