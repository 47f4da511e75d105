import { expect, it } from 'vitest';
import { nominationsReply, standing } from '../../../commands/club/replies/ballot.ts';
import { historyReply, statsReply } from '../../../commands/club/replies/looking-back.ts';
import { notesReply } from '../../../commands/club/replies/notes.ts';
import { questionsReply } from '../../../commands/club/replies/questions.ts';
import type { Club } from '../../../src/clubs/club.ts';
import type { ClubMessage } from '../../../src/clubs/message.ts';
import type { Reply } from '../../../src/interactions/reply.ts';
import { clubPost } from '../../../src/messages/club/messages.ts';
import { paperCard } from '../../../src/messages/paper-card.ts';
import type { Paper } from '../../../src/papers/paper.ts';
import { WEEKLY } from '../../store/weekly-club.ts';

/** As long, and as full of markup, as anything gets. */
const LONG = '*_[x](y)~|'.repeat(400);
const paper = (i: number): Paper => ({
  id: `paper${i}`.padEnd(10, 'x'),
  title: LONG.slice(0, 500),
  abstract: LONG,
  authors: Array.from({ length: 40 }, () => LONG.slice(0, 60)),
  links: [],
  arxivId: `2101.${String(i).padStart(5, '0')}`,
});
const club: Club = {
  ...WEEKLY,
  id: 'c',
  guildId: '1',
  channelId: '2',
  setUpBy: '3',
  organisers: [],
  holidays: [],
  since: 0,
  name: LONG.slice(0, 60),
  live: true,
  anonymous: true,
  where: LONG.slice(0, 200),
};
const person = '1234567890123456789';
const session = { date: '2026-01-08', at: 0, moves: 0, cancelled: false };
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const notes = (count: number) =>
  many(count, i => ({
    paperId: 'p',
    channelId: '2',
    userId: `${person}${i}`,
    text: LONG.slice(0, 1000),
    writtenAt: 0,
  }));
const rating = { mean: 4.2, people: 1000 };
const held = (i: number) => ({
  session: { ...session, presenter: { userId: person, state: 'confirmed' as const } },
  paper: paper(i),
  present: 1000,
  readers: 1000,
  rating,
  notes: notes(1),
  thread: { guildId: person, threadId: person },
});
const COMMON = {
  club: { id: 'c', name: club.name, where: LONG.slice(0, 200) },
  session: { date: session.date, at: 0, minutes: 60 },
  paper: paper(1),
};
const said = (message: ClubMessage) =>
  clubPost({ id: 'd', place: { kind: 'text', channelId: '2', guildId: '1' }, papers: [], fits: () => false }, message)
    .reply;

/** Discord's limits (https://discord.com/developers/docs/resources/message#embed-object-embed-limits). */
function expectToFit({ content, embeds = [], rows = [] }: Reply) {
  expect(content?.source.length ?? 0).toBeLessThanOrEqual(2000);
  let together = 0;
  for (const { title = '', description, fields = [], footer = '' } of embeds) {
    expect(title.length).toBeLessThanOrEqual(256);
    expect(description?.source.length ?? 0).toBeLessThanOrEqual(4096);
    for (const { value } of fields) expect(value.source.length).toBeLessThanOrEqual(1024);
    together += title.length + (description?.source.length ?? 0) + footer.length;
    together += fields.reduce((sum, { name, value }) => sum + name.length + value.source.length, 0);
  }
  expect(together).toBeLessThanOrEqual(6000);
  expect(rows.length).toBeLessThanOrEqual(5);
  for (const row of rows) if (Array.isArray(row)) expect(row.length).toBeLessThanOrEqual(5);
}

it.each<[string, Reply, RegExp?]>([
  [
    'nominations',
    nominationsReply(
      club,
      many(100, i => ({
        paper: paper(i),
        nomination: { paperId: '', voices: 9, nominatedAt: 0, nominators: [], reasons: [LONG.slice(0, 200)] },
      })),
      new Set(),
    ),
    /And \d+ more\.$/,
  ],
  [
    'how a ballot stands',
    standing(
      1000,
      { ranking: many(25, i => ({ paperId: `${i}`, votes: 1000 })), voters: 1000, decidedBy: 'votes' },
      new Map(many(25, i => [`${i}`, paper(i)])),
    ),
    /And \d+ more\.$/,
  ],
  [
    'questions',
    questionsReply(
      club,
      session,
      many(100, i => ({ id: `${i}`, userId: person, text: LONG.slice(0, 300), anonymous: i % 2 === 0 })),
      [],
    ),
    /And \d+ more\.$/,
  ],
  ['notes', notesReply({ paper: paper(1), notes: notes(7), asker: { canManage: true }, page: 0, club })],
  ['a history', historyReply(club, many(6, held), { page: 0, pages: 2, total: 12 })],
  [
    'numbers',
    statsReply(club, {
      sessions: 500,
      papers: 500,
      presenters: many(200, i => ({ userId: `${person}${i}`, times: 2 })),
      topics: many(6, () => ({ name: LONG.slice(0, 60), counts: [1] })),
      best: many(3, i => ({ paper: paper(i), rating })),
    }),
  ],
  [
    'an opening message',
    said({
      ...COMMON,
      kind: 'opening',
      presenterId: person,
      questions: many(100, () => ({ text: LONG.slice(0, 300), userId: person })),
    }),
    /And \d+ more: `\/club question` shows all\.$/,
  ],
  [
    'a summary',
    said({
      ...COMMON,
      kind: 'summary',
      presenterId: person,
      going: 1000,
      present: 1000,
      readers: 1000,
      rating,
      notes: notes(100),
      next: 1,
    }),
    /And \d+ more: press \*Notes\*\.$/,
  ],
  ['a card with notes', paperCard(paper(1), { here: { votes: 999, savers: 999, nominate: true, notes: notes(50) } })],
])('%s of the longest texts stays within Discord’s limits, and says what is left out', (_what, reply, left) => {
  expectToFit(reply);
  if (left) expect(reply.embeds?.[0]?.description?.source).toMatch(left);
});
