import type { Embed } from '../../schema/message-body.ts';
import { type Child, h } from './dom.ts';
import { drawMarkdown, drawTitle } from './draw-markdown.ts';
import { PageEmbed } from './elements.ts';
import type { Names } from './names.ts';

export function drawEmbed(embed: Embed, names: Names): HTMLElement {
  const { color, author, title, url, description, fields, image, thumbnail, footer, timestamp } = embed;
  const element = new PageEmbed();
  if (color !== null && color !== undefined) element.color = `#${color.toString(16).padStart(6, '0')}`;
  const footerText = [footer?.text, timestamp && new Date(timestamp).toLocaleString()].filter(Boolean).join(' • ');
  // One part with everything in it: the grid of the component would put some of it side by side.
  const body = h(
    'div',
    { slot: 'description', class: 'embed-body' },
    thumbnail ? drawPicture(thumbnail.url, 'embed-thumbnail') : undefined,
    author ? h('div', { class: 'embed-author' }, linked(author.url, [author.name])) : undefined,
    title ? h('div', { class: 'embed-title' }, linked(url, drawTitle(title, names))) : undefined,
    description ? h('div', { class: 'embed-description' }, ...drawMarkdown(description, names)) : undefined,
    fields?.length ? drawFields(fields, names) : undefined,
    image ? drawPicture(image.url, 'embed-picture') : undefined,
    footerText ? h('div', { class: 'embed-footer' }, footerText) : undefined,
  );
  element.append(body);
  return element;
}

function drawFields(fields: NonNullable<Embed['fields']>, names: Names): HTMLElement {
  return h(
    'dl',
    { class: 'embed-fields' },
    ...fields.map(({ name, value, inline }) =>
      h(
        'div',
        { class: inline ? 'field inline' : 'field' },
        h('dt', {}, ...drawTitle(name, names)),
        h('dd', {}, ...drawMarkdown(value, names)),
      ),
    ),
  );
}

/**
 * A picture that came with the message is shown; one from elsewhere is a link, since nothing is loaded from outside.
 */
function drawPicture(url: string, kind: string): HTMLElement {
  const { origin, pathname, hostname } = new URL(url);
  const ours = origin === location.origin || (hostname === '127.0.0.1' && pathname.startsWith('/files/'));
  if (ours) return h('img', { class: kind, src: pathname, alt: '' });
  return h('div', {}, linked(url, [`Picture: ${hostname}`]));
}

function linked(url: string | null | undefined, children: Child[]): Node {
  return url
    ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children)
    : h('span', {}, ...children);
}
