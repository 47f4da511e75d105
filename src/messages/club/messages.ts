import type { AskedQuestion, ClubMessage } from '../../clubs/message.ts';
import { cutAtWord, cutEscaped, linesWithin } from '../../interactions/cut.ts';
import { bold, join, type Markdown, md, oneLine, timestamp } from '../../interactions/markdown.ts';
import type { Button, Reply, Row } from '../../interactions/reply.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Post } from '../../subscriptions/index.ts';
import { paperCard } from '../paper-card.ts';
import { rateMenu, ratingWords } from './rating.ts';
import { dateWords, decisionWords, does, people, person, ruleWords, titleLink } from './words.ts';

/** 25 papers with their reasons stay below the 4,096 of a description. */
const REASON_CHARACTERS = 60;
const LABEL_CHARACTERS = 100;
/** Discord's limit for an answer of a poll. */
const POLL_CHARACTERS = 55;
const THREAD_NAME_CHARACTERS = 100;
/** With title and link below the 2,000 of a message. */
const ABSTRACT_CHARACTERS = 1200;
const OTHERS_SHOWN = 10;
/** Of the 4,096 of an embed's description; with the 2,000 of the message far below what Discord takes together. */
const DESCRIPTION_CHARACTERS = 3500;
/** Escaped, so that what people may type is never cut. */
const QUESTION_CHARACTERS = 700;
const NOTE_IN_SUMMARY_CHARACTERS = 300;

type Of<K extends ClubMessage['kind']> = Extract<ClubMessage, { kind: K }>;

/** What a club says, and the name of its thread where it becomes a forum's post. */
export function clubPost(post: Post, message: ClubMessage): { reply: Reply; title: string } {
  const { paper, club } = message;
  const title = message.kind === 'chosen' && paper ? oneLine(paper.title) : `${club.name}: ${TITLES[message.kind]}`;
  return { reply: replyOf(post, message), title: cutAtWord(title, THREAD_NAME_CHARACTERS) };
}

const TITLES: Readonly<Record<ClubMessage['kind'], string>> = {
  ballot: 'what do we read?',
  call: 'what do we read?',
  chosen: 'the next paper',
  nothing: 'no paper yet',
  asked: 'you present',
  volunteers: 'who presents?',
  changed: 'a session has changed',
  rule: 'other times from now on',
  unread: 'the poll could not be read',
  'no-answer': 'no presenter yet',
  reminder: 'the next session',
  opening: 'the session begins',
  summary: 'the last session',
};

function replyOf(post: Post, message: ClubMessage): Reply {
  switch (message.kind) {
    case 'ballot':
      return ballot(post, message);
    case 'call':
      return call(post, message);
    case 'chosen':
      return chosen(post, message);
    case 'nothing':
      return said(post, message, [
        md`No paper is nominated for ${when(message)}. The next one that somebody nominates with \`/club nominate\` is read; an organiser can choose one with \`/club guest\`.`,
      ]);
    case 'asked':
      return asked(post, message);
    case 'volunteers':
      return said(
        post,
        message,
        [
          md`Who presents ${paperWords(message)} on ${timestamp(message.session.at, 'F')}? Nobody is next in the rotation.`,
        ],
        [volunteer(message, post)],
      );
    case 'changed':
      return changed(post, message);
    case 'rule':
      return rule(post, message);
    case 'unread':
      return unread(post, message);
    case 'no-answer':
      return noAnswer(post, message);
    case 'reminder':
      return reminder(post, message);
    case 'opening':
      return opening(post, message);
    case 'summary':
      return summary(post, message);
  }
}

/** By the mark in its last button the bot knows its message again. */
function planButton({ club }: ClubMessage, { id }: Post): Button {
  return { label: 'What is planned', does: does('next', club.id, id) };
}

function volunteer({ club, session }: ClubMessage, { id }: Post): Button {
  return { label: 'I present', style: 'primary', does: does('volunteer', club.id, session.date, id) };
}

function coming({ club, session }: ClubMessage): Button[] {
  return [
    { label: 'I come', style: 'primary', does: does('going', club.id, session.date) },
    { label: 'I do not come', does: does('absent', club.id, session.date) },
    { label: 'Remind me', does: does('remind', club.id, session.date) },
  ];
}

