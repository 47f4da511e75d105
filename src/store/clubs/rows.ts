import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import {
  type Club,
  type ClubSpec,
  type GivenUp,
  type PlannedSession,
  SWITCHES,
  type Switch,
} from '../../clubs/club.ts';
import type { Tables } from '../schema.ts';
import { parseStored } from '../stored-json.ts';

const givenUpSchema: z.ZodType<GivenUp[]> = z.array(z.object({ date: z.iso.date(), at: z.int() }));

export function clubRow(spec: ClubSpec) {
  const { fill } = spec;
  return {
    name: spec.name,
    rhythm: spec.rule.rhythm,
    weekday: spec.rule.weekday,
    anchor: spec.rule.anchor,
    left_out: (spec.rule.leftOut ?? []).join(','),
    minutes: spec.minutes,
    opens_days: spec.opensDays,
    closes_days: spec.closesDays,
    presenting: spec.presenting,
    poll: spec.poll ? 1 : 0,
    live: spec.live ? 1 : 0,
    anonymous: spec.anonymous ? 1 : 0,
    quorum: spec.quorum,
    fill_from: fill?.from ?? null,
    fill_query: fill?.from === 'query' ? fill.query : null,
    off: spec.off.join(','),
    place: spec.where ?? null,
  };
}

type ClubRow = Selectable<Tables['club']> &
  Pick<Selectable<Tables['subscription']>, 'time' | 'time_zone' | 'channel_id' | 'guild_id' | 'set_up_by'>;

/** Clubs with their organisers and holidays, in the order of the rows. */
async function toClubs(db: Kysely<Tables>, rows: readonly ClubRow[]): Promise<Club[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const organisers = await db
    .selectFrom('club_organiser')
    .selectAll()
    .where('club_id', 'in', ids)
    .orderBy('user_id')
    .execute();
  const holidays = await db
    .selectFrom('club_holiday')
    .selectAll()
    .where('club_id', 'in', ids)
    .orderBy('from_date')
    .execute();
  return rows.map(row => ({
    id: row.id,
    guildId: row.guild_id ?? '',
    channelId: row.channel_id,
    setUpBy: row.set_up_by,
    name: row.name,
    rule: {
      rhythm: row.rhythm,
      weekday: row.weekday,
      time: row.time,
      timeZone: row.time_zone,
      anchor: row.anchor,
      ...(row.left_out !== '' && { leftOut: row.left_out.split(',') }),
    },
    minutes: row.minutes,
    opensDays: row.opens_days,
    closesDays: row.closes_days,
    presenting: row.presenting,
    poll: row.poll === 1,
    live: row.live === 1,
    anonymous: row.anonymous === 1,
    quorum: row.quorum,
    ...fillOf(row),
    off: row.off.split(',').filter(isSwitch),
    ...(row.place !== null && { where: row.place }),
    organisers: organisers.filter(one => one.club_id === row.id).map(one => one.user_id),
    holidays: holidays.filter(one => one.club_id === row.id).map(one => ({ from: one.from_date, to: one.to_date })),
    since: row.since,
    changes: row.changes,
    givenUp: parseStored(givenUpSchema, row.given_up, 'sessions that a club has given up'),
  }));
}

function fillOf({ fill_from, fill_query }: ClubRow): Pick<Club, 'fill'> {
  if (fill_from === null) return {};
  return { fill: fill_from === 'query' ? { from: 'query', query: fill_query ?? '' } : { from: fill_from } };
}

function isSwitch(name: string): name is Switch {
  return Object.hasOwn(SWITCHES, name);
}

/** Those of some ids, or all of a server, the oldest first. */
export async function findClubs(db: Kysely<Tables>, by: { id: string } | { guildId: string }): Promise<Club[]> {
  const all = db
    .selectFrom('club')
    .innerJoin('subscription', 'subscription.id', 'club.id')
    .selectAll('club')
    .select(['time', 'time_zone', 'channel_id', 'guild_id', 'set_up_by'])
    .orderBy('created_at')
    .orderBy('club.id');
  const rows = await ('id' in by ? all.where('club.id', '=', by.id) : all.where('guild_id', '=', by.guildId)).execute();
  return toClubs(db, rows);
}

export function sessionOf(row: Selectable<Tables['club_session']>): PlannedSession {
  return {
    date: row.date,
    at: row.at,
    moves: row.moves,
    cancelled: row.cancelled === 1,
    ...(row.changes > 0 && { changes: row.changes }),
    ...(row.restored === 1 && { restored: true }),
    ...(row.since !== null && { since: row.since }),
    ...(row.closes_at !== null && { closesAt: row.closes_at }),
    ...(row.ballot !== null && { ballot: row.ballot }),
    ...(row.poll === 1 && { poll: true }),
    ...(row.paper_id !== null && {
      paper: {
        id: row.paper_id,
        decidedBy: row.decided_by ?? 'nominations',
        votes: row.votes,
        voters: row.voters,
        ...(row.nominator_id !== null && { nominatorId: row.nominator_id }),
      },
    }),
    ...(row.presenter_id !== null && {
      presenter: { userId: row.presenter_id, state: row.presenter_state ?? 'asked' },
    }),
  };
}
