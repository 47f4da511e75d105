export { type Checkup, checkDiscord, placeLook } from './checkup.ts';
export { connect } from './client.ts';
export type { Connections } from './gateway/shards.ts';
export { otherClocks } from './lateness.ts';
export { discordPoster } from './posting.ts';
export { registerOnce } from './register-once.ts';
export { type Network, recommendedShards } from './until-reached.ts';
