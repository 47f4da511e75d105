import type { Club, PlannedSession } from '../../../src/clubs/club.ts';
import { cutAtWord, cutEscaped, linesWithin } from '../../../src/interactions/cut.ts';
import { md, oneLine, timestamp } from '../../../src/interactions/markdown.ts';
import { type Form, privately, type Reply } from '../../../src/interactions/reply.ts';
import { dateWords, does, person } from '../../../src/messages/club/words.ts';
import type { Question } from '../../../src/store/index.ts';

export const QUESTION_CHARACTERS = 300;
const DESCRIPTION_CHARACTERS = 4000;
const CHOICES = 25;

export function questionForm(club: Club, { date }: PlannedSession, anonymous = false): Form {
  return {
    form: {
      title: cutAtWord(`A question for ${dateWords(date)}`, 45),
      does: does('asked', club.id, date, ...(anonymous ? ['anonymous'] : [])),
      inputs: [
        {
          name: 'question',
          label: anonymous ? 'It is shown without your name' : 'It is shown with your name',
          long: true,
          required: true,
          maxLength: QUESTION_CHARACTERS,
        },
      ],
    },
  };
}

export function asked(club: Club, session: PlannedSession, text: string, anonymous: boolean): Reply {
  const how = anonymous ? 'without your name' : 'with your name';
  return privately(
    md`Noted for **${club.name}** on ${timestamp(session.at, 'F')}, where it is shown ${how}:\n> ${cutEscaped(text, 2 * QUESTION_CHARACTERS)}\n\`/club question\` shows all questions, and takes back yours.`,
  );
}

export function noAnonymous({ name }: Club): Reply {
  return privately(
    md`Questions for **${name}** are asked by name: its organisers did not allow others. Ask it without **anonymous**. Nothing was changed.`,
  );
}

export function questionsFull(ofOne: number, most: number): Reply {
  return privately(
    md`There is no room for this question: a person may ask ${ofOne} for a session, and all together ${most}. Take one back with \`/club question\`. Nothing was changed.`,
  );
}

/** `removable`: those that the asker may take back. */
export function questionsReply(
  club: Club,
  session: PlannedSession,
  all: readonly Question[],
  removable: readonly Question[],
): Reply {
  const lines = all.map(({ text, userId, anonymous }) => {
    const words = cutEscaped(text, 2 * QUESTION_CHARACTERS);
    return anonymous ? md`• ${words}` : md`• ${words} (${person(userId)})`;
  });
  const rows: Reply['rows'] = [
    [
      { label: 'Ask a question', style: 'primary', does: does('ask', club.id, session.date) },
      ...(club.anonymous
        ? [{ label: 'Ask without your name', does: does('ask', club.id, session.date, 'anonymous') }]
        : []),
    ],
  ];
  if (removable.length > 0)
    rows.unshift({
      placeholder: 'Take one back…',
      does: does('unask', club.id, session.date),
      choices: removable.slice(-CHOICES).map(({ id, text }) => ({ label: cutAtWord(oneLine(text), 100), value: id })),
    });
  return {
    private: true,
    embeds: [
      {
        title: `Questions for ${dateWords(session.date)}`,
        description:
          lines.length === 0
            ? md`Nobody has asked anything yet. What is asked until the session begins stands in its opening message.`
            : linesWithin(lines, DESCRIPTION_CHARACTERS, left => md`And ${left} more.`),
      },
    ],
    rows,
  };
}

export function questionWithdrawn(was: boolean): Reply {
  return privately(was ? md`The question is taken back.` : md`That question is not there any more, or is not yours.`);
}
