import type { Asker } from '../../src/interactions/asker.ts';
import type { SlashCommand } from '../../src/interactions/command.ts';
import type { Markdown } from '../../src/interactions/markdown.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import { needsServer } from '../../src/messages/settings.ts';
import type { Discussion } from '../../src/store/index.ts';
import type { App } from '../services.ts';
import { sees } from '../shared/guild-activity.ts';
import { readPage } from '../shared/page-number.ts';
import { DISCUSSIONS_PER_PAGE, discussionsReply } from './replies.ts';

/**
 * Of threads that are not active, so many are looked up at one look; the rest is shown as it is known, and looked up at
 * the next.
 */
const MOST_LOOKUPS = 3;
/**
 * A thread that was there a moment ago is not looked up again: while the bot is connected, Discord says when one is
 * deleted. In ms.
 */
const SEEN_MS = 60 * 60_000;
const MOST_SEEN = 10_000;

interface DiscussionsRequest {
  asker: Asker;
  /** From 0. */
  page: number;
  mention(command: string): Markdown;
}

export function discussions(app: App): SlashCommand {
  const seen = new Map<string, number>();
  const pageFor = (wish: DiscussionsRequest) => {
    const turn = app.limits.take('discussions', wish.asker.userId);
    return turn.allowed ? discussionsPage(app, seen, wish) : tryAgainAt(turn.againAt);
  };
  return {
    kind: 'slash',
    name: 'discussions',
    onlyInServers: true,
    description: 'The papers that are being discussed here, the last active first',
    options: [],
    defer: 'private',
    run: ({ asker, mention }) => pageFor({ asker, mention, page: 0 }),
    presses: {
      page: async ({ asker, mention, args: [page], message }) => ({
        ...(await pageFor({ asker, mention, page: readPage(page) })),
        update: message?.private === true,
      }),
    },
  };
}

async function discussionsPage(
  app: App,
  seen: Map<string, number>,
  { asker, page, mention }: DiscussionsRequest,
): Promise<Reply> {
  const { guildId } = asker;
  if (guildId === undefined || !asker.botIsMember) return needsServer({ asker, mention });
  for (const threadId of await refreshActivity(app, guildId)) seen.set(threadId, app.clock.now());
  const all = (await app.store.discussions.all(guildId)).filter(sees(app, asker, 'asker'));
  const lastPage = Math.max(0, Math.ceil(all.length / DISCUSSIONS_PER_PAGE) - 1);
  const shown = Math.min(page, lastPage);
  const first = shown * DISCUSSIONS_PER_PAGE;
  const discussed = await stillThere(app, seen, all.slice(first, first + DISCUSSIONS_PER_PAGE));
  return discussionsReply({
    discussed: discussed.map(discussion => ({ discussion, paper: app.index().get(discussion.paperId) })),
    total: all.length,
    page: shown,
    mention,
  });
}

/**
 * When people last wrote; where Discord does not tell, what is known from before stays. The ids of the threads that are
 * active.
 */
async function refreshActivity(app: App, guildId: string): Promise<string[]> {
  try {
    const active = await app.threads().activity(guildId);
    await app.store.discussions.active(active);
    return active.map(({ threadId }) => threadId);
  } catch (err) {
    app.log.warn({ err }, 'The activity of threads cannot be read; going by what is known');
    return [];
  }
}

/** Without threads that were deleted while nobody watched; those are forgotten. */
async function stillThere(
  app: App,
  seen: Map<string, number>,
  discussions: readonly Discussion[],
): Promise<Discussion[]> {
  const now = app.clock.now();
  if (seen.size > MOST_SEEN) seen.clear();
  const unsure = discussions.filter(({ threadId }) => (seen.get(threadId) ?? -Infinity) < now - SEEN_MS);
  const asked = new Set(unsure.slice(0, MOST_LOOKUPS));
  const there = await Promise.all(
    discussions.map(async discussion => {
      if (!asked.has(discussion)) return [discussion];
      try {
        if (await app.threads().exists(discussion.threadId)) {
          seen.set(discussion.threadId, now);
          return [discussion];
        }
        await app.store.discussions.forget(discussion);
        return [];
      } catch (err) {
        app.log.warn({ err }, 'A thread cannot be looked up; showing it all the same');
        return [discussion];
      }
    }),
  );
  return there.flat();
}
