import { h, icon, part } from './dom.ts';

/** Remembers that the guided start was closed. */
const SEEN = 'sandbox-welcome-closed';

/** Commands to begin with, with words to say why. */
const EXAMPLES = [
  { line: '/search query: calibration', why: 'find papers by words' },
  { line: '/random', why: 'open one by chance' },
  { line: '/help', why: 'see all that there is' },
];

/** On the first visit: what this is, and commands that one can press. */
export function welcome(bot: string, use: (line: string) => void): void {
  const root = part('welcome');
  if (localStorage.getItem(SEEN) !== null) return;
  const close = () => {
    localStorage.setItem(SEEN, 'yes');
    root.hidden = true;
    root.replaceChildren();
  };
  const example = ({ line, why }: (typeof EXAMPLES)[number]) =>
    h(
      'li',
      {},
      h(
        'button',
        { type: 'button', class: 'example', on: { click: () => use(line) } },
        h('span', { class: 'example-line' }, line),
        h('span', { class: 'muted' }, why),
      ),
    );
  root.replaceChildren(
    h(
      'div',
      { class: 'welcome-head' },
      h('h2', {}, `Try ${bot}`),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': 'Close the guided start', on: { click: close } },
        icon('cross'),
      ),
    ),
    h('p', {}, `This is a Discord of its own on your machine, and ${bot} is in it. Press one of these to begin:`),
    h('ul', {}, ...EXAMPLES.map(example)),
    h(
      'p',
      { class: 'muted' },
      'Or type / in the box below. You can act as other people at the lower left, and move the clock on under Faults and time.',
    ),
  );
  root.hidden = false;
}
