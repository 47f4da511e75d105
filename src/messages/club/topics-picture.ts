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
/** Of one presenter. */
const PERSON = 40;
/** Presenters that are drawn: the list beside the picture has them all. */
const PRESENTERS = 10;
const PRESENTED = 'Who presented how often';
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

/**
 * How often the people of a list presented, in its order: the picture shows their places in it, since no names are
 * kept.
 */
export type TimesPresented = readonly number[];

/** One row of bars for each topic, one bar for each period, with its number; below it one bar for each presenter. */
export function topicsPicture(
  title: string,
  { periods, topics }: TopicsOverTime,
  presented: TimesPresented = [],
): string {
  const isAbout = topics.length > 0;
  const above = isAbout ? HEAD + topics.length * ROW + FOOT : 0;
  const people = presented.slice(0, PRESENTERS);
  const height = above + (people.length > 0 ? HEAD + people.length * PERSON + MARGIN : 0);
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
      text(line, middle(i), above - 46 + row * 24, SMALL_SIZE, COLOURS.faint, 'middle'),
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="${FONT}">`,
    box(0, 0, WIDTH, height, COLOURS.ground),
    ...(isAbout ? [text(cutAtWord(oneLine(title), 60), MARGIN, 52, TITLE_SIZE, COLOURS.text)] : []),
    ...rows,
    ...below,
    ...presenters(people, above),
    '</svg>',
  ].join('');
}

function presenters(people: TimesPresented, top: number): string[] {
  if (people.length === 0) return [];
  const most = Math.max(1, ...people);
  const rows = people.map((times, i) => {
    const y = top + HEAD + i * PERSON;
    const width = (times / most) * (WIDTH - LABELS - 3 * MARGIN);
    const label = text(`No. ${i + 1}`, MARGIN, y + 24, TEXT_SIZE, COLOURS.text);
    const bar = box(LABELS, y + 4, width, PERSON - 12, COLOURS.bar);
    return `${label}${bar}${text(times, LABELS + width + 10, y + 24, TEXT_SIZE, COLOURS.text)}`;
  });
  return [text(PRESENTED, MARGIN, top + 52, TITLE_SIZE, COLOURS.text), ...rows];
}

/** The same in words, for those who do not see the picture. */
export function topicsInWords(
  title: string,
  { periods, topics }: TopicsOverTime,
  presented: TimesPresented = [],
): string {
  const rows = topics.map(({ name, counts }) => {
    const some = counts.flatMap((count, i) => (count > 0 ? [`${count} in ${periods[i]}`] : []));
    return `${oneLine(name)}: ${some.join(', ')}`;
  });
  const people = presented
    .slice(0, PRESENTERS)
    .map((times, i) => `${i + 1}. ${times === 1 ? 'once' : `${times} times`}`);
  const parts = [
    ...(rows.length > 0 ? [`${oneLine(title)}. ${rows.join('; ')}.`] : []),
    ...(people.length > 0 ? [`${PRESENTED}, by places in the list: ${people.join('; ')}.`] : []),
  ];
  return cutAtWord(`Bars. ${parts.join(' ')}`, ALT_CHARACTERS);
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
