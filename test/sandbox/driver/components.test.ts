import type { Interaction } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { restFor, startBot, type TestBot } from '../bot.ts';

const PLACE = { guild: 'Paper club', channel: 'papers' };
const silent = { allowedMentions: { parse: [] } };
const button = (custom_id: string, more: object = {}) => ({ type: 2, style: 1, custom_id, label: custom_id, ...more });

const CARD = {
  content: 'card',
  allowed_mentions: { parse: [] },
  components: [
    {
      type: 1,
      components: [
        button('note'),
        button('rows'),
        button('off', { disabled: true }),
        { type: 2, style: 5, label: 'site', url: 'https://example.org' },
      ],
    },
    {
      type: 1,
      components: [
        {
          type: 3,
          custom_id: 'two',
          min_values: 2,
          max_values: 2,
          options: ['a', 'b', 'c'].map(value => ({ label: value.toUpperCase(), value })),
        },
      ],
    },
    { type: 1, components: [{ type: 6, custom_id: 'role' }] },
    { type: 1, components: [{ type: 8, custom_id: 'channel' }] },
  ],
};

const FORM = {
  custom_id: 'note-form',
  title: 'A note',
  components: [
    { type: 10, content: 'What did you think?' },
    { type: 18, label: 'Note', component: { type: 4, custom_id: 'text', style: 2, max_length: 10, value: 'fine' } },
    {
      type: 18,
      label: 'Rating',
      component: { type: 3, custom_id: 'stars', required: false, options: [{ label: 'Good', value: '3' }] },
    },
  ],
};
const OLD_FORM = {
  custom_id: 'old-form',
  title: 'A note',
  components: [{ type: 1, components: [{ type: 4, custom_id: 'text', label: 'Note', style: 1, required: false }] }],
};

let sandbox: Sandbox;
let bot: TestBot;
let got: unknown;

async function answer(interaction: Interaction) {
  if (interaction.isButton()) {
    if (interaction.customId === 'note') return interaction.showModal(FORM);
    if (interaction.customId === 'rows') return interaction.showModal(OLD_FORM);
    return interaction.reply({ content: `pressed ${interaction.customId}`, ...silent });
  }
  if (interaction.isModalSubmit()) {
    got = interaction.fields.getTextInputValue('text');
    return interaction.isFromMessage()
      ? interaction.update({ content: `noted: ${String(got).slice(0, 100)}`, ...silent })
      : interaction.reply({ content: 'noted', ...silent });
  }
  if (interaction.isAnySelectMenu()) {
    got = interaction.isRoleSelectMenu()
      ? interaction.roles.map(({ name }) => name)
      : interaction.isChannelSelectMenu()
        ? interaction.channels.map(channel => ('name' in channel ? channel.name : ''))
        : interaction.values;
    return interaction.deferUpdate();
  }
  return undefined;
}

beforeEach(async () => {
  sandbox = await startSandbox();
  bot = await startBot(sandbox, { onInteraction: answer });
  const channel = bot.client.channels.cache.find(it => 'name' in it && it.name === 'papers');
  await restFor(sandbox).post(`/channels/${channel?.id ?? ''}/messages`, { body: CARD });
});
afterEach(async () => {
  await bot.stop();
  await sandbox.close();
});

const reader = () => sandbox.person('reader');
const card = () => {
  const [message] = reader().sees(PLACE);
  if (!message) throw new Error('no card');
  return message;
};

describe('a form', () => {
  it('shows its inputs, and changes the message when it is sent', async () => {
    const { kind, form } = await reader().press(card(), 'note');
    expect(kind).toBe('form');
    expect(form?.inputs).toMatchObject([
      { label: 'Note', kind: 'text', value: 'fine', long: true, maxLength: 10 },
      { label: 'Rating', kind: 'select', required: false },
    ]);
    if (!form) return;
    await expect(reader().submit(form, { Note: 'far too long' })).rejects.toThrow('10 characters or fewer');
    await expect(reader().submit(form, { Note: '' })).rejects.toThrow('must be filled in');
    await expect(reader().submit(form, { Nope: '' })).rejects.toThrow('no field "Nope"');
    const answer = await reader().submit(form, { Note: 'good' });
    expect(answer).toMatchObject({ kind: 'update', message: { id: card().id, content: 'noted: good' } });
    expect(sandbox.violations).toEqual([]);
  });

  it('keeps what it proposed; the older layout works too; a forged client sends what it likes', async () => {
    const { form } = await reader().press(card(), 'note');
    if (form) await reader().submit(form, {});
    expect(got).toBe('fine');
    const { form: old } = await reader().press(card(), 'rows');
    if (old) await reader().submit(old, { Note: 'old' });
    expect(got).toBe('old');
    if (form) await reader().raw.submit(form, { Note: 'x'.repeat(5000) });
    expect(got).toHaveLength(5000);
    expect(sandbox.violations).toEqual([]);
  });

  it('that breaks the limits is refused', async () => {
    const refused = startBotAnswering({ ...FORM, title: 'x'.repeat(46) });
    await expect(refused).resolves.toMatchObject([{ detail: [{ path: 'data.title' }] }]);
  });
});

/** Presses for a bot that answers with this form; gives the violations. */
async function startBotAnswering(form: object) {
  await bot.stop();
  const failed = Promise.withResolvers<void>();
  bot = await startBot(sandbox, {
    onInteraction: async interaction => {
      if (!interaction.isButton()) return;
      await bot.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
        body: { type: 9, data: form },
        auth: false,
      });
    },
    onError: () => failed.resolve(),
  });
  const press = reader().press(card(), 'note');
  press.catch(() => {});
  await failed.promise;
  return sandbox.violations;
}

describe('what cannot be pressed or chosen', () => {
  it.each([
    ['a disabled button', () => reader().press(card(), 'off'), 'disabled'],
    ['a link', () => reader().press(card(), 'site'), 'link to https://example.org'],
    ['no button', () => reader().press(card(), 'nope'), 'There is: note, rows, off, site'],
    ['no menu', () => reader().choose(card(), 'nope', ['a']), 'There is: two'],
    ['too few', () => reader().choose(card(), 'two', ['a']), '2 to 2 values'],
    ['no option', () => reader().choose(card(), 'two', ['a', 'z']), 'no "z"'],
  ])('%s', async (_, act, reason) => {
    await expect(act()).rejects.toThrow(reason);
  });

  it('unless forged', async () => {
    const answer = await reader().raw.press(card(), 'forged');
    expect(answer.message?.content).toBe('pressed forged');
    await reader().raw.choose(card(), 'forged', ['x']);
    expect(got).toEqual(['x']);
  });

  it('and a message that is gone', async () => {
    const shown = card();
    sandbox.faults.deleteMessage(shown);
    await expect(reader().press(shown, 'note')).rejects.toThrow('no longer there');
  });
});

it('menus of options, roles and channels give their values', async () => {
  expect(await reader().choose(card(), 'two', ['A', 'c'])).toMatchObject({ kind: 'deferred' });
  expect(got).toEqual(['a', 'c']);
  await reader().choose(card(), 'role', ['Readers']);
  expect(got).toEqual(['Readers']);
  await reader().choose(card(), 'channel', ['news']);
  expect(got).toEqual(['news']);
  expect(sandbox.violations).toEqual([]);
});
