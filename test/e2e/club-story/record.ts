import { Temporal } from 'temporal-polyfill';
import { type ShownMessage, shownMessage } from '../../../src/sandbox/driver/shown.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import type { ScheduledEvent } from '../../../src/sandbox/world/world.ts';

/** What was said or done, and where: `#papers`, `thread “On quokkas”`, `DM reader`, `event`. */
export interface Entry {
  /** Ms since the epoch. */
  at: number;
  where: string;
  /** As people read it, with names in place of ids and with times of the club's clock. */
  text: string;
  /** The message, where it is one. */
  message?: ShownMessage;
}

export interface StoryRecord {
  readonly entries: readonly Entry[];
  /** Somebody does something, or something happens to the bot. */
  note(where: string, text: string): void;
  /** With names in place of ids, and times of the club's clock. */
  readable(text: string): string;
  /**
   * To be called when the bot is at rest: what it has said since the last time is put in an order that does not depend
   * on chance.
   */
  take(): void;
  /** All of it, for a person to read. */
  text(): string;
}

/**
 * Keeps what a bot says by itself or for all to see, in every place of a sandbox, and what becomes of a server's
 * events.
 */
export function startRecord(
  sandbox: Sandbox,
  { guild: guildName, zone }: { guild: string; zone: string },
): StoryRecord {
  const { world } = sandbox;
  const entries: Entry[] = [];
  const waiting: Entry[] = [];
  const events = new Map<string, ScheduledEvent>();
  const guild = [...world.guilds.values()].find(({ name }) => name === guildName);
  if (!guild) throw new Error(`There is no server ${guildName}.`);

  const end = sandbox.watch(({ kind, message, channel }) => {
    if (message.authorId !== world.bot.id || message.onlyFor !== undefined || kind === 'marked') return;
    const shown = shownMessage(world, channel, message);
    const where =
      channel.recipientId !== undefined
        ? `DM ${nameOf(channel.recipientId)}`
        : channel.thread
          ? `thread “${channel.name}”`
          : `#${channel.name}`;
    const told = kind === 'created' ? '' : `${kind}: `;
    const text = `${told}${readable(drawn(shown))}`;
    waiting.push({ at: world.now(), where, text, message: shown });
  });

  function nameOf(userId: string): string {
    return world.users.get(userId)?.name ?? 'somebody';
  }

  function readable(text: string): string {
    return text
      .replace(/<t:(\d+)(?::(\w))?>/g, (_, seconds: string, style = 'f') =>
        style === 'R' ? 'then' : localTime(Number(seconds) * 1000, zone),
      )
      .replace(/https:\/\/discord\.com\/channels\/\d+\/(\d+)/g, (_, id: string) => `link to #${placeName(id)}`)
      .replace(/<@(\d+)>/g, (_, id: string) => `@${nameOf(id)}`)
      .replace(/<#(\d+)>/g, (_, id: string) => `#${placeName(id)}`)
      .replace(/[\w-]+-(\d{4}-\d\d-\d\d@offprint)/g, 'CLUB-$1');
  }

  function placeName(id: string): string {
    return guild?.channels.get(id)?.name ?? 'somewhere';
  }

  function lookAtEvents(): void {
    for (const event of guild?.events.values() ?? []) {
      const before = events.get(event.id);
      events.set(event.id, structuredClone(event));
      const text = readable(drawnEvent(event, zone));
      const at = world.now();
      if (!before) waiting.push({ at, where: 'event', text: `made: ${text}` });
      else if (event.status === 4 && before.status !== 4)
        waiting.push({ at, where: 'event', text: `cancelled: ${event.name}` });
      else if (text !== readable(drawnEvent(before, zone)))
        waiting.push({ at, where: 'event', text: `changed: ${text}` });
    }
    for (const [id, { name }] of events)
      if (!guild?.events.has(id)) {
        events.delete(id);
        waiting.push({ at: world.now(), where: 'event', text: `deleted: ${name}` });
      }
  }

  function take(): void {
    lookAtEvents();
    const key = ({ at, where, text }: Entry) => `${at} ${where} ${text}`;
    entries.push(...waiting.splice(0).sort((a, b) => (key(a) < key(b) ? -1 : 1)));
  }

  return {
    entries,
    readable,
    take,
    note(where, text) {
      take();
      entries.push({ at: world.now(), where, text });
    },
    text() {
      take();
      end();
      const lines: string[] = [];
      let time = '';
      for (const { at, where, text } of entries) {
        const now = localTime(at, zone);
        if (now !== time) lines.push('', `== ${now}`);
        time = now;
        const [first = '', ...more] = text.split('\n');
        lines.push(`${where}: ${first}`, ...more.map(line => `    ${line}`.trimEnd()));
      }
      return `${lines.join('\n').trim()}\n`;
    },
  };
}

/** `Tue 2026-10-27 18:00 -04:00` */
export function localTime(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][local.dayOfWeek - 1];
  return `${day} ${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })} ${local.offset}`;
}

function drawn({ content, embeds, poll, buttons, selects, files }: ShownMessage): string {
  const embedded = embeds.flatMap(({ title, description, fields, footer }) => [
    ...(title ? [`| ${title}`] : []),
    ...(description ? description.split('\n').map(line => `| ${line}`) : []),
    ...(fields ?? []).map(({ name, value }) => `| ${name}: ${value}`),
    ...(footer ? [`| ${footer.text}`] : []),
  ]);
  const controls = [
    ...selects.map(one => `[${one.placeholder ?? ''}: ${'options' in one ? one.options.length : 0}]`),
    ...buttons.map(({ label }) => `[${label}]`),
  ];
  return [
    ...(content ? [content] : []),
    ...embedded,
    ...(poll ? [`| poll: ${poll.question}`, ...poll.answers.map(({ text }) => `| ( ) ${text}`)] : []),
    ...files.map(({ filename }) => `| file: ${filename}`),
    ...(controls.length > 0 ? [controls.join(' ')] : []),
  ].join('\n');
}

function drawnEvent({ name, description = '', startAt, endAt = 0, location = '' }: ScheduledEvent, zone: string) {
  const lines = description.split('\n').filter(Boolean);
  return [
    name,
    `${localTime(startAt, zone)} to ${localTime(endAt, zone).slice(15)}, at ${location}`,
    ...lines.map(line => `| ${line}`),
  ].join('\n');
}
