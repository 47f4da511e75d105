export { connect, type Network } from './client.ts';
export { timeOfDiscord } from './lateness.ts';
export { discordPoster } from './posting.ts';
export { registerOnce } from './register-once.ts';
