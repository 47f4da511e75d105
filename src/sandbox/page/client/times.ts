import { formatTime, isDate } from '../../markdown/format-time.ts';
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
  if (!isDate(at)) return h('span', {}, formatTime(at, style, sandboxNow()));
  const whole = new Date(at);
  return h(
    'time',
    {
      class: 'time',
      datetime: whole.toISOString(),
      title: formatTime(at, 'F', sandboxNow()),
      ...(style === 'R' && { 'data-at': at }),
    },
    formatTime(at, style, sandboxNow()),
  );
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
