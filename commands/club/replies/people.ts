import type { Club, PlannedSession } from '../../../src/clubs/club.ts';
import type { Member } from '../../../src/clubs/rotation.ts';
import { join, Markdown, md, timestamp } from '../../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../../src/interactions/reply.ts';
import { dateWords, does, person } from '../../../src/messages/club/words.ts';

const SHOWN = 25;

/** Who presents in turn. `order`: whoever is next first; `away`: those who are away. */
export function rotationReply(
  club: Club,
  {
    order,
    away,
    when,
    asker,
  }: {
    order: readonly Member[];
    away: readonly Member[];
    /** When somebody presents, if nothing changes (ms since the epoch). */
    when: (userId: string) => number | undefined;
    asker: string;
  },
  headline?: Markdown,
): Reply {
  const isMember = [...order, ...away].some(({ userId }) => userId === asker);
  const lines = order.slice(0, SHOWN).map(({ userId }, i) => {
    const at = when(userId);
    return md`${i + 1}. ${person(userId)}${at === undefined ? '' : md` · ${timestamp(at, 'D')}`}`;
  });
  const more = order.length - lines.length;
  const gone = away.map(({ userId, awayUntil = '' }) => md`${person(userId)} is away until ${dateWords(awayUntil)}.`);
  return {
    private: true,
    ...(headline && { content: headline }),
    embeds: [
      {
        title: `Who presents in ${club.name}`,
        description: join(
          [
            ...(lines.length === 0 ? [md`Nobody has joined the rotation yet.`] : lines),
            ...(more > 0 ? [md`And ${more} more.`] : []),
            ...gone.slice(0, SHOWN),
          ],
          '\n',
        ),
      },
    ],
    rows: [
      [
        isMember
          ? { label: 'Leave the rotation', does: does('leave', club.id) }
          : { label: 'Join the rotation', style: 'primary', does: does('join', club.id) },
        ...(isMember ? [{ label: 'Skip me once', does: does('skip', club.id) }] : []),
      ],
    ],
  };
}

export function notInRotation(club: Club): Reply {
  return {
    ...privately(md`You are not in the rotation, so nobody asks you to present. Nothing was changed.`),
    rows: [[{ label: 'Join the rotation', style: 'primary', does: does('join', club.id) }]],
  };
}

export function noTurn(): Reply {
  return privately(
    md`It is not your turn in any of the sessions to come, so there is none to skip. Nothing was changed.`,
  );
}

/** Others who read it there may not see the club. */
export function notHere(club: Club): Reply {
  return privately(
    md`Not everybody here can see this club. Ask in ${new Markdown(`<#${club.channelId}>`)}. Nothing was changed.`,
  );
}

export function skipped({ presenting }: Club, session: PlannedSession): Reply {
  const after = presenting === 'rotation' ? md` You are first in turn for the session after it.` : md``;
  return privately(md`You do not present on ${timestamp(session.at, 'F')}.${after}`);
}

/** Everybody sees it, so that the other one does. */
export function swapAsked(club: Club, one: Member, other: Member): Reply {
  const args = [club.id, one.userId, other.userId, String(one.waitingSince), String(other.waitingSince)];
  return {
    content: md`${person(one.userId)} asks ${person(other.userId)} to change turns with them in the rotation of **${club.name}**. Whoever of the two is to present first, the other one does then.`,
    rows: [[{ label: 'I agree', style: 'primary', does: does('swap', ...args) }]],
  };
}

export function notToSwapWith(userId: string): Reply {
  return privately(
    md`You can change turns with another member of the rotation, and ${person(userId)} is none. Nothing was changed.`,
  );
}

export function notYoursToAgree(userId: string): Reply {
  return privately(md`Only ${person(userId)} can agree to that. Nothing was changed.`);
}

export function swappedReply(club: Club, one: string, other: string): Reply {
  return {
    update: true,
    content: md`${person(one)} and ${person(other)} have changed turns in the rotation of **${club.name}**.`,
    rows: [],
  };
}

export function swapOver(): Reply {
  return privately(
    md`The rotation has changed since this was asked, so it does not hold any more. Ask again with \`/club swap\`. Nothing was changed.`,
  );
}

export function youPresent(club: Club, session: PlannedSession): Reply {
  return {
    ...privately(md`You present on ${timestamp(session.at, 'F')}. Thank you! If something comes up, pass on.`),
    rows: [[{ label: 'Pass on', does: does('pass', club.id, session.date) }]],
  };
}

export function someoneElsePresents(session: PlannedSession): Reply {
  const who = session.presenter ? person(session.presenter.userId) : md`somebody else`;
  return privately(md`${who} presents on ${timestamp(session.at, 'F')} already. Nothing was changed.`);
}

export function notYourTurn(): Reply {
  return privately(md`It is not your turn to present any more. Nothing was changed.`);
}

export function passedOn(session: PlannedSession): Reply {
  return privately(
    md`Passed on: you do not present on ${timestamp(session.at, 'F')}. Whoever is next in the rotation is asked, if there is anybody.`,
  );
}

export function attends(
  club: Club,
  session: PlannedSession,
  what: 'going' | 'absent' | 'remind' | 'quiet' | 'there',
): Reply {
  const when = timestamp(session.at, 'F');
  return privately(
    {
      going: md`Noted: you come on ${when}.`,
      absent: md`Noted: you do not come on ${when}.`,
      remind: md`Noted: you come on ${when}. ${reminders(club)}`,
      quiet: md`I do not remind you of the session on ${when}.`,
      there: md`Noted: you were there on ${when}.`,
    }[what],
  );
}

/** What the club does without is not promised. */
function reminders({ off }: Club): string {
  const times = [...(off.includes('day-before') ? [] : ['a day']), ...(off.includes('hour-before') ? [] : ['an hour'])];
  return times.length === 0
    ? 'This club goes without reminders, so none comes.'
    : `I remind you in direct messages ${times.join(' and ')} before.`;
}

export function notBegun(session: PlannedSession): Reply {
  return privately(md`The session begins on ${timestamp(session.at, 'F')}. Press this then.`);
}
