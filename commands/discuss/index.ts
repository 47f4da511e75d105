import { choosePlace, type Opened, ThreadError, type Visitor } from '../../src/discussions/index.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Press, SlashCommand } from '../../src/interactions/command.ts';
import type { Markdown } from '../../src/interactions/markdown.ts';
import type { Button, LinkButton, Reply } from '../../src/interactions/reply.ts';
import {
  beingOpened,
  discussionChannelUnusable,
  mayNotOpen,
  notHere,
  theDiscussion,
  troubleReply,
  tryAgainAt,
} from '../../src/messages/discussion.ts';
import { paperCard } from '../../src/messages/paper-card.ts';
import { needsServer } from '../../src/messages/settings.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { Rights } from '../../src/rights/index.ts';
import type { Openers } from '../../src/store/index.ts';
import { withPaper } from '../paper/index.ts';
import type { App } from '../services.ts';
import { doneHere } from '../shared/guild-activity.ts';
import { mayNotThere } from '../shared/may-not.ts';
import { paperOption, withNamedPaper } from '../shared/named-paper.ts';
import { nearestOpen } from '../shared/nearest-open.ts';

interface DiscussRequest {
  asker: Asker;
  mention(command: string): Markdown;
  /** The message whose button was pressed; missing for a command. */
  message?: Press['message'];
  /** Another channel than the one where it is asked for. */
  there?: string;
}

/** Making a thread takes Discord a moment or two. */
const SLOW = { defer: 'private' } as const;

export function discuss(app: App): SlashCommand {
  const name = paperOption(app);

  return {
    kind: 'slash',
    name: 'discuss',
    onlyInServers: true,
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
      /** In another channel, where this one has no threads. */
      there: {
        ...SLOW,
        run: ({ asker, mention, args: [id, channelId = ''] }) =>
          withPaper(app, id, paper => discussPaper(app, paper, { asker, mention, there: channelId })),
      },
    },
  };
}

/** The paper's thread: the one there is, as far as the asker may see it, else a new one. */
async function discussPaper(app: App, paper: Paper, wish: DiscussRequest): Promise<Reply> {
  const { asker, mention } = wish;
  const { guildId } = asker;
  if (guildId === undefined) return notHere('direct-message', paper, mention, inviteTo(app));
  if (!asker.botIsMember) return needsServer({ asker, mention });
  const visitor = visitorFor(app.rights(), asker);
  const outcome =
    (await app.discussing.visit(guildId, paper.id, visitor)) ??
    (await openNew(app, paper, visitor, { ...wish, guildId }).catch(troubleOf));
  if (!('kind' in outcome)) return outcome;
  if (outcome.kind === 'trouble') return troubleReply(outcome.trouble, mention);
  return outcome.kind === 'being-opened' ? beingOpened() : theDiscussion(paper, guildId, outcome);
}

const DEEDS = { message: 'open-thread', channel: 'post-and-open-thread', forum: 'post' } as const;

function visitorFor(rights: Rights, asker: Asker): Visitor {
  return {
    sees: where => rights.maySee(asker, where),
    mayOpen: ({ kind, channelId }) => rights.missing(asker, channelId, DEEDS[kind]).length === 0,
    mayWake: channelId => rights.missing(asker, channelId, 'write-in-threads').length === 0,
    channelId: asker.channelId,
  };
}

function inviteTo(app: App): LinkButton {
  return { label: 'Invite me to a server', url: app.invites().server };
}

function troubleOf(error: unknown): Opened {
  if (error instanceof ThreadError) return { kind: 'trouble', trouble: error.trouble };
  throw error;
}

async function openNew(
  app: App,
  paper: Paper,
  visitor: Visitor,
  { guildId, asker, mention, message, there }: DiscussRequest & { guildId: string },
) {
  const { discussionChannelId, openers } = await app.store.settings.get(guildId);
  if (!mayOpen(openers, asker)) return mayNotOpen(openers);
  const set = discussionChannelId && {
    channelId: discussionChannelId,
    kind: await app.threads().channelKind(discussionChannelId),
  };
  if (set && !['text', 'announcement', 'forum'].includes(set.kind)) {
    return discussionChannelUnusable(set.channelId, mention);
  }
  const channelId = there ?? asker.channelId;
  const place = choosePlace({
    guildId,
    // Of a channel that they cannot see people hear nothing; their discussions are where they are.
    ...(set && visitor.sees(set) && { set }),
    ...(message && { pressed: { messageId: message.id, private: message.private } }),
    here: { channelId, kind: await app.threads().channelKind(channelId) },
  });
  if (typeof place === 'string') return notHere(place, paper, mention, await wayOn(app, asker, paper));
  const missing = app.rights().missing(asker, place.channelId, DEEDS[place.kind]);
  if (missing.length > 0) return mayNotThere(place.channelId, missing);
  if (!app.discussing.isUnderWay(guildId, paper.id, place)) {
    const turn = app.limits.take('openThread', asker.userId);
    if (!turn.allowed) return tryAgainAt(turn.againAt);
  }
  const here = await doneHere(app, asker, [paper], 'channel');
  return app.discussing.open({
    guildId,
    paper,
    place,
    visitor,
    openedBy: asker.userId,
    message: mark => paperCard(paper, { here: here(paper.id), mark }),
  });
}

/** A button for the nearest channel in which the asker and the bot may open the discussion. */
async function wayOn(app: App, asker: Asker, paper: Paper): Promise<Button | undefined> {
  const near = await nearestOpen(app, asker, asker.channelId);
  if (!near) return undefined;
  const args = [paper.id, near.channelId];
  return { label: `Discuss in #${near.name}`, does: { command: 'discuss', action: 'there', args } };
}

function mayOpen(openers: Openers, asker: Asker): boolean {
  if (openers.who === 'everyone' || asker.canManage) return true;
  return openers.who === 'role' && asker.roleIds.includes(openers.roleId);
}
