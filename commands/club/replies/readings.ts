import type { Club } from '../../../src/clubs/club.ts';
import { md } from '../../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../../src/interactions/reply.ts';
import { stars } from '../../../src/messages/club/rating.ts';
import { does, titleLink } from '../../../src/messages/club/words.ts';
import type { Paper } from '../../../src/papers/paper.ts';

export function hasRead(club: Club, paper: Paper, not: boolean): Reply {
  if (not) return privately(md`Noted: you have not read ${titleLink(paper)} yet.`);
  return {
    ...privately(md`Noted: you have read ${titleLink(paper)}. Others see how many have, not who.`),
    rows: [[{ label: 'Not yet', does: does('unreadIt', club.id, paper.id) }]],
  };
}

export function hasRated(paper: Paper, rating: number | null): Reply {
  return privately(
    rating === null
      ? md`Noted: you do not rate ${titleLink(paper)}.`
      : md`Noted: ${stars(rating)} for ${titleLink(paper)}. Others see the mean, not who gave what.`,
  );
}

export function notRead({ name }: Club): Reply {
  return privately(md`**${name}** does not read this paper, or this is no rating. Nothing was changed.`);
}
