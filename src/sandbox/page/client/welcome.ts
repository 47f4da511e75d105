import { h, part } from './dom.ts';

/** Remembers that the guided start was closed. */
const SEEN = 'sandbox-welcome-closed';

/** Commands to begin with, with words to say why. */
const EXAMPLES = [
  { line: '/search query: calibration', why: 'find papers by a word' },
  { line: '/random', why: 'one by chance' },
  { line: '/help', why: 'all that there is' },
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
  root.replaceChildren(
    h('h2', {}, `Try ${bot}`),
    h(
      'p',
      {},
      `This is a Discord of its own on your machine, and ${bot} is in it. Press an example, or type / in the box below.`,
    ),
    h(
      'ul',
      {},
      ...EXAMPLES.map(({ line, why }) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', class: 'example', on: { click: () => use(line) } },
            h('code', {}, line),
            h('span', {}, why),
          ),
        ),
      ),
    ),
    h('button', { type: 'button', class: 'quiet', on: { click: close } }, 'Got it'),
  );
  root.hidden = false;
}
