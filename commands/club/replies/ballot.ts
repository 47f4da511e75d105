import type { Club, PlannedSession } from '../../../src/clubs/club.ts';
import type { Result } from '../../../src/clubs/tally.ts';
import { cutAtWord, cutEscaped, linesWithin } from '../../../src/interactions/cut.ts';
import { join, type Markdown, md, oneLine, timestamp } from '../../../src/interactions/markdown.ts';
import { type Form, privately, type Reply } from '../../../src/interactions/reply.ts';
import { choice } from '../../../src/messages/club/messages.ts';
import { does, titleLink } from '../../../src/messages/club/words.ts';
import type { Paper } from '../../../src/papers/paper.ts';
import type { Nomination } from '../../../src/store/index.ts';

/** Of an embed's 4,096, with room for its title. */
const DESCRIPTION_CHARACTERS = 4000;
const NOMINATIONS_SHOWN = 20;
const STANDING_SHOWN = 15;
const REASON_CHARACTERS = 100;
export const WHY_CHARACTERS = 200;

/** What came of a nomination. */
export function nominated(club: Club, paper: Paper, outcome: 'first' | 'second-voice' | 'again', why?: string): Reply {
  const words = {
    first: md`${titleLink(paper)} is nominated for **${club.name}**.`,
    'second-voice': md`${titleLink(paper)} was nominated for **${club.name}** already; your voice counts too.`,
    again: md`You have nominated ${titleLink(paper)} for **${club.name}** already.`,
  }[outcome];
  const args = [club.id, paper.id];
  return {
    private: true,
    content: why === undefined ? words : md`${words}\n> ${cutEscaped(oneLine(why), WHY_CHARACTERS)}`,
    rows: [
      [
        { label: why === undefined ? 'Say why' : 'Change why', does: does('why', ...args) },
        { label: 'Withdraw', does: does('withdraw', ...args) },
      ],
    ],
  };
}

export function whyForm(clubId: string, paperId: string): Form {
  return {
    form: {
      title: 'Why should the club read it?',
      does: does('because', clubId, paperId),
      inputs: [{ name: 'why', label: 'In a sentence', long: true, required: true, maxLength: WHY_CHARACTERS }],
    },
  };
}

export function withdrawn(was: boolean, club: Club): Reply {
  return privately(
    was
      ? md`Your nomination for **${club.name}** is withdrawn.`
      : md`You have not nominated this paper for **${club.name}**.`,
  );
}

export function chooseClub(clubs: readonly Club[], paper: Paper): Reply {
  return {
    private: true,
    content: md`For which club do you nominate ${titleLink(paper)}?`,
    rows: [
      {
        placeholder: 'Choose a club…',
        does: does('nominateFor', paper.id),
        choices: clubs.slice(0, 25).map(({ id, name }) => ({ label: cutAtWord(oneLine(name), 100), value: id })),
      },
    ],
  };
}

/** `own`: ids of the papers that the asker nominated. */
export function nominationsReply(
  club: Club,
  all: readonly { nomination: Nomination; paper: Paper }[],
  own: ReadonlySet<string>,
): Reply {
  if (all.length === 0)
    return privately(
      md`Nothing is nominated for **${club.name}** at the moment. \`/club nominate\` nominates a paper.`,
    );
  const lines = all.slice(0, NOMINATIONS_SHOWN).map(({ nomination, paper }) => nominationLine(nomination, paper));
  const theirs = all.filter(({ paper }) => own.has(paper.id)).slice(0, 25);
  return {
    private: true,
    embeds: [
      {
        title: `Nominated for ${club.name}`,
        description: linesWithin(lines, DESCRIPTION_CHARACTERS, andMore, { of: all.length }),
      },
    ],
    ...(theirs.length > 0 && {
      rows: [
        {
          placeholder: 'Withdraw one of yours…',
          does: does('withdrawOne', club.id),
          choices: theirs.map(({ paper }, i) => choice(paper, i)),
        },
      ],
    }),
  };
}

function nominationLine({ voices, reasons }: Nomination, paper: Paper): Markdown {
  const [why] = reasons;
  const reason = why === undefined ? md`` : md`\n-# “${cutEscaped(oneLine(why), REASON_CHARACTERS)}”`;
  return md`• ${titleLink(paper)}${voices > 1 ? ` · ${voices} people` : ''}${reason}`;
}

/** One’s own vote, with the menu that changes it. */
export function ownVote(
  club: Club,
  session: PlannedSession,
  papers: readonly Paper[],
  chosen: ReadonlySet<string>,
  closesAt: number,
): Reply {
  const mine = papers.filter(({ id }) => chosen.has(id));
  // 25 without links stay below the 2,000 of a message.
  const lines = mine.map(paper => md`• ${cutEscaped(oneLine(paper.title), 70)}`);
  return {
    private: true,
    content:
      mine.length === 0
        ? md`You have not voted. You can until ${timestamp(closesAt, 'F')}.`
        : join([md`**Your vote:**`, ...lines, md`You can change it until ${timestamp(closesAt, 'F')}.`], '\n'),
    // Discord refuses a menu without choices.
    rows:
      papers.length === 0
        ? []
        : [
            {
              placeholder: 'Change your vote…',
              does: does('vote', club.id, session.date),
              choices: papers.map((paper, i) => ({
                ...choice(paper, i),
                ...(chosen.has(paper.id) && { chosen: true }),
              })),
              least: 0,
              most: papers.length,
            },
          ],
  };
}

export function ballotClosed(): Reply {
  return privately(md`This ballot is not open, or the paper does not stand in it. Nothing was changed.`);
}

/** How a ballot stands; without its result where results are hidden. */
export function standing(voters: number, result?: Result, papers?: ReadonlyMap<string, Paper>): Reply {
  const people = `${voters} ${voters === 1 ? 'person has' : 'people have'} voted`;
  if (!result || !papers) return privately(md`${people}. How it stands is shown when the ballot closes.`);
  const lines = result.ranking.flatMap(({ paperId, votes }) => {
    const paper = papers.get(paperId);
    return paper ? [md`**${votes}** · ${titleLink(paper)}`] : [];
  });
  const description = linesWithin(lines, DESCRIPTION_CHARACTERS, andMore, { most: STANDING_SHOWN });
  return { private: true, embeds: [{ title: `${people} so far`, description }] };
}

function andMore(left: number): Markdown {
  return md`And ${left} more.`;
}
