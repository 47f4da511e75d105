import type { PageMessage } from '../protocol.ts';
import type { MessageActions } from './actions.ts';
import { h } from './dom.ts';
import type { Names } from './names.ts';

/** What the menu of a message offers to react with. */
export const QUICK_REACTIONS = ['👍', '❤️', '😄', '🎉', '👀'];

/** The reactions below a message; a press adds one's own or takes it back. */
export function drawReactions(message: PageMessage, names: Names, actions: MessageActions): HTMLElement {
  const buttons = message.reactions.map(({ emoji, users }) => {
    const who = users.map(id => names.user(id) ?? 'someone').join(', ');
    return h(
      'button',
      {
        type: 'button',
        class: 'reaction',
        'data-key': `reaction ${message.id} ${emoji}`,
        'aria-pressed': String(users.includes(names.you)),
        'aria-label': `${emoji} ${users.length}, by ${who}`,
        title: who,
        on: { click: () => actions.react(message, emoji) },
      },
      emoji,
      h('span', {}, String(users.length)),
    );
  });
  return h('div', { class: 'reactions' }, ...buttons);
}
