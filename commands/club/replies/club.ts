import { meetingDateFrom } from '../../../src/clubs/calendar.ts';
import type { Club, PlannedSession } from '../../../src/clubs/club.ts';
import { ballotTimes, type Step } from '../../../src/clubs/steps.ts';
import { cutEscaped } from '../../../src/interactions/cut.ts';
import { join, Markdown, md, timestamp } from '../../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../../src/interactions/reply.ts';
import { decisionWords, does, presenterWords, ruleWords, titleLink } from '../../../src/messages/club/words.ts';
import { UNDO_NOTE, undoButton } from '../../../src/messages/undo.ts';
import type { Paper } from '../../../src/papers/paper.ts';

/** Rights that the bot lacks for what a club is to have, by their names. */
export interface Lacking {
  events: readonly string[];
  polls: readonly string[];
}

/** What `/club next` shows. */
export interface Planned {
  club: Club;
  session: PlannedSession;
  /** The session's paper, where it is chosen and still there. */
  paper?: Paper;
  going: number;
  /** What is still to happen, the first first. */
  steps: readonly Step[];
  /** How many papers are nominated. */
  nominated: number;
  lacking: Lacking;
  /** Sessions before it that do not take place. */
  cancelled: readonly PlannedSession[];
  /** Why nothing is posted at the moment. */
  paused?: Markdown;
}

/** Of those that are cancelled before the next one. */
const CANCELLED_SHOWN = 3;

const STEPS: Readonly<Record<Step['kind'], string>> = {
  event: 'the session becomes an event of this server',
  'ballot-opens': 'the ballot opens',
  'ballot-closes': 'the ballot closes, and the paper is announced',
  'presenter-asked': 'the presenter is asked',
  'presenter-late': 'the organisers hear if nobody has agreed to present',
  'reminder-day': 'a reminder',
  'reminder-hour': 'a reminder',
  'session-opens': 'the session begins',
  summary: 'the summary',
};

export function nextReply(planned: Planned): Reply {
  const { club, session, paper, going, steps, nominated, lacking, cancelled, paused } = planned;
  const presenter = presenterWords(club.presenting, session.presenter);
  const args = [club.id, session.date];
  return {
    private: true,
    embeds: [
      {
        title: club.name,
        description: join(
          [
            md`Meets ${ruleWords(club.rule)}, for ${club.minutes} minutes, in ${new Markdown(`<#${club.channelId}>`)}.`,
            ...(paused ? [paused] : []),
            ...cancelled
              .slice(0, CANCELLED_SHOWN)
              .map(
                ({ at }) => md`Cancelled: ${timestamp(at, 'F')}. Organisers let it take place with \`/club restore\`.`,
              ),
            ...without(lacking),
          ],
          '\n',
        ),
        fields: [
          {
            name: 'Next session',
            value: md`${timestamp(session.at, 'F')} (${timestamp(session.at, 'R')})${session.moves > 0 ? ', moved' : ''}`,
          },
          { name: 'Paper', value: paperField(club, session, paper, nominated) },
          ...(presenter ? [{ name: 'Presenter', value: presenter }] : []),
          ...(club.where === undefined ? [] : [{ name: 'Where', value: cutEscaped(club.where, 300) }]),
          ...(going > 0 ? [{ name: 'Coming', value: md`${going} ${going === 1 ? 'person' : 'people'}` }] : []),
          {
            name: 'What happens when',
            value: join(
              steps.map(({ at, kind }) => md`${timestamp(at, 'f')}: ${STEPS[kind]}`),
              '\n',
            ),
          },
        ],
      },
    ],
    rows: [
      [
        { label: 'I come', style: 'primary', does: does('going', ...args) },
        { label: 'I do not come', does: does('absent', ...args) },
        { label: 'Remind me', does: does('remind', ...args) },
        ...(club.presenting === 'none' ? [] : [{ label: 'I present', does: does('volunteer', ...args) }]),
        { label: 'For my calendar', does: does('calendar', ...args) },
      ],
    ],
  };
}

function paperField(club: Club, session: PlannedSession, paper: Paper | undefined, nominated: number): Markdown {
  if (session.paper) {
    const why = decisionWords(session.paper.decidedBy, { ...session.paper, quorum: club.quorum });
    return paper ? md`${titleLink(paper)}: ${why}` : md`It has left the collection.`;
  }
  if (session.ballot === 'open') return md`The ballot is open.`;
  const papers =
    nominated === 0 ? 'nothing is nominated' : `${nominated} ${nominated === 1 ? 'paper is' : 'papers are'} nominated`;
  return md`Not chosen yet; ${papers}.`;
}

/** Without a right, the step is done another way. */
function without({ events, polls }: Lacking): Markdown[] {
  const named = (rights: readonly string[]) =>
    join(
      rights.map(right => md`**${right}**`),
      ', ',
    );
  return [
    ...(events.length > 0
      ? [
          md`Sessions do not become events of this server, since I lack ${named(events)}. With *I come* people say that they come all the same.`,
        ]
      : []),
    ...(polls.length > 0
      ? [md`Ballots come with a menu of mine instead of a poll, since I lack ${named(polls)} in the channel.`]
      : []),
  ];
}

/** After it was set up or changed. */
export function clubSetUp(headline: string, club: Club, sessions: readonly PlannedSession[], lacking: Lacking): Reply {
  const [first, second] = sessions;
  // What is in preparation stays on its day when the rule changes.
  const isKept = first && second && meetingDateFrom(club.rule, first.date) !== first.date;
  const lines = [
    md`**${headline}** ${club.name} meets ${ruleWords(club.rule)} in ${new Markdown(`<#${club.channelId}>`)}.`,
    ...(first ? [md`The next session is on ${timestamp(first.at, 'F')} (${timestamp(first.at, 'R')}).`] : []),
    ...(isKept
      ? [
          md`That one is in preparation and stays as it is (\`/club move\` moves it); the one after it is on ${timestamp(second.at, 'F')}.`,
        ]
      : []),
    club.off.includes('ballot')
      ? md`There is no ballot: the paper that most people nominated is read, unless an organiser chooses one.`
      : md`Its ballot opens ${days(club.opensDays)} before, and closes ${club.closesDays === 0 ? 'two hours before' : `${days(club.closesDays)} before`}.`,
    ...(first ? shortBallot(club, first) : []),
    md`People nominate papers with \`/club nominate\`. \`/club next\` shows what is planned.`,
    ...without(lacking),
  ];
  return {
    private: true,
    content: join(lines, '\n'),
    rows: [[{ label: 'What is planned', does: does('next', club.id) }]],
  };
}

/** Of a session that is so near that its ballot would have closed, or nearly. */
function shortBallot(club: Club, session: PlannedSession): Markdown[] {
  const { closes, isShort } = ballotTimes(session, club);
  if (!isShort || session.paper || session.ballot) return [];
  const by = md`${timestamp(closes, 'F')} (${timestamp(closes, 'R')})`;
  return [
    club.off.includes('ballot')
      ? md`The next session is near: nominate papers by ${by}, then the one that most people nominated is read.`
      : md`The next session is near, so its ballot opens now, and closes ${by}. With fewer than two papers I ask for nominations until then; what is nominated is read.`,
  ];
}

function days(count: number): string {
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}

export function clubRemoved(club: Club, step: string | undefined): Reply {
  const gone = md`**${club.name}** is removed.`;
  if (step === undefined) return privately(gone);
  return { ...privately(md`${gone} ${UNDO_NOTE}`), rows: [[undoButton('club', step)]] };
}
