/** Line drawings of 24 × 24, as the `d` of an SVG path. */
export const ICONS = {
  announcement: 'M3 10v4l12 5V5L3 10Zm4 5.7V20h3v-3M18.5 9a4 4 0 0 1 0 6',
  at: 'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Zm0 0v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-4 7.5',
  clock: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0ZM12 7v5l3 2',
  cross: 'M6 6l12 12M18 6 6 18',
  dots: 'M5 12h.01M12 12h.01M19 12h.01',
  forum: 'M4 4h12v9H9l-3 3v-3H4V4ZM19 9h1.5v9H18v3l-3-3h-5',
  hash: 'M9.5 3 7.5 21M16.5 3l-2 18M4 8.5h17M3 15.5h17',
  menu: 'M4 6h16M4 12h16M4 18h16',
  messages: 'M4 4h16v12h-8l-4 4v-4H4V4Z',
  moon: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5Z',
  people:
    'M12.5 7.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18.5 14a6.5 6.5 0 0 1 3 6',
  sun: 'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5',
  thread: 'M5 4v9a3 3 0 0 0 3 3h11M15 12l4 4-4 4',
} as const;

export type IconName = keyof typeof ICONS;
