import { ActionRowBuilder, ButtonBuilder, ButtonStyle, type Interaction, StringSelectMenuBuilder } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../../../src/sandbox/driver/place.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { startBot, type TestBot } from '../bot.ts';

const EVERYWHERE = { contexts: [0, 1, 2], integration_types: [0, 1] };
const COMMANDS = [
  {
    name: 'echo',
    description: 'Says it again',
    ...EVERYWHERE,
    options: [
      { type: 3, name: 'text', description: 'What to say', required: true, autocomplete: true, max_length: 50 },
      { type: 5, name: 'private', description: 'Only for you' },
    ],
  },
  { name: 'Look closer', type: 3, ...EVERYWHERE },
];

const none = { allowedMentions: { parse: [] } };

async function answer(interaction: Interaction) {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    return interaction.respond([{ name: `${typed}!`, value: typed }]);
  }
  if (interaction.isChatInputCommand()) {
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('more').setLabel('More').setStyle(ButtonStyle.Primary),
      new ButtonBuilder().setURL('https://example.org').setLabel('Site').setStyle(ButtonStyle.Link),
    );
    const menu = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
      new StringSelectMenuBuilder()
        .setCustomId('pick')
        .setPlaceholder('Pick one')
        .addOptions({ label: 'First', value: '1' }, { label: 'Second', value: '2' }),
    );
    return interaction.reply({
      content: interaction.options.getString('text', true),
      components: [row, menu],
      ...(interaction.options.getBoolean('private') ? { flags: 64 } : {}),
      ...none,
    });
  }
  if (interaction.isButton()) return interaction.update({ content: `pressed ${interaction.customId}`, ...none });
  if (interaction.isStringSelectMenu()) {
    return interaction.reply({ content: `chose ${interaction.values}`, flags: 64, ...none });
  }
  if (interaction.isMessageContextMenuCommand()) {
    return interaction.reply({ content: `looked at ${interaction.targetMessage.content}`, ...none });
  }
  return undefined;
}

const PLACES: Record<string, Place> = {
  'in a server': { guild: 'Paper club', channel: 'papers' },
  'in a DM': { dm: true },
  'user-installed in another server': { userInstalled: true },
  'user-installed in a group DM': { userInstalled: true, group: true },
};

let sandbox: Sandbox;
let bot: TestBot;

beforeEach(async () => {
  sandbox = await startSandbox();
  bot = await startBot(sandbox, { commands: COMMANDS, onInteraction: answer });
});

afterEach(async () => {
  await bot.stop();
  await sandbox.close();
});

describe.each(Object.entries(PLACES))('%s', (_, place) => {
  it('a command is answered, and its buttons and menus work', async () => {
    const reader = sandbox.person('reader');
    const reply = await reader.slash(place, 'echo', { text: 'hello' });
    expect(reply).toMatchObject({ kind: 'message', private: false, message: { content: 'hello', author: 'Offprint' } });
    const [message] = reader.sees(place);
    if (!message) throw new Error('no message');
    expect(await reader.choose(message, 'Pick one', ['Second'])).toMatchObject({
      kind: 'message',
      private: true,
      message: { content: 'chose 2' },
    });
    expect(await reader.press(message, 'More')).toMatchObject({
      kind: 'update',
      message: { id: message.id, content: 'pressed more', edited: true },
    });
    expect(sandbox.violations).toEqual([]);
  });

  it('completes an option', async () => {
    const choices = await sandbox.person('reader').complete(place, 'echo', { text: 'cali' }, 'text');
    expect(choices).toEqual([{ name: 'cali!', value: 'cali' }]);
    expect(sandbox.violations).toEqual([]);
  });

  it('a command in the menu of a message gets its text', async () => {
    const reader = sandbox.person('reader');
    const note = reader.says(place, 'a link to a paper');
    const reply = await reader.messageMenu(place, 'Look closer', note);
    expect(reply.message?.content).toBe('looked at a link to a paper');
    expect(sandbox.violations).toEqual([]);
  });

  it('a private reply is seen by its asker alone', async () => {
    await sandbox.person('reader').slash(place, 'echo', { text: 'hush', private: true });
    expect(sandbox.person('reader').sees(place)).toMatchObject([{ content: 'hush', private: true }]);
    if ('guild' in place) expect(sandbox.person('newcomer').sees(place)).toEqual([]);
  });
});
