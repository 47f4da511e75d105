import { markdownToText, type Style, safe } from './markdown-to-text.ts';

/** What the terminal draws of a message; the sandbox's messages are of this form. */
export interface Drawable {
  content: string;
  embeds: readonly DrawableEmbed[];
  components: readonly { components: readonly DrawableComponent[] }[];
  attachments: readonly { filename: string; content: Buffer }[];
}

interface DrawableEmbed {
  title?: string | null | undefined;
  url?: string | null | undefined;
  description?: string | null | undefined;
  fields?: readonly { name: string; value: string }[] | null | undefined;
  footer?: { text: string } | null | undefined;
}

interface DrawableComponent {
  label?: string | null | undefined;
  url?: string | null | undefined;
  disabled?: boolean | null | undefined;
  placeholder?: string | null | undefined;
  options?: readonly { label: string }[] | null | undefined;
}

/** A message as lines of text. */
export function draw(message: Drawable, options: { style: Style; isPrivate: boolean }): string {
  const { style } = options;
  const parts = [
    options.isPrivate ? style.dim('(only you can see this)') : '',
    markdownToText(message.content, style),
    ...message.embeds.map(embed => drawEmbed(embed, style)),
    ...message.attachments.map(file => `${style.bold(safe(file.filename))}\n${safe(file.content.toString('utf8'))}`),
    message.components
      .map(row => row.components.map(component => drawComponent(component, style)).join(' '))
      .join('\n'),
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function drawEmbed({ title, url, description, fields, footer }: DrawableEmbed, style: Style): string {
  const parts = [
    [title ? style.bold(safe(title)) : '', url ? style.dim(safe(url)) : ''].filter(Boolean).join('\n'),
    description ? markdownToText(description, style) : '',
    (fields ?? []).map(field => `${safe(field.name)}: ${markdownToText(field.value, style)}`).join('\n'),
    footer ? style.dim(safe(footer.text)) : '',
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function drawComponent({ label, url, disabled, placeholder, options }: DrawableComponent, style: Style): string {
  if (options) return style.dim(`[${safe(placeholder ?? 'Choose')} open 1–${options.length}]`);
  const text = `[${safe(label ?? '')}${url ? ` ${safe(url)}` : ''}]`;
  return disabled ? style.dim(text) : text;
}
