import type { TopicsOverTime } from '../../clubs/statistics.ts';
import { cutAtWord } from '../../interactions/cut.ts';
import { oneLine } from '../../interactions/markdown.ts';
import { FONT } from '../../platform/picture.ts';

/** In pixels. Discord shows a picture at up to 550 across; twice that stays sharp. */
const WIDTH = 1100;
const LABELS = 330;
const ROW = 70;
const HEAD = 90;
const FOOT = 76;
const MARGIN = 30;
const BAR = 46;
const TITLE_SIZE = 32;
const TEXT_SIZE = 24;
const SMALL_SIZE = 18;
/** Offprint's blue, and greys with a contrast of 4.5 and more on white. */
const COLOURS = { bar: '#3b6ea5', text: '#1f2328', faint: '#59636e', line: '#d1d9e0', ground: '#ffffff' };
/** At the text size, wider names would run into the bars. */
const NAME_CHARACTERS = 27;
/** Discord's limit for the description of an attachment. */
const ALT_CHARACTERS = 1024;

/** One row of bars for each topic, one bar for each period, with its number. */
export function topicsPicture(title: string, { periods, topics }: TopicsOverTime): string {
  const height = HEAD + topics.length * ROW + FOOT;
  const column = (WIDTH - LABELS - MARGIN) / Math.max(1, periods.length);
  const width = Math.min(BAR, column * 0.7);
  const most = Math.max(1, ...topics.flatMap(({ counts }) => counts));
  const middle = (i: number) => LABELS + column * (i + 0.5);
  const rows = topics.map(({ name, counts }, row) => {
    const ground = HEAD + (row + 1) * ROW - 12;
    const bars = counts.map((count, i) => {
      const bar = (count / most) * (ROW - 38);
      if (count === 0) return '';
      return `${box(middle(i) - width / 2, ground - bar, width, bar, COLOURS.bar)}${text(count, middle(i), ground - bar - 5, SMALL_SIZE, COLOURS.text, 'middle')}`;
    });
    const label = text(cutAtWord(oneLine(name), NAME_CHARACTERS), MARGIN, ground - 4, TEXT_SIZE, COLOURS.text);
    return `${box(LABELS, ground, WIDTH - LABELS - MARGIN, 1, COLOURS.line)}${label}${bars.join('')}`;
  });
  const below = periods.flatMap((period, i) => {
    const [year, part] = period.split(/[- ]/);
    const isNew = year !== periods[i - 1]?.slice(0, 4);
    const lines = part === undefined ? [year] : [part, ...(isNew ? [year] : [])];
    return lines.map((line = '', row) =>
      text(line, middle(i), height - 46 + row * 24, SMALL_SIZE, COLOURS.faint, 'middle'),
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="${FONT}">`,
    box(0, 0, WIDTH, height, COLOURS.ground),
    text(cutAtWord(oneLine(title), 60), MARGIN, 52, TITLE_SIZE, COLOURS.text),
    ...rows,
    ...below,
    '</svg>',
  ].join('');
}

/** The same in words, for those who do not see the picture. */
export function topicsInWords(title: string, { periods, topics }: TopicsOverTime): string {
  const rows = topics.map(({ name, counts }) => {
    const some = counts.flatMap((count, i) => (count > 0 ? [`${count} in ${periods[i]}`] : []));
    return `${oneLine(name)}: ${some.join(', ')}`;
  });
  return cutAtWord(`Bars. ${oneLine(title)}. ${rows.join('; ')}.`, ALT_CHARACTERS);
}

function box(x: number, y: number, width: number, height: number, fill: string): string {
  const [left, top, across, down] = [x, y, width, height].map(one => one.toFixed(1));
  return `<rect x="${left}" y="${top}" width="${across}" height="${down}" fill="${fill}"/>`;
}

function text(words: string | number, x: number, y: number, size: number, fill: string, anchor = 'start'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}">${escaped(String(words))}</text>`;
}

/** Text from outside within XML. */
function escaped(words: string): string {
  return words.replace(/[<>&"']/g, character => `&#${character.charCodeAt(0)};`);
}
