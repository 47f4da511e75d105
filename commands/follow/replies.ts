import { cutEscaped } from '../../src/interactions/cut.ts';
import { join, type Markdown, md, timestamp } from '../../src/interactions/markdown.ts';
import { privately, type Reply, type Row, type SelectChoice } from '../../src/interactions/reply.ts';
import { refusedLine } from '../../src/messages/condition.ts';
import { followedWords, followLine, followSuggestion } from '../../src/messages/follow-words.ts';
import { turnButtons } from '../../src/messages/paging.ts';
import { whyPaused } from '../../src/messages/paused-words.ts';
import { waits } from '../../src/messages/resumed.ts';
import type { Shown } from '../../src/messages/subscription.ts';
import { UNDO_NOTE, undoButton } from '../../src/messages/undo.ts';
import type { Followed, Obstacle, Subscription } from '../../src/subscriptions/index.ts';

const PER_PAGE = 10;
const TYPED_CHARACTERS = 100;

type Mention = (command: string) => Markdown;

/** How papers come into the collection: by sources that are read, or only when somebody adds them. */
export type Supply = 'sources' | 'by-hand';

const AT_ONCE: Record<Supply, Markdown> = {
  sources: md`New papers come within minutes of entering the collection.`,
  'by-hand': md`No source brings papers at the moment: news come when somebody adds papers to the collection.`,
};

function nextLine(follow: Subscription, supply: Supply, obstacle?: Obstacle): Markdown {
  const { kind, next, paused } = follow;
  if (paused) return md`⚠️ Paused ${timestamp(paused.at, 'R')}: ${whyPaused(follow, obstacle)}`;
  if (kind === 'at-once') return AT_ONCE[supply];
  return next ? md`Next: ${timestamp(next.at, 'F')} (${timestamp(next.at, 'R')}), if there is something new.` : md``;
}

export function followed(follow: Subscription, supply: Supply, headline = md`Followed:`): Reply {
  return {
    private: true,
    content: join(
      [
        md`**${headline}** ${followLine(follow)}.`,
        nextLine(follow, supply),
        md`What the collection has already is not news.`,
      ],
      '\n',
    ),
    rows: [[{ label: 'Unfollow', does: { command: 'follow', action: 'unfollow', args: [follow.id] } }]],
  };
}

/** One page of what the asker may change. `page` counts from 0. */
export function followList(all: readonly Shown[], page: number, mention: Mention, supply: Supply): Reply {
  if (all.length === 0) {
    return privately(md`You follow nothing here yet. ${mention('follow add')} brings you new papers.`);
  }
  const pages = Math.ceil(all.length / PER_PAGE);
  const shown = Math.min(page, pages - 1);
  const first = shown * PER_PAGE;
  const onPage = all.slice(first, first + PER_PAGE);
  const some = onPage.map(({ subscription }) => subscription);
  const lines = onPage.map(({ subscription: follow, condition }, i) =>
    join(
      [
        md`**${first + i + 1}.** ${followLine(follow)}`,
        md`-# ${nextLine(follow, supply, condition.obstacle)}`,
        ...(condition.refused ? [md`-# ${refusedLine(condition.refused)}`] : []),
      ],
      '\n',
    ),
  );
  return {
    private: true,
    embeds: [{ title: 'What is followed', description: join(lines, '\n\n') }],
    rows: [
      menu('Stop following…', 'remove', some),
      ...(some.some(({ paused }) => paused)
        ? [
            menu(
              'Resume…',
              'resume',
              some.filter(({ paused }) => paused),
            ),
          ]
        : []),
      ...turnButtons(shown, pages, to => ({ command: 'follow', action: 'page', args: [String(to)] })),
    ],
  };
}

function menu(placeholder: string, action: string, follows: readonly Subscription[]): Row {
  const choices: SelectChoice[] = follows.map(follow => ({ label: followSuggestion(follow), value: follow.id }));
  return { placeholder, does: { command: 'follow', action, args: [] }, choices };
}

export function resumed(follow: Subscription, obstacle?: Obstacle): Reply {
  if (obstacle) return privately(waits(follow, obstacle));
  return privately(
    join([md`**It goes on:** ${followLine(follow)}.`, md`What has come since then comes with the next message.`], '\n'),
  );
}

/** `step`: by which it is brought back; missing when it was gone already. */
export function unfollowed(follow: Followed, step: string | undefined): Reply {
  const gone = md`Done: ${followedWords(follow)} is not followed any more.`;
  if (step === undefined) return privately(gone);
  return { ...privately(md`${gone} ${UNDO_NOTE}`), rows: [[undoButton('follow', step)]] };
}

export function notFollowed(): Reply {
  return privately(md`This is not followed any more.`);
}

export function onlyItsOwner(): Reply {
  return privately(md`Only whoever set this up, or someone with **Manage Server**, can stop it. Nothing was changed.`);
}

export function noSuchFollow(typed: string): Reply {
  return privately(
    md`Nothing like “${cutEscaped(typed, TYPED_CHARACTERS)}” is followed here. Choose from the list that comes up as you type. Nothing was changed.`,
  );
}

export function followWhat(): Reply {
  return privately(
    md`What do you want to follow? Fill in **topic**, **query**, **author** or **category**; of several, all must hold. Nothing was stored.`,
  );
}

export function noSuchTopic(typed: string, mention: Mention): Reply {
  return privately(
    md`There is no topic named “${cutEscaped(typed, TYPED_CHARACTERS)}”. Choose one of those that come up as you type (${mention('topics')} lists them), or use **query**. Nothing was stored.`,
  );
}

export function noSuchCategory(typed: string): Reply {
  return privately(
    md`“${cutEscaped(typed, TYPED_CHARACTERS)}” is not an arXiv category. Write it as cs.LG, or a whole archive such as math. Nothing was stored.`,
  );
}

export function noName(typed: string): Reply {
  return privately(
    md`“${cutEscaped(typed, TYPED_CHARACTERS)}” is not an author’s name that I can search for. Nothing was stored.`,
  );
}

export function noWords(typed: string): Reply {
  return privately(
    md`“${cutEscaped(typed, TYPED_CHARACTERS)}” has no words that I can search for. Nothing was stored.`,
  );
}

/** What comes to a person belongs to them, what comes to a channel to the server. */
export function staysInMessages(mention: Mention): Reply {
  return privately(
    md`This one comes to your direct messages, and stays there. ${mention('follow add')} with **channel** posts to a channel. Nothing was changed.`,
  );
}

export function noSuchHow(typed: string): Reply {
  return privately(
    md`“${cutEscaped(typed, TYPED_CHARACTERS)}” is not a way to get news. Choose *at once*, *daily* or *weekly* with **how**. Nothing was stored.`,
  );
}

export function noTimeAtOnce(): Reply {
  return privately(
    md`What is sent at once has no set time. Leave **time** out, or choose *daily* or *weekly* with **how**. Nothing was stored.`,
  );
}

export function followedAlready(follow: Subscription): Reply {
  return privately(md`That is followed already: ${followLine(follow)}. Nothing was stored.`);
}

export function tooManyFollows(most: number, mention: Mention): Reply {
  return privately(
    md`There are ${most} follows here already, and that is the most. Remove one with ${mention('follow remove')} first. Nothing was stored.`,
  );
}
