/** Opens discussions as it is told over IPC: a process that can be killed in the middle. */
import { flushCompileCache } from 'node:module';
import pino from 'pino';
import { z } from 'zod';
import { connect } from '../../src/discord/index.ts';
import { discussing } from '../../src/discussions/index.ts';
import { paperCard } from '../../src/messages/paper-card.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { awakeClock, systemClock } from '../../src/platform/clock.ts';
import { openStore } from '../../src/store/index.ts';
import { ANYONE } from '../discussions/anyone.ts';

const settings = z.object({ API_URL: z.string(), TOKEN: z.string(), DATABASE: z.string() }).parse(process.env);
const requestSchema = z.object({
  guildId: z.string(),
  paperId: z.string(),
  place: z.object({
    kind: z.enum(['message', 'channel', 'forum']),
    channelId: z.string(),
    messageId: z.string().exactOptional(),
  }),
});

const log = pino({ level: 'silent' });
const onPostgres = settings.DATABASE.startsWith('postgres');
const store = await openStore({
  ...(onPostgres && { url: settings.DATABASE }),
  path: settings.DATABASE,
  clock: systemClock,
  log,
});
const connection = await connect({
  token: settings.TOKEN,
  apiUrl: settings.API_URL,
  guildId: undefined,
  clock: systemClock,
  network: { clock: awakeClock, random: Math.random },
  log,
  commands: [],
  keep: store.keptTexts.keep,
  kept: store.keptTexts.get,
  onLost: () => process.exit(1),
  onChannelGone: () => {},
  onServers: () => {},
  onJoined: () => {},
  onRemoved: () => {},
  onRightsChanged: () => {},
});
const discussions = discussing(store.discussions, () => connection.threads, systemClock);
await discussions.recover(store.alone, (paperId, mark) => ({
  paper: paperNamed(paperId),
  message: paperCard(paperNamed(paperId), { mark }),
}));

process.on('message', async message => {
  const { guildId, paperId, place } = requestSchema.parse(message);
  const paper = paperNamed(paperId);
  const outcome =
    (await discussions.visit(guildId, paperId, ANYONE)) ??
    (await discussions.open({ guildId, paper, place, visitor: ANYONE, message: mark => paperCard(paper, { mark }) }));
  process.send?.(outcome);
});
// Node keeps compiled code when a process ends, and this one is killed.
flushCompileCache();
process.send?.('ready');

function paperNamed(id: string): Paper {
  return { id, title: `Paper ${id}`, abstract: '', links: [], authors: [] };
}