function askButton({ club, session }: ClubMessage): Button {
  return { label: 'Ask a question', does: does('ask', club.id, session.date) };
}

/** What people say of a session and its paper once it has begun; the plan's button is the last of all. */
function talk(post: Post, message: ClubMessage): Row[] {
  const { club, session, paper } = message;
  const there: Button = { label: 'I was there', style: 'primary', does: does('there', club.id, session.date) };
  if (!paper) return [[there, planButton(message, post)]];
  const notes: Button[] = [
    { label: 'I have read it', does: does('readIt', club.id, paper.id) },
    { label: 'Write a note', does: does('writeNote', club.id, paper.id) },
    { label: 'Notes', does: does('notes', paper.id) },
  ];
  return [rateMenu(club.id, paper), [there, ...notes, planButton(message, post)]];
}

function when({ session }: ClubMessage): Markdown {
  return md`${timestamp(session.at, 'F')} (${timestamp(session.at, 'R')})`;
}

function said(post: Post, message: ClubMessage, lines: readonly Markdown[], buttons: readonly Button[] = []): Reply {
  return {
    content: join([md`**${message.club.name}** · ${lines[0] ?? md``}`, ...lines.slice(1)], '\n'),
    rows: [[...buttons, planButton(message, post)]],
  };
}

function paperWords({ paper }: ClubMessage): Markdown {
  return paper ? titleLink(paper) : md`the paper`;
}

function where({ club }: ClubMessage): Markdown[] {
  return club.where === undefined ? [] : [md`Where: ${cutEscaped(club.where, 300)}`];
}

function ballot(post: Post, message: Of<'ballot'>): Reply {
  const { club, session, papers, reasons, closesAt, live, quorum, poll } = message;
  const args = [club.id, session.date];
  const notes = [
    md`Choose as many as you like. You can change your vote until ${timestamp(closesAt, 'F')} (${timestamp(closesAt, 'R')}).`,
    ...(poll === 'instead' ? [md`It was to be a poll, which I may not post here: I lack **Create Polls**.`] : []),
    live ? md`How it stands can be seen at any time.` : md`How it stands is shown when the ballot closes.`,
    ...(quorum > 1 ? [md`The vote decides if ${quorum} people or more take part.`] : []),
  ];
  const lines = papers.map((paper, i) => paperLine(paper, i, reasons[i] ?? []));
  const headline = md`**${club.name}** · What do we read on ${timestamp(session.at, 'F')}? The ballot is open, and closes ${timestamp(closesAt, 'R')}.`;
  if (poll && poll !== 'instead')
    return {
      content: headline,
      embeds: [
        { title: 'Which papers would you read?', description: join([...lines, md``, ...notes.slice(0, 1)], '\n') },
      ],
      poll: {
        question: `${club.name}: which papers would you read?`,
        answers: papers.map((paper, i) => cutAtWord(oneLine(`${poll.numbers[i]}. ${paper.title}`), POLL_CHARACTERS)),
        hours: poll.hours,
      },
      rows: [[planButton(message, post)]],
    };
  const rows: Row[] = [
    {
      placeholder: 'Choose the papers that you would read…',
      does: does('vote', ...args),
      choices: papers.map((paper, i) => choice(paper, i)),
      most: papers.length,
    },
    [
      { label: 'My vote', does: does('mine', ...args) },
      { label: live ? 'How it stands' : 'How many voted', does: does('standing', ...args) },
      planButton(message, post),
    ],
  ];
  return {
    content: headline,
    embeds: [{ title: 'Which papers would you read?', description: join([...lines, md``, ...notes], '\n') }],
    rows,
  };
}

function paperLine(paper: Paper, i: number, reasons: readonly string[]): Markdown {
  const [why] = reasons;
  const reason = why === undefined ? md`` : md`\n-# “${cutEscaped(oneLine(why), REASON_CHARACTERS)}”`;
  return md`**${i + 1}.** ${titleShort(paper)}${reason}`;
}

/** So that 25 of them with links stay below the 4,096 of a description. */
function titleShort(paper: Paper): Markdown {
  return bold(cutAtWord(oneLine(paper.title), 75));
}

