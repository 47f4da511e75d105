import type { Session } from './club.ts';

/** What a calendar shows of a session. */
export interface CalendarEntry {
  session: Session;
  title: string;
  description: string;
  where?: string;
}

export interface CalendarFile {
  /**
   * Of the club; with a session's date it names the entry, so that a newer file changes what an older one has brought.
   */
  clubId: string;
  name: string;
  minutes: number;
  /** Of the club, how often its rule, the length of its sessions or its holidays were changed. */
  changes?: number;
  /** Ms since the epoch. */
  now: number;
  entries: readonly CalendarEntry[];
}

/** RFC 5545, section 3.1: a line has at most 75 octets, without its end. */
const LINE_OCTETS = 75;

/**
 * Sessions as an iCalendar file (RFC 5545). Each stands there with its own instant in UTC: a calendar shows it in its
 * reader's zone, and no rule for a zone's clock changes can grow old in it. With each change a session's sequence
 * number rises, and one that is cancelled says so.
 */
export function writeCalendar({ clubId, name, minutes, changes = 0, now, entries }: CalendarFile): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Offprint//Journal club//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${text(name)}`,
    ...entries.flatMap(({ session, title, description, where }) => [
      'BEGIN:VEVENT',
      `UID:${sessionMark(clubId, session.date)}`,
      `DTSTAMP:${instant(now)}`,
      `DTSTART:${instant(session.at)}`,
      `DTEND:${instant(session.at + minutes * 60_000)}`,
      `SEQUENCE:${changes + (session.changes ?? 0)}`,
      `STATUS:${session.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      `SUMMARY:${text(title)}`,
      `DESCRIPTION:${text(description)}`,
      ...(where === undefined ? [] : [`LOCATION:${text(where)}`]),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** Names a session of a club everywhere. */
export function sessionMark(clubId: string, date: string): string {
  return `${clubId}-${date}@offprint`;
}

/** The session's date within its mark. */
export function dateOfMark(mark: string): string {
  return /(\d{4}-\d\d-\d\d)@/.exec(mark)?.[1] ?? '';
}

/** The club's id within the mark of one of its sessions. */
export function clubOfMark(mark: string): string {
  return /^(.*)-\d{4}-\d\d-\d\d@/.exec(mark)?.[1] ?? '';
}

/** `20260326T170000Z` */
function instant(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

function text(value: string): string {
  return value.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');
}

/** Never within a character. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      parts.push(part);
      // What goes on begins with a space, which counts.
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}
