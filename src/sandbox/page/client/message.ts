import type { PageMessage } from '../protocol.ts';
import type { MessageActions } from './actions.ts';
import { avatar, BOT_AVATAR } from './avatar.ts';
import { drawRows } from './components.ts';
import { h, icon } from './dom.ts';
import { drawMarkdown } from './draw-markdown.ts';
import { PageMessage as MessageElement } from './elements.ts';
import { drawEmbed } from './embed.ts';
import { drawFile } from './file.ts';
import type { Names } from './names.ts';
import { drawPoll } from './poll.ts';
import { drawReactions } from './reactions.ts';
import { messageTime, sandboxNow } from './times.ts';

/** A message with all that can be done with it. */
export function drawMessage(message: PageMessage, names: Names, actions: MessageActions): MessageElement {
  const element = new MessageElement();
  element.author = message.author;
  element.avatar = message.byBot ? BOT_AVATAR : avatar(message.author);
  element.bot = message.byBot;
  element.edited = message.edited;
  element.timestamp = messageTime(message.createdAt, sandboxNow());
  element.highlight = message.pingsYou;
  element.ephemeral = message.private;
  element.dismissMessageClicked = () => actions.dismiss(message);
  element.id = `message-${message.id}`;
  element.dataset.at = String(message.createdAt);
  element.setAttribute('role', 'article');
  element.setAttribute(
    'aria-label',
    `Message from ${message.author}${message.private ? ', only you can see this' : ''}`,
  );
  element.append(...body(message, names, actions));
  element.addEventListener('contextmenu', event => {
    // A link keeps the menu of the browser.
    if (event.composedPath().some(it => it instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    actions.openMenu(message, { x: event.clientX, y: event.clientY }, more);
  });
  const more = h(
    'button',
    {
      type: 'button',
      class: 'more',
      slot: 'reply',
      'data-key': `more ${message.id}`,
      'aria-haspopup': 'menu',
      'aria-label': `Apps for the message from ${message.author}`,
    },
    icon('dots'),
  );
  more.addEventListener('click', () => {
    const { left, bottom } = more.getBoundingClientRect();
    actions.openMenu(message, { x: left, y: bottom }, more);
  });
  element.append(more);
  return element;
}

function body(message: PageMessage, names: Names, actions: MessageActions): Node[] {
  const { used, threadId, threadName = 'Thread' } = message;
  return [
    ...(used ? [h('div', { slot: 'reply', class: 'used' }, ...usage(names.user(used.by) ?? 'Someone', used))] : []),
    ...(message.thinking ? [h('span', { class: 'thinking' }, `${message.author} is thinking…`)] : []),
    ...drawMarkdown(message.content, names),
    ...message.files.map(file => inSlot('attachments', drawFile(file))),
    ...message.embeds.map(embed => inSlot('embeds', drawEmbed(embed, names))),
    ...(message.poll ? [inSlot('embeds', drawPoll(message, message.poll, names, actions))] : []),
    ...drawRows(message, names, actions).map(row => inSlot('components', row)),
    ...(message.reactions.length > 0 ? [inSlot('reactions', drawReactions(message, names, actions))] : []),
    ...(threadId !== undefined && threadId !== names.open
      ? [inSlot('thread', threadLink(threadId, threadName, actions))]
      : []),
  ];
}

function usage(who: string, { name, onMessage }: { name: string; onMessage: boolean }): (Node | string)[] {
  return [
    h('img', { src: avatar(who), alt: '' }),
    h('b', {}, who),
    ' used ',
    h('span', { class: 'mention' }, onMessage ? name : `/${name}`),
  ];
}

function threadLink(threadId: string, name: string, actions: MessageActions): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'thread-link',
      'data-key': `thread ${threadId}`,
      on: { click: () => actions.goTo(threadId) },
    },
    icon('thread'),
    h('span', {}, 'Thread: ', h('b', {}, name)),
  );
}

function inSlot(name: string, element: HTMLElement): HTMLElement {
  element.slot = name;
  return element;
}