export function choice(paper: Paper, i: number) {
  return { label: cutAtWord(oneLine(`${i + 1}. ${paper.title}`), LABEL_CHARACTERS), value: paper.id };
}

function call(post: Post, message: Of<'call'>): Reply {
  const { papers, closesAt } = message;
  const [only] = papers;
  const so = only ? md`So far only ${titleLink(only)} is nominated.` : md`Nothing is nominated yet.`;
  return said(post, message, [
    md`What do we read on ${when(message)}?`,
    md`${so} Nominate papers by ${timestamp(closesAt, 'F')}, with \`/club nominate\` or the button *Nominate* below a paper; then the paper is chosen.`,
  ]);
}

function chosen(post: Post, message: Of<'chosen'>): Reply {
  const { paper, decidedBy, others, club } = message;
  if (!paper)
    return said(post, message, [md`The paper for ${when(message)} is chosen, but it has left the collection.`]);
  const ranking = others
    .filter(({ votes }) => votes > 0)
    .slice(0, OTHERS_SHOWN)
    .map(one => md`${one.votes} · ${titleShort(one.paper)}`);
  const card = paperCard(paper, {
    mark: post.id,
    ...(post.discussion && { here: { votes: 0, savers: 0, thread: post.discussion } }),
  });
  const lines = [
    md`**${club.name}** · On ${when(message)} we read ${titleLink(paper)}: ${decisionWords(decidedBy, message)}.`,
    ...(ranking.length > 0 ? [md`Others: ${join(ranking, '; ')}`] : []),
    ...where(message),
  ];
  return {
    ...card,
    content: join(lines, '\n'),
    rows: [...(card.rows ?? []), [...coming(message), askButton(message), planButton(message, post)]],
  };
}

function asked(post: Post, message: Of<'asked'>): Reply {
  const { club, session, answerBy } = message;
  const args = [club.id, session.date];
  return {
    content: join(
      [
        md`It is your turn to present in **${club.name}**: ${paperWords(message)}, on ${when(message)}.`,
        md`Please answer by ${timestamp(answerBy, 'F')}. If you pass on, the next one is asked, and it is your turn again the next time.`,
      ],
      '\n',
    ),
    rows: [
      [
        { label: 'I present', style: 'primary', does: does('confirm', ...args, post.id) },
        { label: 'Pass on', does: does('pass', ...args) },
      ],
    ],
  };
}

function noAnswer(post: Post, message: Of<'no-answer'>): Reply {
  const { presenterId, club, session } = message;
  const who =
    presenterId === undefined
      ? md`nobody presents yet`
      : md`${person(presenterId)} was asked to present, and has not answered yet`;
  return {
    content: md`**${club.name}** on ${when(message)}: ${who}. Ask in the club’s channel for a volunteer: whoever presents presses *I present* in \`/club next\`.`,
    rows: [[{ label: 'What is planned', does: does('nextIn', club.id, session.date, post.id) }]],
  };
}

function changed(post: Post, message: Of<'changed'>): Reply {
  const { what, session, alone, paper } = message;
  const day = dateWords(session.date);
  const takesPlace = what === 'moved' || what === 'restored';
  const lines = [
    {
      moved: md`The session of ${day} is moved: it is on ${when(message)}.`,
      restored: md`The session of ${day} takes place after all, on ${when(message)}.`,
      cancelled: md`The session on ${timestamp(session.at, 'F')} is cancelled.`,
      holiday: md`The session on ${timestamp(session.at, 'F')} does not take place: the club has holidays then.`,
    }[what],
    ...(takesPlace && paper ? [md`We read ${titleLink(paper)}.`] : []),
    ...(takesPlace ? where(message) : []),
  ];
  return alone ? aloneOf(post, message, lines) : said(post, message, lines, takesPlace ? coming(message) : []);
}

function rule(post: Post, message: Of<'rule'>): Reply {
  const lines = [
    md`From now on we meet ${ruleWords(message.rule)}. The next session is on ${when(message)}.`,
    ...where(message),
  ];
  return message.alone ? aloneOf(post, message, lines) : said(post, message, lines, coming(message));
}

