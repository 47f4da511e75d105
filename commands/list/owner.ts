import type { Asker } from '../../src/interactions/asker.ts';
import type { Call } from '../../src/interactions/command.ts';
import type { Markdown } from '../../src/interactions/markdown.ts';
import { flag } from '../../src/interactions/option.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { needsServer } from '../../src/messages/settings.ts';
import type { ListEntry, ListOwner } from '../../src/store/index.ts';
import type { Which } from './replies.ts';

export const shared = flag({ name: 'shared', description: 'The list of this server instead of your own' });

export interface Owned {
  which: Which;
  owner: ListOwner;
}

/** A list that the asker may see: only ever their own, or the one of the server that they are in now. */
function ownedBy(asker: Asker, which: Which): Owned | undefined {
  if (which === 'mine') return { which, owner: { person: asker.userId } };
  if (asker.guildId === undefined || !asker.botIsMember) return undefined;
  return { which, owner: { server: asker.guildId } };
}

/** Answers for the list that a command is about. */
export function onList<T>(call: Call, answer: (list: Owned) => T | Promise<T>): T | Reply | Promise<T | Reply> {
  return withList(call, call.get(shared) ? 'ours' : 'mine', answer);
}

/** Answers for the list that a component names by a word; any other word is the asker's own. */
export function withList<T>(
  { asker, mention }: { asker: Asker; mention(command: string): Markdown },
  word: string | undefined,
  answer: (list: Owned) => T | Promise<T>,
): T | Reply | Promise<T | Reply> {
  const list = ownedBy(asker, word === 'ours' ? 'ours' : 'mine');
  return list ? answer(list) : needsServer({ asker, mention });
}

/**
 * In the server's list everyone may save and mark as read; the rest is for whoever saved the paper, and for managers.
 */
export function mayChange(asker: Asker, { which }: Owned, entry: ListEntry): boolean {
  return which === 'mine' || asker.canManage || entry.savedBy === asker.userId;
}
