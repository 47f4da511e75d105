import type { Club, PlannedSession } from '../../../src/clubs/club.ts';
import { cutEscaped } from '../../../src/interactions/cut.ts';
import { type Markdown, md, timestamp } from '../../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../../src/interactions/reply.ts';

type Mention = (command: string) => Markdown;

export function noClub(mention: Mention): Reply {
  return privately(
    md`There is no journal club here that you can see. People who manage the server set one up with ${mention('club create')}.`,
  );
}

export function noSuchClub(typed: string): Reply {
  return privately(md`There is no journal club “${cutEscaped(typed, 100)}” here. Choose one from the list.`);
}

export function whichClub(): Reply {
  return privately(md`There are several journal clubs here. Choose one with **club**.`);
}

export function clubGone(): Reply {
  return privately(md`This journal club is not there any more.`);
}

export function needsOrganiser(): Reply {
  return privately(
    md`Only the organisers of this club and people who may manage the server (**Manage Server**) can do this. Nothing was changed.`,
  );
}

export function tooManyClubs(most: number): Reply {
  return privately(md`This server has ${most} journal clubs, which is the most that it may have. Nothing was changed.`);
}

export function sameName(name: string): Reply {
  return privately(
    md`There is a journal club named “${cutEscaped(name, 100)}” here already. Choose another name. Nothing was changed.`,
  );
}

/** A removed club cannot come back under another name. */
export function nameTaken(name: string): Reply {
  return privately(
    md`There is another journal club named “${cutEscaped(name, 100)}” here by now. Give that one another name, then press *Undo* again. Nothing was changed.`,
  );
}

export function needsName(): Reply {
  return privately(md`A club needs a **name** of 1 to 60 characters. Nothing was changed.`);
}

export function needsQuery(): Reply {
  return privately(
    md`Which papers? Fill in **query** too, if the ballot is to be filled up from a query. Nothing was changed.`,
  );
}

export function noSuchDate(typed: string): Reply {
  return privately(
    md`“${cutEscaped(typed, 100)}” is no date that I can read. Write it as year-month-day, such as 2026-03-26. Nothing was changed.`,
  );
}

export function closesFirst(): Reply {
  return privately(
    md`The ballot cannot close before it opens: **opens** must be more days before the session than **closes**. Nothing was changed.`,
  );
}

export function noSession(): Reply {
  return privately(md`No session is planned: the rule of the club gives none in the time to come.`);
}

export function sessionOver(): Reply {
  return privately(
    md`That session has begun or is over, is cancelled, or is not planned any more. Nothing was changed.`,
  );
}

export function changedMeanwhile(): Reply {
  return privately(
    md`Somebody else has just changed this session. Look at \`/club next\` and try again if it is still needed. Nothing was changed.`,
  );
}

export function inThePast(): Reply {
  return privately(md`That time is over. Choose one that is still to come. Nothing was changed.`);
}

export function sameTime({ at }: PlannedSession): Reply {
  return privately(md`The session is on ${timestamp(at, 'F')} already. Nothing was changed.`);
}

export function timeTaken(at: number): Reply {
  return privately(
    md`Another session of this club is at that time (${timestamp(at, 'F')}), or not over by then. Choose another time, or cancel or move the other one first. Nothing was changed.`,
  );
}

export function noGuest({ at }: PlannedSession): Reply {
  return privately(
    md`No paper was chosen with \`/club guest\` for the session on ${timestamp(at, 'F')}, so there is none to take back. Nothing was changed.`,
  );
}

export function nothingCancelled({ name }: Club): Reply {
  return privately(md`No session to come of **${name}** is cancelled. Nothing was changed.`);
}

export function onHoliday({ at }: PlannedSession): Reply {
  return privately(
    md`The club has holidays on ${timestamp(at, 'F')}, so that session does not take place, cancelled or not. End the holiday with \`/club holidays\`, then try again. Nothing was changed.`,
  );
}

export function tooMany(what: string, most: number): Reply {
  return privately(md`There is room for ${most} ${what}, and that is how many there are. Nothing was changed.`);
}

export function nominationsFull(ofOne: number, most: number): Reply {
  return privately(
    md`There is no room for this nomination: a person may have ${ofOne} in a club, and all together ${most}. Withdraw one with \`/club nominations\`, or wait until papers are read. Nothing was changed.`,
  );
}
