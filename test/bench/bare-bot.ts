/**
 * The least that a bot with discord.js can be: answers "ok" to everything. What the benchmark compares Offprint with.
 */
import { Client, Events, GatewayIntentBits } from 'discord.js';

const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: process.env.DISCORD_API_URL ?? '' } });
client.on(Events.InteractionCreate, async interaction => {
  if (interaction.isChatInputCommand()) await interaction.reply('ok');
});
client.once(Events.ClientReady, async ready => {
  const option = { type: 3 as const, name: 'query', description: 'Anything', required: true };
  await ready.application.commands.set([{ name: 'search', description: 'Answers ok', options: [option] }]);
});
await client.login(process.env.DISCORD_TOKEN);
process.once('SIGTERM', () => void client.destroy());
