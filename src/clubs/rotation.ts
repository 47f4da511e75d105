/** Somebody who presents in turn. */
export interface Member {
  userId: string;
  /**
   * Since when they wait for their turn, ms since the epoch: they joined then, or presented last. Who waits longest is
   * next. A newcomer comes after everyone who waits already, so that nobody is passed over for ever.
   */
  waitingSince: number;
  /** They do not present on this date or before it, `2026-03-26`. */
  awayUntil?: string;
}

/**
 * Everyone who could present on a date, in the order of their turns. `passed`: they passed on this one, and stay at the
 * front.
 */
export function turns(members: readonly Member[], date: string, passed: ReadonlySet<string> = new Set()): Member[] {
  return members
    .filter(({ userId, awayUntil }) => !passed.has(userId) && !(awayUntil !== undefined && date <= awayUntil))
    .toSorted(byWaiting);
}

export function presenterFor(
  members: readonly Member[],
  date: string,
  passed: ReadonlySet<string> = new Set(),
): string | undefined {
  return turns(members, date, passed)[0]?.userId;
}

/**
 * Whoever presented goes to the end; said again, nothing changes. Somebody who volunteered counts alike; who is no
 * member stays none.
 */
export function presented(members: readonly Member[], userId: string, at: number): Member[] {
  return members.map(member =>
    member.userId === userId ? { ...member, waitingSince: Math.max(member.waitingSince, at) } : member,
  );
}

/** Two members change their turns: each waits from now on as the other did. The others keep theirs. */
export function swapped(members: readonly Member[], one: string, other: string): Member[] {
  const waiting = (userId: string) => members.find(member => member.userId === userId)?.waitingSince;
  const [first, second] = [waiting(one), waiting(other)];
  if (first === undefined || second === undefined) return [...members];
  return members.map(member => {
    if (member.userId === one) return { ...member, waitingSince: second };
    return member.userId === other ? { ...member, waitingSince: first } : member;
  });
}

/** A session, as far as it decides on turns. */
export interface Turn {
  date: string;
  /** Ms since the epoch. */
  at: number;
  /** Who is to present it already, or was asked. */
  presenterId?: string;
  /** Who has passed on it. */
  passed: ReadonlySet<string>;
}

/**
 * Who presents which of some sessions, the first ones first, if nothing changes: ids by dates. Nobody's turn it is
 * where a date is missing.
 */
export function turnsAhead(members: readonly Member[], sessions: readonly Turn[]): Map<string, string> {
  const ahead = new Map<string, string>();
  // Whoever is to present another session first has had their turn by then.
  let waiting = sessions.reduce(
    (some, { presenterId, at }) => (presenterId === undefined ? some : presented(some, presenterId, at)),
    [...members],
  );
  for (const { date, at, presenterId, passed } of sessions) {
    const userId = presenterId ?? presenterFor(waiting, date, passed);
    if (userId === undefined) continue;
    ahead.set(date, userId);
    waiting = presented(waiting, userId, at);
  }
  return ahead;
}

function byWaiting(a: Member, b: Member): number {
  return a.waitingSince - b.waitingSince || (a.userId < b.userId ? -1 : 1);
}
