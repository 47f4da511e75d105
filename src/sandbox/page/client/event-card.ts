import type { GuildView } from '../protocol.ts';
import { h } from './dom.ts';
import { timeElement } from './times.ts';

interface Around {
  you: string;
  /** Ids of the cards that are unfolded: they stay so when they are drawn again. */
  unfolded: Set<string>;
  interest(on: boolean): void;
}

/** An event of a server, as Discord's client lists it, with the button *Interested*. */
export function eventCard(
  { id, name, description, startAt, where, active, users }: GuildView['events'][number],
  { you, unfolded, interest }: Around,
): HTMLElement {
  const going = users.includes(you);
  const card = h(
    'details',
    { class: 'event', open: unfolded.has(id) },
    h(
      'summary',
      { 'data-key': `event ${id}` },
      h('b', {}, name),
      h('span', { class: 'muted' }, active ? 'now' : timeElement(startAt, 'f')),
    ),
    h('p', { class: 'muted' }, where),
    h('p', { class: 'event-words' }, description),
    h(
      'button',
      {
        type: 'button',
        class: 'interested',
        'data-key': `interested ${id}`,
        'aria-pressed': String(going),
        on: { click: () => interest(!going) },
      },
      `${going ? '✓ ' : ''}Interested · ${users.length}`,
    ),
  );
  card.addEventListener('toggle', () => {
    if (card.open) unfolded.add(id);
    else unfolded.delete(id);
  });
  return card;
}
