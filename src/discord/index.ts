export { type BotConnection, connect, DiscordError } from './client.ts';
export { registerOnce } from './register-once.ts';
