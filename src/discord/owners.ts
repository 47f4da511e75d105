import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';

/** Whether the bot belongs to this person, or to a team of theirs. */
export type IsOwner = (userId: string) => Promise<boolean>;

/** How long what Discord said is taken for true, in ms: teams change rarely. */
const KNOWN_MS = 5 * 60_000;

/** https://discord.com/developers/docs/topics/teams#data-models-membership-state-enum */
const ACCEPTED = 2;
const READ_ONLY = 'read_only';

const userSchema = z.object({ id: z.string() });
const applicationSchema = z.object({
  owner: userSchema.optional(),
  team: z
    .object({
      members: z.array(z.object({ user: userSchema, membership_state: z.int(), role: z.string().optional() })),
    })
    .nullish(),
});

/** As Discord's portal has it: the one person, or the members of the team that have joined it and may change things. */
export function applicationOwners(rest: REST, clock: Clock): IsOwner {
  let known: { until: number; ids: Promise<ReadonlySet<string>> } | undefined;

  async function ask(): Promise<ReadonlySet<string>> {
    const { owner, team } = applicationSchema.parse(await rest.get(Routes.currentApplication()));
    // The owner of an application of a team is no person.
    if (!team) return new Set(owner ? [owner.id] : []);
    const members = team.members.filter(member => member.membership_state === ACCEPTED && member.role !== READ_ONLY);
    return new Set(members.map(({ user }) => user.id));
  }

  return async userId => {
    const leftMs = known ? known.until - clock.now() : 0;
    if (!known || leftMs <= 0 || leftMs > KNOWN_MS) known = { until: clock.now() + KNOWN_MS, ids: ask() };
    const { ids } = known;
    ids.catch(() => {
      known = undefined;
    });
    return (await ids).has(userId);
  };
}