/** To one person, whose button works outside of the server too. */
function aloneOf(post: Post, message: ClubMessage, lines: readonly Markdown[]): Reply {
  const { club, session } = message;
  const plan: Button = { label: 'What is planned', does: does('nextIn', club.id, session.date, post.id) };
  return { ...said(post, message, lines), rows: [[plan]] };
}

function unread(post: Post, message: Of<'unread'>): Reply {
  return aloneOf(post, message, [
    md`I could not read the poll for ${when(message)}: it was deleted, I may not see it any more, or Discord does not answer. I do not know who voted for what.`,
    md`The paper that most people nominated is read: ${paperWords(message)}. If it should be another one, choose it with \`/club guest\`.`,
  ]);
}

function presenterLine(message: { presenterId?: string }): Markdown[] {
  return message.presenterId === undefined ? [] : [md`${person(message.presenterId)} presents.`];
}

function reminder(post: Post, message: Of<'reminder'>): Reply {
  const { before, going, alone, club } = message;
  const begins = before === 'day' ? md`The next session comes up` : md`The session begins soon`;
  const lines = [
    md`${begins}: ${when(message)}.`,
    message.paper ? md`We read ${titleLink(message.paper)}.` : md`No paper is chosen.`,
    ...presenterLine(message),
    ...(going > 0 && !alone ? [md`${going} ${going === 1 ? 'person comes' : 'people come'} so far.`] : []),
    ...where(message),
  ];
  if (!alone) return said(post, message, lines, [...coming(message), askButton(message)]);
  const off: Button = { label: 'Do not remind me', does: does('quiet', club.id, message.session.date, post.id) };
  return { ...said(post, message, lines), rows: [[off]] };
}

function opening(post: Post, message: Of<'opening'>): Reply {
  const { paper, questions } = message;
  const abstract = paper?.abstract ? [md`>>> ${cutEscaped(paper.abstract, ABSTRACT_CHARACTERS)}`] : [];
  const lines = [
    paper ? md`The session begins: ${titleLink(paper)}.` : md`The session begins.`,
    ...presenterLine(message),
    ...where(message),
    ...abstract,
  ];
  const asked = questions.map(one => questionLine(one, message));
  const description = linesWithin(
    asked,
    DESCRIPTION_CHARACTERS,
    left => md`And ${left} more: \`/club question\` shows all.`,
  );
  return {
    ...said(post, message, lines),
    ...(asked.length > 0 && { embeds: [{ title: 'Questions to talk about', description }] }),
    rows: talk(post, message),
  };
}

function questionLine({ text, userId }: AskedQuestion, { presenterId }: { presenterId?: string }): Markdown {
  const words = cutEscaped(oneLine(text), QUESTION_CHARACTERS);
  if (userId === undefined) return md`• ${words}`;
  return userId === presenterId ? md`• **${words}** (${person(userId)} presents)` : md`• ${words} (${person(userId)})`;
}

function summary(post: Post, message: Of<'summary'>): Reply {
  const { paper, going, present, readers, rating, notes, next, session } = message;
  const read = [
    ...(readers > 0 ? [md`${people(readers)} ${readers === 1 ? 'has' : 'have'} read the paper.`] : []),
    ...(rating ? [md`Rated ${ratingWords(rating)}.`] : []),
  ];
  const lines = [
    paper
      ? md`We met on ${timestamp(session.at, 'D')} over ${titleLink(paper)}.`
      : md`We met on ${timestamp(session.at, 'D')}.`,
    ...presenterLine(message).map(() => md`${person(message.presenterId ?? '')} presented.`),
    md`${people(present)} said that they were there, ${people(going)} had said that they would come.`,
    ...(read.length > 0 ? [join(read, ' ')] : []),
    ...(next === undefined ? [] : [md`The next session is on ${timestamp(next, 'F')} (${timestamp(next, 'R')}).`]),
  ];
  const written = notes.map(
    ({ userId, text }) => md`${person(userId)}: ${cutEscaped(oneLine(text), NOTE_IN_SUMMARY_CHARACTERS)}`,
  );
  const description = linesWithin(written, DESCRIPTION_CHARACTERS, left => md`And ${left} more: press *Notes*.`);
  return {
    ...said(post, message, lines),
    ...(written.length > 0 && { embeds: [{ title: 'Notes', description }] }),
    rows: talk(post, message),
  };
}
