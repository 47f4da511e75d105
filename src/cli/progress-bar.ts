import type { Progress } from '../sources/index.ts';

const WIDTH = 30;

/** A line that shows how far a run is, drawn again and again at a terminal; elsewhere nothing. */
export function progressBar(output: NodeJS.WriteStream, name: string) {
  const draw = (line: string) => {
    if (output.isTTY) output.write(`\r\u001b[K${line}`);
  };
  return {
    show: (progress: Progress) => draw(progressLine(name, progress)),
    clear: () => draw(''),
  };
}

/** `daily  ███████▌··········  45 %  1,234 read, 56 new, 7 changed`; without the bar where nobody knows how much there is. */
export function progressLine(name: string, { seen, added, changed, done }: Progress): string {
  const numbers = `${count(seen)} read, ${count(added)} new, ${count(changed)} changed`;
  if (done === undefined) return `${name}  ${numbers}`;
  const full = Math.round(Math.min(1, done) * WIDTH);
  const percent = `${Math.floor(Math.min(1, done) * 100)} %`.padStart(5);
  return `${name}  ${'█'.repeat(full)}${'·'.repeat(WIDTH - full)} ${percent}  ${numbers}`;
}

function count(number: number): string {
  return number.toLocaleString('en-GB');
}
