import type { NotHere, Opened, Trouble } from '../discussions/index.ts';
import { cutAtWord } from '../interactions/cut.ts';
import { bold, join, Markdown, md, timestamp } from '../interactions/markdown.ts';
import { type Button, type LinkButton, privately, type Reply } from '../interactions/reply.ts';
import type { Paper } from '../papers/paper.ts';
import type { Openers } from '../store/index.ts';
import { threadUrl } from './guild-activity.ts';

type Mention = (command: string) => Markdown;

/** The way to a paper's thread, for whoever asked. */
export function theDiscussion(
  paper: Paper,
  guildId: string,
  { kind, threadId, archivedSooner }: Extract<Opened, { threadId: string }>,
): Reply {
  const title = titleOf(paper);
  const words = {
    opened: md`💬 The discussion of ${title} is open: ${channel(threadId)}`,
    there: md`💬 ${title} is discussed here: ${channel(threadId)}`,
    woken: md`💬 ${title} is discussed here: ${channel(threadId)}. The thread was archived; now it is back in the list.`,
    locked: md`💬 ${title} was discussed here: ${channel(threadId)}. Moderators have locked the thread: you can read it, and they can open it again.`,
  }[kind];
  const note = archivedSooner
    ? md`\n-# This server allows only short archive times, so Discord hides the thread sooner when it is quiet.`
    : md``;
  return {
    private: true,
    content: md`${words}${note}`,
    rows: [[{ label: 'Open the discussion', url: threadUrl({ guildId, threadId }) }]],
  };
}

export function beingOpened(): Reply {
  return privately(md`Someone is opening this discussion right now. Press again in half a minute.`);
}

/** Why no thread can start from here, and what to do instead. */
export function notHere(why: NotHere, paper: Paper, mention: Mention, wayOn?: Button | LinkButton): Reply {
  const words: Record<NotHere, Markdown> = {
    'direct-message': md`Discussions need a server: there is no team here to discuss with. Use ${mention('discuss')} in a channel of your server.`,
    'private-reply': md`Only you can see this answer, so no thread can start from it. It can start in this channel instead:`,
    'in-a-thread': md`Threads cannot hold threads. Use ${mention('discuss')} in a channel, or ask someone who manages the server to set a channel for discussions with ${mention('settings discussions')}.`,
    'no-threads-here': md`This kind of channel has no threads. Use ${mention('discuss')} in a text channel, or ask someone who manages the server to set a channel for discussions with ${mention('settings discussions')}.`,
  };
  const reply = privately(words[why]);
  if (why !== 'private-reply') return wayOn ? { ...reply, rows: [[wayOn]] } : reply;
  return {
    ...reply,
    rows: [[{ label: 'Discuss in this channel', does: { command: 'discuss', action: 'here', args: [paper.id] } }]],
  };
}

export function mayNotOpen(openers: Openers): Reply {
  const who =
    openers.who === 'role'
      ? md`people with the role <@&${new Markdown(openers.roleId)}>`
      : md`people who manage the server`;
  return privately(
    md`In this server only ${who} open discussions. Ask one of them; as soon as there is a thread, this button leads to it.`,
  );
}

export function tryAgainAt(again: number): Reply {
  return privately(md`That was a lot in a short time. You can do this again ${timestamp(again, 'R')}.`);
}

export function discussionChannelUnusable(channelId: string, mention: Mention): Reply {
  return privately(
    md`The channel set for discussions (${channel(channelId)}) is gone, or it has no threads. Someone who manages the server can set another one with ${mention('settings discussions')}.`,
  );
}

/** What stands in the way, in words. */
export function troubleReply(trouble: Trouble, mention: Mention): Reply {
  return privately(troubleWords(trouble, mention));
}

function troubleWords(trouble: Trouble, mention: Mention): Markdown {
  switch (trouble.kind) {
    case 'missing-permissions': {
      const names = trouble.permissions.length > 0 ? trouble.permissions : ['a permission'];
      const list = join(
        names.map(name => bold(name)),
        ', ',
      );
      return md`I cannot open a thread in ${channel(trouble.channelId)}: I lack ${list} there. Someone who manages the server can give it to me in the channel’s settings, under Permissions.`;
    }
    case 'timed-out':
      return md`A moderator has timed me out in this server; it ends ${timestamp(trouble.until, 'R')}. Until then I can open no thread here.`;
    case 'no-access':
      return md`I cannot see ${channel(trouble.channelId)}. Someone who manages the server can give me **View Channel** there, or set another channel with ${mention('settings discussions')}.`;
    case 'channel-gone':
      return md`The channel for this discussion is gone. Someone who manages the server can set another one with ${mention('settings discussions')}.`;
    case 'wrong-channel':
      return md`Discord does not allow threads in ${channel(trouble.channelId)}. Use ${mention('discuss')} in a text channel.`;
    case 'post-gone':
      return md`The post has been deleted, so no thread can start from it. Use ${mention('discuss')} instead.`;
    case 'too-many-threads':
      return md`This server has as many active threads as Discord allows. When a moderator has closed some that are no longer needed, press again.`;
    case 'tag-required':
      return md`The forum ${channel(trouble.channelId)} wants a tag on each post, and has none that members may use. A moderator can add one or lift that rule in the forum’s settings.`;
    case 'locked':
      return md`The thread is locked or archived by moderators, and only they can open it again.`;
    case 'blocked':
      return md`This server’s AutoMod or link filter stopped the post. A moderator can make an exception for me in the server’s settings.`;
    case 'unreachable':
      return md`Discord did not answer in time. Press again in half a minute: if the thread was made after all, I will find it.`;
  }
}

function channel(id: string): Markdown {
  return new Markdown(`<#${id}>`);
}

function titleOf({ title }: Paper): Markdown {
  return bold(cutAtWord(title, 300));
}
