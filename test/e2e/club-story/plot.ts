import { Temporal } from 'temporal-polyfill';
import { newPaperId } from '../../../src/papers/paper.ts';
import { type Story, titleOf } from './people.ts';

/** What people do around one session. */
export interface Week {
  /** Its date. */
  session: string;
  /** When it is moved: to which date and time. */
  movedTo?: string;
  moveTime?: string;
  /** The organisers choose its paper, and there is no ballot. */
  guest?: true;
  /** Its ballot is a poll of Discord's. */
  poll?: true;
  /** A person's nominations, by letters. */
  nominate?: Readonly<Record<string, string>>;
  /** A person's votes, one after the other: `AB C` is first A and B, then C alone. */
  votes?: Readonly<Record<string, string>>;
  /** The letter of the paper that is read in the end; missing where nobody meets. */
  reads?: string;
  /** Whose turn it is. */
  asked?: string;
  /** Whether they press *I present*; default true. */
  agrees?: boolean;
  /** Who is asked after them. */
  next?: string;
  /** The organisers hear that nobody has agreed to present. */
  late?: true;
  comes?: readonly string[];
  reminded?: readonly string[];
  /** They say so when the reminder a day before is over. */
  remindedLate?: true;
  there?: readonly string[];
  rates?: Readonly<Record<string, number>>;
  /** What else happens, and when: days before the session, and the time of the club's clock. */
  also?: readonly { days: number; time: string; do: (story: Story) => Promise<unknown> | undefined }[];
}

/** Tells a week as it usually goes, with what else happens in between. */
export async function tellWeek(story: Story, week: Week): Promise<void> {
  const { session, nominate = {}, votes = {}, reads = '', asked, agrees = true } = week;
  const before: Week['also'] = [
    {
      days: 6,
      time: '12:05',
      async do() {
        for (const [person, letters] of Object.entries(nominate))
          for (const letter of letters) await story.club(person, 'nominate', { paper: newPaperId(titleOf(letter)) });
      },
    },
    {
      days: 4,
      time: '12:05',
      async do() {
        if (Object.keys(votes).length === 0) return;
        const ballot = story.newest('#papers', 'The ballot is open');
        for (const [person, all] of Object.entries(votes))
          for (const letters of all.split(' ')) await story.votes(person, ballot, letters);
      },
    },
  ];
  const chosen: Week['also'] = [
    {
      days: 2,
      time: '18:30',
      async do() {
        if (asked === undefined || !agrees) return;
        await story.press(asked, story.newest(`DM ${asked}`, 'It is your turn'), 'I present');
      },
    },
  ];
  const after: Week['also'] = [
    {
      days: 1,
      time: '12:30',
      async do() {
        const { comes = [], reminded = [] } = week;
        if (comes.length + reminded.length === 0) return;
        const chosen = story.newest('#papers', `we read **${titleOf(reads)}**`);
        for (const person of comes) await story.press(person, chosen, 'I come');
        for (const person of reminded) await story.press(person, chosen, 'Remind me');
      },
    },
    {
      days: 0,
      time: '18:30',
      async do() {
        const { there = [], rates = {} } = week;
        if (there.length === 0) return;
        const opening = story.newest(`thread “${titleOf(reads)}”`, 'The session begins:');
        for (const person of there) await story.press(person, opening, 'I was there');
        for (const [person, rating] of Object.entries(rates)) await story.rates(person, opening, rating);
      },
    },
  ];
  const timed = (some: Week['also'] = [], date = session) =>
    some.map(one => ({ ...one, at: momentOf(date, one.days, one.time) }));
  const all = [
    ...timed(before),
    ...timed(week.also),
    ...timed(reads ? chosen : []),
    ...timed(reads ? after : [], week.movedTo),
  ];
  for (const one of all.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    await story.to(one.at);
    await one.do(story);
  }
}

/** `2026-10-25T18:30` for two days before 27 October. */
function momentOf(session: string, days: number, time: string): string {
  return `${Temporal.PlainDate.from(session).subtract({ days })}T${time}`;
}

const club =
  (person: string, subcommand: string, options: Record<string, string | boolean | number> = {}) =>
  (story: Story) =>
    story.club(person, subcommand, options);

