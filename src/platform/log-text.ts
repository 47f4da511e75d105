import { stripVTControlCharacters, styleText } from 'node:util';
import { z } from 'zod';

const lineSchema = z.looseObject({ level: z.string(), time: z.string(), msg: z.string().optional() });
const errorSchema = z.looseObject({ message: z.string(), stack: z.string().optional() });

const COLOURS = { warn: 'yellow', error: 'red', fatal: 'red' } as const;

/**
 * One JSON line of the log as a person reads it on a terminal: `23:10:21 warn What happened key=value`, an error's
 * stack below.
 */
export function readableLine(json: string): string {
  const read = lineSchema.safeParse(parsed(json)).data;
  if (!read) return json;
  const { level, time, msg = '', err, ...fields } = read;
  const error = errorSchema.safeParse(err).data;
  const shown = Object.entries({ ...fields, ...(error === undefined && err !== undefined && { err }) });
  const details = shown.map(
    ([key, value]) => `${key}=${typeof value === 'string' ? harmless(value) : harmless(JSON.stringify(value))}`,
  );
  const colour = Object.entries(COLOURS).find(([name]) => name === level)?.[1];
  const head = [
    time.slice(11, 19),
    colour ? styleText(colour, level.padEnd(5)) : level.padEnd(5),
    harmless(msg),
    ...details,
  ];
  const below = error ? `\n${indented(error.stack ?? error.message)}` : '';
  return `${head.join('  ')}${below}\n`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function indented(text: string): string {
  return stripVTControlCharacters(text)
    .split('\n')
    .map(line => `    ${harmless(line)}`)
    .join('\n');
}

/** Text from outside may hold what moves the cursor or changes the title of a terminal: it is shown as in JSON. */
function harmless(text: string): string {
  return text.replace(/\p{Cc}/gu, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
