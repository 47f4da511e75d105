import type { Progress } from '../sources/index.ts';

const WIDTH = 20;
/** Of a terminal that does not say how wide it is. */
const USUAL_COLUMNS = 80;
/**
 * Where lines cannot be drawn over, a run that is over sooner says nothing, and a long one a line now and then, also
 * while no timer runs. In ms.
 */
const FIRST_MS = 1_500;
const AGAIN_MS = 10_000;

/** A line that shows how far a run is: drawn again and again at a terminal, elsewhere written from time to time. */
export function progressBar(
  output: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> & { columns?: number },
  now: () => number = Date.now,
) {
  let line = '';
  let written = '';
  let due = now() + FIRST_MS;
  const write = () => {
    if (line !== written) output.write(`${line}\n`);
    written = line;
    due = now() + AGAIN_MS;
  };
  const timers = output.isTTY ? [] : [setTimeout(write, FIRST_MS).unref(), setInterval(write, AGAIN_MS).unref()];
  const draw = (text: string) => {
    // A line that wraps would stay when the next one is drawn.
    if (output.isTTY) output.write(`\r\u001b[K${text.slice(0, (output.columns || USUAL_COLUMNS) - 1)}`);
  };
  return {
    show(text: string) {
      line = text;
      draw(text);
      if (!output.isTTY && now() >= due) write();
    },
    /** Before work that lets no timer run: it is said at once, wherever the line goes. */
    announce(text: string) {
      line = text;
      draw(text);
      if (!output.isTTY) write();
    },
    clear() {
      for (const timer of timers) clearTimeout(timer);
      draw('');
    },
  };
}

/**
 * `daily █████████··········· 45 % 1,234 read, 56 new, 7 changed`; without the bar where nobody knows how much there
 * is.
 */
export function progressLine(name: string, { seen, added, changed, done }: Progress): string {
  const numbers = `${count(seen)} read, ${count(added)} new, ${count(changed)} changed`;
  return done === undefined ? `${name}  ${numbers}` : `${name}  ${drawn(done)}  ${numbers}`;
}

/** `██████████··········  50 %` */
export function drawn(done: number): string {
  const full = Math.round(Math.min(1, done) * WIDTH);
  const percent = `${Math.floor(Math.min(1, done) * 100)} %`.padStart(5);
  return `${'█'.repeat(full)}${'·'.repeat(WIDTH - full)} ${percent}`;
}

function count(number: number): string {
  return number.toLocaleString('en-GB');
}
