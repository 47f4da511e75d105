import type { Embed } from '../../message-body.ts';
import { h } from './dom.ts';
import { drawMarkdown, drawTitle } from './draw-markdown.ts';
import { PageEmbed } from './elements.ts';
import type { Names } from './names.ts';

/** What Discord draws on a line: three fields. */
const INLINE_FIELDS = 3;

export function drawEmbed(embed: Embed, names: Names): HTMLElement {
  const { color, author, title, url, description, fields, image, thumbnail, footer, timestamp } = embed;
  const element = new PageEmbed();
  if (color !== null && color !== undefined) element.color = `#${color.toString(16).padStart(6, '0')}`;
  const footerText = [footer?.text, timestamp && new Date(timestamp).toLocaleString()].filter(Boolean).join(' • ');
  element.append(
    ...(author ? [h('div', { slot: 'description', class: 'embed-author' }, linked(author.url, [author.name]))] : []),
    ...(title ? [h('div', { slot: 'description', class: 'embed-title' }, linked(url, drawTitle(title, names)))] : []),
    ...(description
      ? [h('div', { slot: 'description', class: 'embed-description' }, ...drawMarkdown(description, names))]
      : []),
    ...(fields?.length ? [drawFields(fields, names)] : []),
    ...[thumbnail, image].flatMap(picture => (picture ? [drawPicture(picture.url)] : [])),
    ...(footerText ? [h('div', { slot: 'footer', class: 'embed-footer' }, footerText)] : []),
  );
  return element;
}

function drawFields(fields: NonNullable<Embed['fields']>, names: Names): HTMLElement {
  return h(
    'dl',
    { slot: 'fields', class: 'embed-fields' },
    ...fields.map(({ name, value, inline }) =>
      h(
        'div',
        { class: inline ? `field inline of-${INLINE_FIELDS}` : 'field' },
        h('dt', {}, ...drawTitle(name, names)),
        h('dd', {}, ...drawMarkdown(value, names)),
      ),
    ),
  );
}

/** A picture that came with the message is shown; one from elsewhere is a link, since nothing is loaded from outside. */
function drawPicture(url: string): HTMLElement {
  const { origin, pathname, hostname } = new URL(url);
  const ours = origin === location.origin || (hostname === '127.0.0.1' && pathname.startsWith('/files/'));
  if (ours) return h('img', { slot: 'description', class: 'embed-picture', src: pathname, alt: '' });
  return h('div', { slot: 'description' }, linked(url, [`Picture: ${hostname}`]));
}

function linked(url: string | null | undefined, children: (Node | string)[]): Node {
  return url
    ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children)
    : h('span', {}, ...children);
}
