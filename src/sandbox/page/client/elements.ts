import '@skyra/discord-components-core/discord-action-row.js';
import '@skyra/discord-components-core/discord-messages.js';
import { DiscordButton } from '@skyra/discord-components-core/discord-button.js';
import { DiscordEmbed } from '@skyra/discord-components-core/discord-embed.js';
import { DiscordMessage } from '@skyra/discord-components-core/discord-message.js';

/**
 * Discord's look comes from components made for pictures of conversations. Here they are worked with: so they get
 * contrast that can be read (WCAG AA), controls that a keyboard reaches, and room on narrow screens.
 */

export class PageMessage extends DiscordMessage {
  override createRenderRoot() {
    return styled(super.createRenderRoot(), MESSAGE_STYLE);
  }

  override updated(): void {
    const author = this.renderRoot.querySelector('discord-author-info');
    if (author) author.lightTheme = this.lightTheme;
    const dismiss = this.renderRoot.querySelector<HTMLElement>('.discord-message-ephemeral-link');
    if (!dismiss || dismiss.tabIndex === 0) return;
    dismiss.tabIndex = 0;
    dismiss.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') this.dismissMessageClicked();
    });
  }
}

export class PageEmbed extends DiscordEmbed {
  override createRenderRoot() {
    return styled(super.createRenderRoot(), EMBED_STYLE);
  }
}

export class PageButton extends DiscordButton {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  override createRenderRoot() {
    return styled(super.createRenderRoot(), BUTTON_STYLE);
  }

  override updated(): void {
    const button = this.renderRoot.querySelector('button');
    if (button) button.disabled = this.disabled;
  }
}

customElements.define('page-message', PageMessage);
customElements.define('page-embed', PageEmbed);
customElements.define('page-button', PageButton);

function styled<T extends Node>(root: T, style: string): T {
  if (root instanceof ShadowRoot) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets.push(sheet);
  }
  return root;
}

const MESSAGE_STYLE = `
  :host { color: var(--text); font-size: 1rem; padding-right: 1rem; overflow-wrap: anywhere; }
  :host(:hover) { background-color: var(--hover); }
  .discord-message-content { min-width: 0; }
  .discord-message-body { font-size: 1rem; }
  .discord-message-markup { display: block; }
  .discord-message-timestamp, .discord-message-edited, .discord-message-ephemeral,
  :host([light-theme]) .discord-message-timestamp, :host([light-theme]) .discord-message-edited,
  :host([light-theme]) .discord-message-ephemeral { color: var(--muted); }
  .discord-message-edited { font-size: 0.75rem; }
  .discord-author-avatar { margin-top: 2px; align-items: flex-start; }
  .discord-author-avatar img { cursor: default; }
  .discord-message-ephemeral { margin-bottom: 2px; }
  .discord-message-ephemeral .discord-message-ephemeral-link { color: var(--link); }
  .discord-message-ephemeral-link:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
  @media (max-width: 560px) {
    .discord-author-avatar { margin-right: 8px; min-width: 32px; }
    .discord-author-avatar img { width: 32px; height: 32px; }
    :host { padding-left: 0.5rem; padding-right: 0.5rem; }
  }
`;

const EMBED_STYLE = `
  :host { color: var(--text); max-width: 100%; margin: 4px 0; }
  .discord-embed-root { min-width: 0; }
  :host .discord-embed-wrapper, :host([light-theme]) .discord-embed-wrapper {
    background-color: var(--embed); border-color: var(--line); max-width: 520px; width: 100%;
  }
  :host .discord-embed-wrapper .discord-embed-grid { display: block; padding: 8px 16px 14px 12px; }
`;

const BUTTON_STYLE = `
  button, a { min-width: 28px !important; border-radius: 8px !important; }
  a svg { margin-left: 8px; }
  button:focus-visible, a:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
  .primary { background-color: #4752c4; }
  .success { background-color: #1a7a3f; }
  .success.hoverable:hover { background-color: #14612f; }
  .destructive { background-color: #c02b31; }
  .destructive.hoverable:hover { background-color: #9c2227; }
  .secondary { background-color: var(--button); color: var(--button-text); }
  .secondary.hoverable:hover { background-color: var(--button-hover); }
`;
