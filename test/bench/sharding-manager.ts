/**
 * discord.js's ShardingManager with a bot that answers "ok": a process for each shard. Tells over IPC which process has
 * which shard, and when asked how much memory each has in use.
 */
import { ShardingManager } from 'discord.js';

const manager = new ShardingManager('test/bench/bare-bot.ts', {
  totalShards: Number(process.argv[2]),
  ...(process.env.DISCORD_TOKEN !== undefined && { token: process.env.DISCORD_TOKEN }),
  execArgv: ['--expose-gc', '--import=./test/bench/heap-report.ts'],
});
manager.on('shardCreate', shard => {
  shard.on('spawn', child => process.send?.({ shard: shard.id, pid: 'pid' in child ? child.pid : undefined }));
  shard.on('message', memory => process.send?.({ shard: shard.id, memory }));
});
process.on('message', word => void manager.broadcast(word));
process.on('disconnect', () => {
  manager.respawn = false;
  for (const shard of manager.shards.values()) shard.kill();
  process.exit();
});
await manager.spawn();
