const LONGEST = 6000;
const EVIL_LINK = '[click](https://evil.example)';
const ZWJ = '👩‍🔬';

/**
 * Signs that Discord would make something of outside of code: links, times, emoji, mentions. Text from outside must be
 * escaped.
 */
export const LIVE_MARKUP = [
  EVIL_LINK,
  '<t:86400:R>',
  '<:evil:123456789012345678>',
  '<a:evil:123456789012345678>',
  '<id:home>',
];

const FIXED = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'then'],
  ...['\0', 'quokka\0', '\ud800', 'a\udc00b', '\ufffe', '\u200b', '\u202egnp.exe\u202c', '\u2066x\u2069', '\x1b[31m'],
  ...[
    '',
    ' ',
    '\n\n\n',
    '\r',
    '\t',
    '.',
    '-',
    '--',
    '"',
    "'",
    '`',
    '```',
    '\\',
    '|',
    '*',
    '_',
    '~',
    '#',
    '# big',
    '> q',
  ],
  ...['@everyone', '@here', '</help:123456789012345678>', ...LIVE_MARKUP],
  ...[
    '**bold**',
    '||spoiler||',
    '__~~*`x`*~~__',
    '```js\nx\n```',
    '- item',
    'https://evil.example/?a=<b>',
    '<https://evil.example>',
  ],
  ...[
    '%',
    '%00',
    '%s%n',
    '{7*7}',
    '{{7*7}}',
    "'; drop table paper; --",
    '" or ""="',
    '../../../etc/passwd',
    'file:///etc/passwd',
  ],
  ...['javascript:alert(1)', 'http://127.0.0.1:1/', 'data:text/html,x', '(a+)+$', '^(([a-z])+.)+[A-Z]([a-z])+$'],
  ...[
    '0',
    '-1',
    '1e400',
    'NaN',
    'Infinity',
    '9'.repeat(400),
    '0x10',
    '٣',
    '½',
    '1,5',
    '2024-02-30',
    '0000-00-00',
    '9999-12-31',
  ],
  ...['25:61', '8:3', '24:00', 'noon', 'Europe/Berlin', 'Etc/GMT+99', 'Berlin', 'mon-sun', 'weekdays', 'every 0 days'],
  ...[
    '2110.04260',
    'arXiv:2110.04260v99999999999',
    '10.1000/182',
    `10.1000/${')'.repeat(200)}`,
    'null',
    'undefined',
    'true',
    '[]',
    '{}',
  ],
  ...['title:', '-', 'year:..', 'year:9999999999..', 'author:""', 'id:', 'OR OR OR', '((((', '-(-(-(a', '"""'],
];
const HUGE = [
  'x',
  ' ',
  '\n',
  '\\',
  '`',
  '*',
  '@everyone ',
  '<@1>',
  'é',
  'a\u0301',
  ZWJ,
  '\ud800',
  '\u202e',
  '(',
  '"a ',
  'a:',
  '🦘',
  '|',
  '[',
  'ﷺ',
  '١',
];

/**
 * Values that are to do harm wherever a text is taken; the same for the same numbers. `ids`: of people, roles and
 * channels.
 */
export function hostileText(random: () => number, ids: readonly string[]): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const one = random();
  if (one < 0.5) return pick(FIXED);
  const id = pick(ids);
  if (one < 0.6)
    return pick([`<@${id}>`, `<@!${id}>`, `<@&${id}>`, `<#${id}>`, id, `https://discord.com/channels/${id}/${id}`]);
  if (one < 0.8) {
    const piece = pick(HUGE);
    const length = pick([101, 513, 4097, LONGEST]);
    return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  }
  return Array.from({ length: 2 + Math.floor(random() * 4) }, () => pick(FIXED)).join(pick(['', ' ', '\n', ';']));
}

/** A value of any kind, for an option that takes a number or says yes or no. */
export function hostileNumber(random: () => number): number {
  const all = [0, -1, 1, 2, 25, 100, 1e9, -1e9, 1.5, Number.MAX_SAFE_INTEGER, -(2 ** 53), 1e308, 5e-324];
  return all[Math.floor(random() * all.length)] ?? 0;
}
