import type { ValueOption } from '../schema/command-body.ts';

/** What is typed for an option, held against what Discord's client lets through. */

/** Discord's types of options. */
export const OPTION = {
  text: 3,
  integer: 4,
  yesNo: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  file: 11,
} as const;

/** The longest text that an option takes, where it does not say less. */
const MAX_TEXT = 6000;

export type Checked = { value: string | number | boolean } | { problem: string };

/**
 * @param picked What was chosen from a list instead of typed. Nothing typed is no value: whether one is needed is not
 * asked here.
 */
export function checkOption(
  option: ValueOption,
  typed: string,
  picked: string | number | boolean | undefined,
): Checked {
  if (picked !== undefined) return { value: picked };
  const { type, choices } = option;
  const mustPick = type === OPTION.yesNo || (type >= OPTION.user && type <= OPTION.mentionable) || choices?.length;
  if (mustPick) return { problem: 'Choose one of the list.' };
  if (type === OPTION.integer || type === OPTION.number) return checkNumber(option, typed);
  const least = option.min_length ?? 1;
  const most = option.max_length ?? MAX_TEXT;
  if (typed.length < least) return { problem: `Needs ${least} characters or more.` };
  if (typed.length > most) return { problem: `Takes ${most} characters or fewer.` };
  return { value: typed };
}

function checkNumber({ type, min_value: min, max_value: max }: ValueOption, typed: string): Checked {
  const value = Number(typed.trim());
  if (!Number.isFinite(value) || (type === OPTION.integer && !Number.isSafeInteger(value))) {
    return { problem: type === OPTION.integer ? 'Needs a whole number.' : 'Needs a number.' };
  }
  if (min !== null && min !== undefined && value < min) return { problem: `Must be ${min} or more.` };
  if (max !== null && max !== undefined && value > max) return { problem: `Must be ${max} or less.` };
  return { value };
}

/**
 * A command's options from one line, as one pastes it: `query: calibration private: true`. What stands before the first
 * name goes to the first option.
 */
export function splitTyped(line: string, names: readonly string[]): Record<string, string> {
  const [first] = names;
  if (first === undefined) return {};
  const found: Record<string, string> = {};
  const marks = [...line.matchAll(/(?:^|\s)([-_'\p{L}\p{N}]{1,32}):(?!\/\/)/gu)].filter(([, name = '']) =>
    names.includes(name),
  );
  const before = line.slice(0, marks[0]?.index).trim();
  if (before) found[first] = before;
  marks.forEach((mark, at) => {
    found[mark[1] ?? ''] = line.slice(mark.index + mark[0].length, marks[at + 1]?.index).trim();
  });
  return found;
}
