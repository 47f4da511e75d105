import type { PageMessage } from '../protocol.ts';

/** What can be done with a message. */
export interface MessageActions {
  press(message: PageMessage, customId: string): void;
  choose(message: PageMessage, select: string, values: string[]): void;
  /** Reacts, or takes that back. */
  react(message: PageMessage, emoji: string): void;
  /** Votes in its poll, by the ids of the answers. */
  vote(message: PageMessage, answers: number[]): void;
  /** Opens the menu of a message next to the given point. */
  openMenu(message: PageMessage, at: { x: number; y: number }, back: HTMLElement): void;
  /** Takes a private reply out of sight. */
  dismiss(message: PageMessage): void;
  goTo(channelId: string): void;
}
