import type { Club, Holiday, PlannedSession } from '../../../src/clubs/club.ts';
import { join, md, timestamp } from '../../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../../src/interactions/reply.ts';
import { dateWords, does, person, titleLink } from '../../../src/messages/club/words.ts';
import type { Paper } from '../../../src/papers/paper.ts';

export function moved(club: Club, session: PlannedSession, at: number): Reply {
  return privately(
    md`The session of **${club.name}** on ${dateWords(session.date)} is moved to ${timestamp(at, 'F')} (${timestamp(at, 'R')}). ${toldWords(club)} What I say of its time comes at the new time.`,
  );
}

export function cancelled(club: Club, session: PlannedSession): Reply {
  return {
    ...privately(
      md`The session of **${club.name}** on ${timestamp(session.at, 'F')} is cancelled. ${toldWords(club)} \`/club restore\` lets it take place after all.`,
    ),
    rows: [[{ label: 'Let it take place', does: does('restore', club.id, session.date) }]],
  };
}

export function restored(club: Club, session: PlannedSession): Reply {
  return privately(
    md`The session of **${club.name}** on ${timestamp(session.at, 'F')} takes place. ${toldWords(club)}`,
  );
}

/** Who hears of a change. */
function toldWords({ off }: Club): string {
  return off.includes('changes')
    ? 'I tell nobody, since this club goes without that.'
    : 'I say so in the channel, and to those whom I remind.';
}

export function chooseCancelled(club: Club, sessions: readonly PlannedSession[]): Reply {
  return {
    ...privately(md`Which session of **${club.name}** takes place after all?`),
    rows: [
      {
        placeholder: 'Let it take place…',
        does: does('restoreOne', club.id),
        choices: sessions.slice(0, 25).map(({ date }) => ({ label: dateWords(date), value: date })),
      },
    ],
  };
}

export function guestChosen(club: Club, session: PlannedSession, paper: Paper): Reply {
  return privately(
    md`On ${timestamp(session.at, 'F')} **${club.name}** reads ${titleLink(paper)}. I announce it when the ballot closes, or now if that is over. \`/club guest remove:True\` takes it back.`,
  );
}

export function guestTakenBack(club: Club, session: PlannedSession): Reply {
  const nominated = 'what most people nominated';
  const instead = club.off.includes('ballot') ? nominated : `what the ballot chooses, or else ${nominated}`;
  return privately(
    md`The paper that organisers chose for the session of **${club.name}** on ${timestamp(session.at, 'F')} is taken back. The club reads ${instead}. If the paper was announced, I announce now what is read instead.`,
  );
}

export function holidaysReply(club: Club, holidays: readonly Holiday[]): Reply {
  if (holidays.length === 0) return privately(md`**${club.name}** has no holidays.`);
  const lines = holidays.map(({ from, to }) =>
    from === to ? md`• ${dateWords(from)}` : md`• ${dateWords(from)} to ${dateWords(to)}`,
  );
  return {
    ...privately(join([md`**${club.name}** does not meet on:`, ...lines.slice(0, 20)], '\n')),
    rows: [
      {
        placeholder: 'Meet after all…',
        does: does('meet', club.id),
        choices: holidays.slice(0, 25).map(({ from, to }) => ({ label: `${from} to ${to}`, value: from })),
      },
    ],
  };
}

export function organisersReply(club: Club, organisers: readonly string[]): Reply {
  const who = organisers.length === 0 ? md`only people who manage the server` : join(organisers.map(person), ', ');
  return privately(md`**${club.name}** is run by ${who}.`);
}
