import { entryOf } from '../../../platform/entry-of.ts';
import { h } from './dom.ts';

/** Instants as Discord draws them, by the clock of the sandbox. */

let ahead = 0;

/** Tells what time it is in the sandbox, in ms since the epoch. */
export function setNow(now: number): void {
  ahead = now - Date.now();
  refreshTimes();
}

export const sandboxNow = (): number => Date.now() + ahead;

/** How often relative times are drawn again, in ms: minutes are the finest unit that stays. */
const REFRESH_MS = 10_000;
setInterval(refreshTimes, REFRESH_MS);

function refreshTimes(): void {
  for (const element of document.querySelectorAll<HTMLElement>('time[data-at]')) {
    element.textContent = formatTime(Number(element.dataset.at), 'R', sandboxNow());
  }
}

export function timeElement(at: number, style: string): HTMLElement {
  const valid = Math.abs(at) <= 8.64e15;
  if (!valid) return h('span', {}, 'Invalid date');
  const whole = new Date(at);
  return h(
    'time',
    {
      class: 'time',
      datetime: whole.toISOString(),
      title: whole.toLocaleString(undefined, FORMATS.F),
      ...(style === 'R' && { 'data-at': at }),
    },
    formatTime(at, style, sandboxNow()),
  );
}

/** Discord's styles of timestamps. */
const FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

/** Seconds in each unit, largest first. */
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

function formatTime(at: number, style: string, now: number): string {
  if (style !== 'R') return new Date(at).toLocaleString(undefined, entryOf(FORMATS, style) ?? FORMATS.f);
  const seconds = Math.round((at - now) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** When a message came, as Discord shows it next to the author. */
export function messageTime(at: number, now: number): string {
  const time = new Date(at).toLocaleTimeString(undefined, { timeStyle: 'short' });
  const days = daysBetween(at, now);
  if (days === 0) return `Today at ${time}`;
  if (days === 1) return `Yesterday at ${time}`;
  return `${new Date(at).toLocaleDateString(undefined, { dateStyle: 'short' })} ${time}`;
}

/** The date as a line between messages says it. */
export const dayOf = (at: number): string => new Date(at).toLocaleDateString(undefined, { dateStyle: 'long' });

/** Days from one local date to another. */
function daysBetween(earlier: number, later: number): number {
  const day = (ms: number) => {
    const date = new Date(ms);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return (day(later) - day(earlier)) / 86_400_000;
}
