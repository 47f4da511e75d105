import type { ShownMessage } from '../driver/shown.ts';
import { MarkdownDrawer, type Reader } from './draw-markdown.ts';
import { numbered } from './numbered.ts';
import { type Style, safe } from './style.ts';

/** What of a message is drawn. */
export type Drawable = Pick<ShownMessage, 'private' | 'content' | 'embeds' | 'components' | 'files'>;

type Embed = Drawable['embeds'][number];
type Component = Drawable['components'][number]['components'][number];

/** A message as lines of text. */
export function draw(message: Drawable, style: Style, reader: Reader): string {
  const markdown = new MarkdownDrawer(style, reader);
  const parts = [
    message.private ? style.dim('(only you can see this)') : '',
    markdown.text(message.content),
    ...message.embeds.map(embed => drawEmbed(embed, style, markdown)),
    ...message.files.map(file => `${style.bold(safe(file.filename))}\n${safe(file.text ?? `${file.size} bytes`)}`),
    message.components
      .map(row => row.components.map(component => drawComponent(component, style)).join(' '))
      .join('\n'),
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function drawEmbed(embed: Embed, style: Style, markdown: MarkdownDrawer): string {
  const { author, title, url, description, fields, footer } = embed;
  const parts = [
    author ? safe(author.name) : '',
    [title ? style.bold(markdown.title(title)) : '', url ? style.dim(safe(url)) : ''].filter(Boolean).join('\n'),
    description ? markdown.text(description) : '',
    (fields ?? []).map(field => `${safe(field.name)}: ${markdown.text(field.value)}`).join('\n'),
    footer ? style.dim(safe(footer.text)) : '',
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function drawComponent(component: Component, style: Style): string {
  if (component.type !== 2) return drawSelect(component, style);
  const { label, emoji, url, disabled } = component;
  const words = [emoji?.name, label, url].filter(Boolean).join(' ');
  return disabled ? style.dim(`[${safe(words)}]`) : `[${safe(words)}]`;
}

/** Options that have numbers of their own stand in the text already; others are listed. */
function drawSelect(select: Exclude<Component, { type: 2 }>, style: Style): string {
  const title = safe(select.placeholder ?? 'Choose');
  if (select.type !== 3) return style.dim(`[${title}]`);
  const options = numbered(select.options);
  const first = options[0]?.number;
  const last = options.at(-1)?.number;
  if (options.every(({ own }) => own))
    return style.dim(`[${title} open ${first === last ? first : `${first}–${last}`}]`);
  const lines = options.map(({ number, option }) => `  ${number} ${safe(option.label)}`);
  return [style.dim(`[${title} open …]`), ...lines].join('\n');
}
