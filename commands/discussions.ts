import type { App } from '../src/app.ts';
import type { Asker } from '../src/asker.ts';
import type { SlashCommand } from '../src/command.ts';
import type { Markdown } from '../src/markdown.ts';
import type { Reply } from '../src/reply.ts';
import type { Discussion } from '../src/store/discussions.ts';
import { DISCUSSIONS_PER_PAGE, discussionsReply } from '../src/views/discussions.ts';
import { needsServer } from '../src/views/settings.ts';
import { sees } from './here.ts';
import { readPage } from './page-number.ts';

interface Wish {
  asker: Asker;
  /** From 0. */
  page: number;
  mention(command: string): Markdown;
}

export function discussions(app: App): SlashCommand {
  return {
    kind: 'slash',
    name: 'discussions',
    onlyInServers: true,
    description: 'The papers that are being discussed here, the last active first',
    options: [],
    defer: 'private',
    run: ({ asker, mention }) => discussionsPage(app, { asker, mention, page: 0 }),
    presses: {
      page: async ({ asker, mention, args: [page], message }) => ({
        ...(await discussionsPage(app, { asker, mention, page: readPage(page) })),
        update: message?.private === true,
      }),
    },
  };
}

async function discussionsPage(app: App, { asker, page, mention }: Wish): Promise<Reply> {
  const { guildId } = asker;
  if (guildId === undefined || !asker.botIsMember) return needsServer({ asker, mention });
  await refreshActivity(app, guildId);
  const all = (await app.store.discussions.all(guildId)).filter(sees(app, asker, 'asker'));
  const lastPage = Math.max(0, Math.ceil(all.length / DISCUSSIONS_PER_PAGE) - 1);
  const shown = Math.min(page, lastPage);
  const first = shown * DISCUSSIONS_PER_PAGE;
  const discussed = await stillThere(app, all.slice(first, first + DISCUSSIONS_PER_PAGE));
  return discussionsReply({
    discussed: discussed.map(discussion => ({ discussion, paper: app.index().get(discussion.paperId) })),
    total: all.length,
    page: shown,
    mention,
  });
}

/** When people last wrote; where Discord does not tell, what is known from before stays. */
async function refreshActivity(app: App, guildId: string): Promise<void> {
  try {
    await app.store.discussions.active(await app.threads().activity(guildId));
  } catch (err) {
    app.log.warn({ err }, 'The activity of threads cannot be read; going by what is known');
  }
}

/** Without threads that were deleted while nobody watched; those are forgotten. */
async function stillThere(app: App, discussions: readonly Discussion[]): Promise<Discussion[]> {
  const there = await Promise.all(
    discussions.map(async discussion => {
      try {
        if (await app.threads().exists(discussion.threadId)) return [discussion];
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
