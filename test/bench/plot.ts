/** Lines over sizes, both axes logarithmic: enough to see how a cost grows. */
export interface Line {
  name: string;
  colour: string;
  points: readonly { x: number; y: number }[];
}

const WIDTH = 640;
const HEIGHT = 360;
const MARGIN = 60;

/** An SVG of some lines; ticks are powers of ten. */
export function plot(title: string, yName: string, lines: readonly Line[]): string {
  const points = lines.flatMap(line => line.points);
  const across = scale(
    points.map(({ x }) => x),
    MARGIN,
    WIDTH - MARGIN,
  );
  const up = scale(
    points.map(({ y }) => y),
    HEIGHT - MARGIN,
    MARGIN,
  );
  const text = (x: number, y: number, words: string, more = '') => `<text x="${x}" y="${y}" ${more}>${words}</text>`;
  const drawn = lines.map(({ name, colour, points: of }, i) => {
    const path = of.map(({ x, y }) => `${across.at(x).toFixed(1)},${up.at(y).toFixed(1)}`).join(' ');
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${path}"/>${text(MARGIN + 8, MARGIN + 16 * i, name, `fill="${colour}"`)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<title>${title}</title>
<rect width="100%" height="100%" fill="white"/>
${text(MARGIN, 24, title, 'font-size="15"')}
${across.ticks.map(tick => text(across.at(tick), HEIGHT - MARGIN + 18, tick.toLocaleString('en'), 'text-anchor="middle"')).join('\n')}
${up.ticks.map(tick => text(MARGIN - 8, up.at(tick), `${tick} ${yName}`, 'text-anchor="end"')).join('\n')}
${drawn.join('\n')}
</svg>
`;
}

function scale(values: readonly number[], from: number, to: number) {
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  return {
    at: (value: number) => from + ((Math.log10(value) - low) / Math.max(1, high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
  };
}