const agrees = (person: string) => (story: Story) =>
  story.press(person, story.newest(`DM ${person}`, 'It is your turn'), 'I present');

/** Twenty weeks of a club in New York, from one clock change to the next: Tuesdays at 18:00. */
export const WEEKS: readonly Week[] = [
  {
    session: '2026-10-27',
    nominate: { 'reader-7': 'A', 'reader-8': 'B', newcomer: 'C', moderator: 'C' },
    votes: { 'reader-6': 'AB', 'reader-7': 'B', 'reader-8': 'C B', newcomer: 'C' },
    reads: 'B',
    asked: 'reader-1',
    comes: ['reader-6', 'reader-7'],
    there: ['reader-6', 'reader-1'],
    rates: { 'reader-6': 4, 'reader-1': 5 },
  },
  {
    // The clocks go back on 1 November, while its ballot is open.
    session: '2026-11-03',
    nominate: { 'reader-9': 'D' },
    votes: { 'reader-1': 'C', 'reader-2': 'CD', newcomer: 'A' },
    reads: 'C',
    asked: 'reader-2',
    comes: ['reader-9'],
    reminded: ['newcomer', 'reader-8'],
    there: ['newcomer'],
    also: [{ days: 0, time: '12:00', do: club('reader-9', 'question', { question: 'Does it hold for birds?' }) }],
  },
  {
    // Whoever is asked does not answer, so the organisers hear of it, and somebody else presents.
    session: '2026-11-10',
    votes: { 'reader-1': 'D', 'reader-2': 'DA' },
    reads: 'D',
    asked: 'reader-3',
    agrees: false,
    late: true,
    also: [{ days: 0, time: '12:00', do: story => story.press('reader-6', 'next', 'I present') }],
  },
  {
    // A tie.
    session: '2026-11-17',
    nominate: { 'reader-4': 'E', 'reader-5': 'F' },
    votes: { 'reader-1': 'AE', 'reader-2': 'EA', 'reader-7': 'F' },
    reads: 'A',
    asked: 'reader-3',
    also: [{ days: 3, time: '12:00', do: club('moderator', 'holidays', { from: '2026-11-23', to: '2026-11-27' }) }],
  },
  {
    // After a week of holidays it is moved by two days, once its ballot is open.
    session: '2026-12-01',
    movedTo: '2026-12-03',
    moveTime: '12:30',
    nominate: { 'reader-1': 'GH', 'reader-2': 'G' },
    votes: { 'reader-8': 'E', 'reader-9': 'EG', newcomer: 'F' },
    reads: 'E',
    asked: 'reader-4',
    reminded: ['newcomer'],
    remindedLate: true,
    there: ['newcomer'],
    also: [
      {
        days: 3,
        time: '12:00',
        do: club('reader', 'move', { to: '2026-12-03', session: '2026-12-01', time: '12:30' }),
      },
    ],
  },
  {
    session: '2026-12-08',
    votes: { 'reader-1': 'G', 'reader-2': 'GH', 'reader-3': 'F' },
    reads: 'G',
    asked: 'reader-5',
    there: ['reader-1', 'reader-2', 'reader-3', 'reader-4', 'reader-5'],
    rates: { 'reader-1': 2, 'reader-2': 3 },
    also: [
      { days: 4, time: '12:00', do: club('moderator', 'holidays', { from: '2026-12-21', to: '2027-01-03' }) },
      { days: 0, time: '20:00', do: story => story.writes('reader-5', titleOf('G'), 'It holds, also for birds.') },
    ],
  },
  {
    // It is cancelled while its ballot is open; two weeks of holidays follow.
    session: '2026-12-15',
    votes: { 'reader-7': 'H', 'reader-8': 'F' },
    also: [{ days: 2, time: '12:00', do: club('moderator', 'cancel', { session: '2026-12-15' }) }],
  },
  {
    session: '2027-01-05',
    nominate: { 'reader-6': 'I' },
    votes: { 'reader-1': 'H', 'reader-6': 'HI' },
    reads: 'H',
    asked: 'reader-1',
    there: ['reader-1'],
  },
  {
    // The bot is removed from the server while the ballot is open, and comes back a day after that should have closed.
    session: '2027-01-12',
    nominate: { 'reader-7': 'J' },
    votes: { 'reader-7': 'J', 'reader-8': 'JI' },
    reads: 'J',
    asked: 'reader-2',
    agrees: false,
    late: true,
    also: [
      { days: 3, time: '12:00', do: story => story.removeBot() },
      { days: 1, time: '12:00', do: story => story.inviteBot() },
    ],
  },
  {
    // Who has agreed to present leaves the server; the next one is asked.
    session: '2027-01-19',
    nominate: { 'reader-8': 'K' },
    votes: { 'reader-8': 'K', 'reader-9': 'KF' },
    reads: 'K',
    asked: 'reader-3',
    next: 'reader-4',
    late: true,
    also: [
      { days: 1, time: '15:00', do: story => story.leaves('reader-3') },
      { days: 0, time: '12:00', do: agrees('reader-4') },
    ],
  },
  {
    // The organisers choose the paper.
    session: '2027-01-26',
    guest: true,
    reads: 'Z',
    asked: 'reader-5',
    there: ['reader-5', 'newcomer'],
    also: [
      {
        days: 6,
        time: '13:00',
        do: club('reader', 'guest', { paper: newPaperId(titleOf('Z')), session: '2027-01-26' }),
      },
    ],
  },
  {
    // In polls of Discord’s from now on.
    session: '2027-02-02',
    poll: true,
    nominate: { 'reader-9': 'L' },
    votes: { 'reader-1': 'L', 'reader-2': 'LF', newcomer: 'I' },
    reads: 'L',
    asked: 'reader-1',
    also: [{ days: 6, time: '13:00', do: club('moderator', 'edit', { ballot: 'poll' }) }],
  },
  {
    // Who is asked passes on, and the next one is asked.
    session: '2027-02-09',
    poll: true,
    nominate: { newcomer: 'M' },
    votes: { 'reader-1': 'M', 'reader-2': 'IM' },
    reads: 'M',
    asked: 'reader-2',
    agrees: false,
    next: 'reader-4',
    also: [
      {
        days: 2,
        time: '19:30',
        do: story => story.press('reader-2', story.newest('DM reader-2', 'It is your turn'), 'Pass on'),
      },
      { days: 1, time: '12:00', do: agrees('reader-4') },
    ],
  },
  {
    // Menus again; two change their turns, and one is away.
    session: '2027-02-16',
    nominate: { moderator: 'N' },
    votes: { 'reader-1': 'N', 'reader-2': 'N' },
    reads: 'N',
    asked: 'reader-5',
    also: [
      { days: 6, time: '13:00', do: club('moderator', 'edit', { ballot: 'menu' }) },
      { days: 4, time: '13:00', do: club('reader-2', 'swap', { with: 'reader-5' }) },
      {
        days: 4,
        time: '13:30',
        do: story => story.press('reader-5', story.newest('#papers', 'change turns'), 'I agree'),
      },
    ],
  },
  {
    // Nobody votes.
    session: '2027-02-23',
    nominate: { 'reader-6': 'O', 'reader-7': 'O' },
    reads: 'O',
    asked: 'reader-2',
  },
  {
    // Fewer vote than the club asks for.
    session: '2027-03-02',
    nominate: { 'reader-1': 'P', 'reader-2': 'P', 'reader-6': 'Q' },
    votes: { 'reader-6': 'Q' },
    reads: 'P',
    asked: 'reader-1',
    agrees: false,
    late: true,
  },
  {
    session: '2027-03-09',
    votes: { 'reader-6': 'Q', 'reader-7': 'Q' },
    reads: 'Q',
    asked: 'reader-4',
    agrees: false,
    late: true,
  },
  {
    // The clocks go forward on 14 March, hours before its ballot closes.
    session: '2027-03-16',
    votes: { 'reader-1': 'F', 'reader-2': 'F', 'reader-4': 'I' },
    reads: 'F',
    asked: 'reader-5',
    comes: ['reader-1'],
    reminded: ['reader-9'],
    there: ['reader-1', 'reader-9'],
    rates: { 'reader-9': 5 },
  },
];
