import { nearestFirst } from '../../src/discussions/index.ts';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import type { Here } from '../../src/messages/guild-activity.ts';
import { paperCard } from '../../src/messages/paper-card.ts';
import type { Whereabouts } from '../../src/model/whereabouts.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { within } from '../../src/platform/within.ts';
import type { Note } from '../../src/store/index.ts';
import type { App } from '../services.ts';

const NOTHING: Here = { votes: 0, savers: 0 };
/** These queries take milliseconds. In ms. */
const PATIENCE_MS = 700;

/** Who sees an answer: all who see the channel, or the asker alone. */
export type Audience = 'channel' | 'asker';

/**
 * What people of the asker's server did with papers, as far as all who see the answer may know; outside of servers,
 * nothing. An answer does not wait for a database that is out of order: it goes without.
 */
export async function doneHere(
  app: App,
  asker: Asker,
  papers: readonly { id: string }[],
  audience: Audience,
): Promise<(paperId: string) => Here> {
  const { guildId } = asker;
  if (guildId === undefined) return () => NOTHING;
  const ids = papers.map(paper => paper.id);
  try {
    const { votes, lists, discussions, clubs } = app.store;
    const [voted, saved, threads, meeting] = await within(
      PATIENCE_MS,
      Promise.all([
        votes.counts(guildId, ids),
        lists.saversHere(guildId, ids),
        asker.botIsMember ? discussions.among(guildId, ids) : undefined,
        asker.botIsMember ? clubs.of(guildId) : [],
      ]),
    );
    const shown = sees(app, asker, audience);
    const nominate = meeting.some(({ channelId }) => shown({ channelId }));
    return id => {
      const [thread] = nearestFirst(threads?.get(id) ?? [], asker.channelId).filter(shown);
      return {
        votes: voted.get(id) ?? 0,
        savers: saved.get(id) ?? 0,
        ...(thread && { thread }),
        ...(nominate && { nominate }),
      };
    };
  } catch (err) {
    app.log.warn({ err }, 'Votes, savers and discussions cannot be read; answering without them');
    return () => NOTHING;
  }
}

/**
 * Notes on a paper in the asker's server, the oldest first, as far as all who see the answer may see them. As
 * {@link doneHere}, the answer does not wait.
 */
async function notesHere(app: App, asker: Asker, paper: Paper, audience: Audience): Promise<Note[]> {
  if (asker.guildId === undefined || !asker.botIsMember) return [];
  try {
    const all = await within(PATIENCE_MS, app.store.notes.among(asker.guildId, [paper.id]));
    return (all.get(paper.id) ?? []).filter(sees(app, asker, audience));
  } catch (err) {
    app.log.warn({ err }, 'Notes cannot be read; answering without them');
    return [];
  }
}

/** Which discussions an answer may tell of: of one that somebody who reads it cannot see, not even that it is there. */
export function sees(app: App, asker: Asker, audience: Audience): (discussion: Whereabouts) => boolean {
  const rights = app.rights();
  return discussion =>
    rights.maySee(asker, discussion) && (audience === 'asker' || rights.seenByAll(asker.channelId, discussion));
}

/** The card of a paper, with what people of the asker's server did with it. */
export async function cardFor(app: App, asker: Asker, paper: Paper, audience: Audience): Promise<Reply> {
  const here = await doneHere(app, asker, [paper], audience);
  const notes = await notesHere(app, asker, paper, audience);
  return paperCard(paper, { here: { ...here(paper.id), notes }, alone: asker.guildId === undefined });
}
