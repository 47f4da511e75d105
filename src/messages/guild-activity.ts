import { join, link, type Markdown, md } from '../interactions/markdown.ts';

/** What people of one server did with a paper. */
export interface Here {
  votes: number;
  savers: number;
  /** Its thread, where the asker may see it. */
  thread?: { guildId: string; threadId: string };
  /** Notes on it that the asker may see, the oldest first; on its card alone. */
  notes?: readonly { userId: string; text: string }[];
  /** A journal club there, which the asker may see, takes nominations. */
  nominate?: boolean;
}

/** `💬 in discussion · 👍 3 · saved by 4 people here`; undefined where nobody did anything. */
export function hereLine({ votes, savers, thread }: Here): Markdown | undefined {
  const parts = [
    ...(thread ? [md`💬 ${link('in discussion', threadUrl(thread))}`] : []),
    ...(votes > 0 ? [md`👍 ${votes}`] : []),
    ...(savers > 0 ? [md`saved by ${savers} ${savers === 1 ? 'person' : 'people'} here`] : []),
  ];
  return parts.length > 0 ? join(parts, ' · ') : undefined;
}

export function threadUrl({ guildId, threadId }: { guildId: string; threadId: string }): string {
  return `https://discord.com/channels/${guildId}/${threadId}`;
}

export function voteLabel(votes: number): string {
  return votes > 0 ? `👍 ${votes}` : '👍';
}
