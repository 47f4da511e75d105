export { connect, type Network } from './client.ts';
export { discordPoster } from './posting.ts';
export { registerOnce } from './register-once.ts';
