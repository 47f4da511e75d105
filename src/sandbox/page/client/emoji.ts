/**
 * Emoji as pictures, as Discord has them: they look the same on every machine, also where no font has them. What is an
 * emoji is said by Unicode's list; a sign that is text by default (→, ✓) stays text.
 */
const EMOJI = /(\p{RGI_Emoji})/v;

/** Quick to try, and true of every text with an emoji in it. */
const HAS_EMOJI = /[\u20e3\ufe0f\u{1f000}-\u{1faff}]|\p{Emoji_Presentation}/u;

/** The text with its emoji as pictures; those are read out and copied as the emoji. */
export function withEmoji(text: string): (Node | string)[] {
  if (!HAS_EMOJI.test(text)) return [text];
  return text.split(EMOJI).map((part, index) => (index % 2 === 1 ? picture(part) : part));
}

function picture(emoji: string): HTMLElement {
  const image = document.createElement('img');
  image.className = 'emoji';
  // Where the set has no picture, this is shown.
  image.alt = emoji;
  image.draggable = false;
  image.src = `/emoji/${codePoints(emoji)}.svg`;
  return image;
}

/** As Twemoji names its files: without the sign that asks for a picture, but for joined emoji. */
function codePoints(emoji: string): string {
  const named = emoji.includes('\u200d') ? emoji : emoji.replaceAll('\ufe0f', '');
  return [...named].map(character => character.codePointAt(0)?.toString(16)).join('-');
}
