import type { App } from '../src/app.ts';
import type { Asker } from '../src/asker.ts';
import type { Press, SlashCommand } from '../src/command.ts';
import { choosePlace, type Opened, ThreadError } from '../src/discussions/index.ts';
import type { Markdown } from '../src/markdown.ts';
import type { Paper } from '../src/papers/paper.ts';
import type { Reply } from '../src/reply.ts';
import type { Openers } from '../src/store/settings.ts';
import {
  beingOpened,
  discussionChannelUnusable,
  mayNotOpen,
  notHere,
  theDiscussion,
  troubleReply,
  tryAgainAt,
} from '../src/views/discussion.ts';
import { paperCard } from '../src/views/paper-card.ts';
import { needsServer } from '../src/views/settings.ts';
import { doneHere } from './here.ts';
import { paperOption, withNamedPaper } from './named-paper.ts';
import { withPaper } from './paper.ts';

interface Wish {
  asker: Asker;
  mention(command: string): Markdown;
  /** The message whose button was pressed; missing for a command. */
  message?: Press['message'];
}

/** Making a thread takes Discord a moment or two. */
const SLOW = { defer: 'private' } as const;

export function discuss(app: App): SlashCommand {
  const name = paperOption(app);

  return {
    kind: 'slash',
    name: 'discuss',
    description: 'Go to a paper’s discussion, or open one',
    options: [name],
    ...SLOW,
    run: call =>
      withNamedPaper(app, call, call.get(name), {
        verb: 'Discuss',
        does: ({ id }) => ({ command: 'discuss', action: 'here', args: [id] }),
        run: paper => discussPaper(app, paper, call),
      }),
    presses: {
      /** On a card; a second argument, if any, is only there to be found again in the message. */
      open: { ...SLOW, run: press => withPaper(app, press.args[0], paper => discussPaper(app, paper, press)) },
      /** As the command, in this channel. */
      here: {
        ...SLOW,
        run: ({ asker, mention, args: [id] }) =>
          withPaper(app, id, paper => discussPaper(app, paper, { asker, mention })),
      },
    },
  };
}

/** The paper's thread: the one there is, else a new one. */
async function discussPaper(app: App, paper: Paper, wish: Wish): Promise<Reply> {
  const { asker, mention } = wish;
  const { guildId } = asker;
  if (guildId === undefined) return notHere('direct-message', paper, mention);
  if (!asker.botIsMember) return needsServer({ asker, mention });
  const outcome =
    (await app.discussing.visit(guildId, paper.id)) ?? (await openNew(app, paper, guildId, wish).catch(troubleOf));
  if (!('kind' in outcome)) return outcome;
  if (outcome.kind === 'trouble') return troubleReply(outcome.trouble, mention);
  if (outcome.kind === 'being-opened') return beingOpened();
  return theDiscussion(paper, guildId, outcome, app.threads().maySee(asker, outcome.channelId));
}

function troubleOf(error: unknown): Opened {
  if (error instanceof ThreadError) return { kind: 'trouble', trouble: error.trouble };
  throw error;
}

async function openNew(app: App, paper: Paper, guildId: string, { asker, mention, message }: Wish) {
  const { discussionChannelId, openers } = await app.store.settings.get(guildId);
  if (!mayOpen(openers, asker)) return mayNotOpen(openers);
  const set = discussionChannelId && {
    channelId: discussionChannelId,
    kind: await app.threads().channelKind(discussionChannelId),
  };
  if (set && !['text', 'announcement', 'forum'].includes(set.kind)) {
    return discussionChannelUnusable(set.channelId, mention);
  }
  const place = choosePlace({
    guildId,
    botIsMember: true,
    ...(set && { set }),
    ...(message && { pressed: { messageId: message.id, private: message.private } }),
    here: { channelId: asker.channelId, kind: await app.threads().channelKind(asker.channelId) },
  });
  if (typeof place === 'string') return notHere(place, paper, mention);
  const here = await doneHere(app, asker, [paper]);
  if (!app.discussing.isUnderWay(guildId, paper.id)) {
    const turn = app.limits.take('openThread', asker.userId);
    if (!turn.allowed) return tryAgainAt(turn.againAt);
  }
  return app.discussing.open({
    guildId,
    paper,
    place,
    openedBy: asker.userId,
    message: mark => paperCard(paper, { here: here(paper.id), mark }),
  });
}

function mayOpen(openers: Openers, asker: Asker): boolean {
  if (openers.who === 'everyone' || asker.canManage) return true;
  return openers.who === 'role' && asker.roleIds.includes(openers.roleId);
}
