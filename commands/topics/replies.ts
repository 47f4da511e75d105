import { cutAtWord } from '../../src/interactions/cut.ts';
import { join, md } from '../../src/interactions/markdown.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { pageFooter, turnButtons } from '../../src/messages/paging.ts';
import { count } from '../../src/messages/results.ts';
import type { TopicCount } from '../../src/search/types.ts';

/** A select menu holds 25. */
export const TOPICS_PER_PAGE = 20;
const CHOICE_CHARACTERS = 100;
const NAME_CHARACTERS = 120;

interface TopicsPage {
  topics: readonly TopicCount[];
  total: number;
  /** From 0. */
  page: number;
  /** Whose press turns the page of the shared message. */
  ownerId: string;
}

/** One page of the collection's topics. */
export function topicsReply({ topics, total, page, ownerId }: TopicsPage): Reply {
  const title = 'Topics of this collection';
  if (total === 0) return { embeds: [{ title, description: md`I know no topic that two of these papers share.` }] };
  const pages = Math.ceil(total / TOPICS_PER_PAGE);
  const lines = topics.map(
    ({ topic, count: papers }) => md`**${cutAtWord(topic.name, NAME_CHARACTERS)}** · ${count(papers)}`,
  );
  return {
    embeds: [
      {
        title,
        description: join(lines, '\n'),
        footer: pageFooter(total === 1 ? '1 topic' : `${total} topics`, page, pages),
      },
    ],
    rows: [
      ...turnButtons(page, pages, to => ({ command: 'topics', action: 'page', args: [ownerId, String(to)] })),
      {
        placeholder: 'See the papers of a topic…',
        does: { command: 'topics', action: 'open', args: [] },
        choices: topics.map(({ topic, count: papers }) => ({
          label: cutAtWord(topic.name, CHOICE_CHARACTERS),
          value: topic.id,
          description: count(papers),
        })),
      },
    ],
  };
}
