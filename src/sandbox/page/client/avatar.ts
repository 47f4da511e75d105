/** Small pictures made here: nothing is loaded from anywhere. */

/** Dark enough for white letters (WCAG AA). */
const COLOURS = ['#4752c4', '#1a7a3f', '#a2461c', '#8a2f6f', '#2a6f8f', '#6b5a1e'];

/** A picture with the first letter of a name, as a `data:` address. */
export function avatar(name: string): string {
  const letter = [...name][0]?.toUpperCase().replace(/[^\p{L}\p{N}]/u, '') ?? '';
  const sum = [...name].reduce((all, character) => all + (character.codePointAt(0) ?? 0), 0);
  const colour = COLOURS[sum % COLOURS.length] ?? '';
  return picture(
    colour,
    `<text x="20" y="27" font-family="sans-serif" font-size="20" font-weight="600" fill="white" text-anchor="middle">${letter}</text>`,
  );
}

/** The bot's: a sheet that comes off another. */
export const BOT_AVATAR = picture(
  '#3b4a9e',
  '<path d="M11 13h11v17H11z" fill="#8f9be0"/><path d="M15 9h9l5 5v13H15z" fill="white"/><path d="M24 9v5h5z" fill="#b9c1f0"/><path d="M18 17.5h8M18 20.5h8M18 23.5h5" stroke="#3b4a9e" stroke-width="1.4"/>',
);

function picture(colour: string, drawing: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${colour}"/>${drawing}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
