import type { PageMessage } from '../protocol.ts';
import type { MessageActions } from './actions.ts';
import { h } from './dom.ts';
import type { Names } from './names.ts';
import { timeElement } from './times.ts';

/** A poll: its answers are pressed at once, and pressed again to take that back. */
export function drawPoll(
  message: PageMessage,
  poll: NonNullable<PageMessage['poll']>,
  { you }: Names,
  actions: MessageActions,
): HTMLElement {
  const own = poll.answers.filter(({ votes }) => votes.includes(you)).map(({ id }) => id);
  const voters = new Set(poll.answers.flatMap(({ votes }) => votes)).size;
  const answers = poll.answers.map(({ id, text, votes }) => {
    const chosen = own.includes(id);
    const others = poll.multiple ? own.filter(one => one !== id) : [];
    return h(
      'button',
      {
        type: 'button',
        class: 'answer',
        'data-key': `answer ${message.id} ${id}`,
        'aria-pressed': String(chosen),
        disabled: poll.ended,
        on: { click: () => actions.vote(message, chosen ? others : [...others, id]) },
      },
      h('span', {}, text),
      h('span', { class: 'muted' }, `${votes.length}`),
    );
  });
  return h(
    'section',
    { class: 'poll', 'aria-label': `Poll: ${poll.question}` },
    h('b', {}, poll.question),
    ...(poll.multiple ? [h('p', { class: 'muted' }, 'Select one or more answers')] : []),
    ...answers,
    h(
      'p',
      { class: 'muted' },
      `${voters} ${voters === 1 ? 'person has' : 'people have'} voted · `,
      ...(poll.ended ? ['Poll closed'] : ['ends ', timeElement(poll.endsAt, 'R')]),
    ),
  );
}
