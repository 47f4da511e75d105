import type { ShownMessage } from '../sandbox/driver/shown.ts';

type Embed = Drawable['embeds'][number];
type Component = Drawable['components'][number]['components'][number];

import { markdownToText, type Style, safe } from './markdown-to-text.ts';

/** A message as lines of text. */
/** What of a message is drawn. */
export type Drawable = Pick<ShownMessage, 'private' | 'content' | 'embeds' | 'components' | 'files'>;

export function draw(message: Drawable, style: Style): string {
  const parts = [
    message.private ? style.dim('(only you can see this)') : '',
    markdownToText(message.content, style),
    ...message.embeds.map(embed => drawEmbed(embed, style)),
    ...message.files.map(file => `${style.bold(safe(file.filename))}\n${safe(file.text ?? `${file.size} bytes`)}`),
    message.components
      .map(row => row.components.map(component => drawComponent(component, style)).join(' '))
      .join('\n'),
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function drawEmbed({ title, url, description, fields, footer }: Embed, style: Style): string {
  const parts = [
    [title ? style.bold(safe(title)) : '', url ? style.dim(safe(url)) : ''].filter(Boolean).join('\n'),
    description ? markdownToText(description, style) : '',
    (fields ?? []).map(field => `${safe(field.name)}: ${markdownToText(field.value, style)}`).join('\n'),
    footer ? style.dim(safe(footer.text)) : '',
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function drawComponent(component: Component, style: Style): string {
  if (component.type !== 2) {
    const choices = component.type === 3 ? ` open 1–${component.options.length}` : '';
    return style.dim(`[${safe(component.placeholder ?? 'Choose')}${choices}]`);
  }
  const { label, url, disabled } = component;
  const text = `[${safe(label ?? '')}${url ? ` ${safe(url)}` : ''}]`;
  return disabled ? style.dim(text) : text;
}
