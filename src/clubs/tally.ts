/** A paper that can be chosen. */
export interface Candidate {
  paperId: string;
  /** Who nominated it, by how many people. */
  voices: number;
  /** When it was nominated first, ms since the epoch. */
  nominatedAt: number;
}

/** The papers that one person would read. */
export interface Approval {
  userId: string;
  paperIds: readonly string[];
}

export interface Result {
  /** The most approved first. */
  ranking: { paperId: string; votes: number }[];
  /** People who approved of at least one paper. */
  voters: number;
  /** Why the first one is first. `no-quorum` and `nobody-voted`: the nominations decide. */
  decidedBy: 'votes' | 'tie' | 'no-quorum' | 'nobody-voted';
}

/**
 * Approval voting: each person approves of any number of papers, and the one with the most approvals is read. A tie
 * goes to the paper nominated first. Where too few have voted, the paper that most people nominated is read, again the
 * first of these. The order of the votes does not matter.
 */
export function tally(candidates: readonly Candidate[], approvals: readonly Approval[], quorum: number): Result {
  const known = new Set(candidates.map(({ paperId }) => paperId));
  const byPerson = new Map<string, Set<string>>();
  for (const { userId, paperIds } of approvals) {
    const theirs = byPerson.get(userId) ?? new Set();
    for (const id of paperIds) if (known.has(id)) theirs.add(id);
    if (theirs.size > 0) byPerson.set(userId, theirs);
  }
  const counts = new Map<string, number>();
  for (const theirs of byPerson.values()) for (const id of theirs) counts.set(id, (counts.get(id) ?? 0) + 1);
  const voters = byPerson.size;
  const isDecided = voters > 0 && voters >= quorum;
  const votesOf = ({ paperId }: Candidate) => counts.get(paperId) ?? 0;
  const weight = (one: Candidate) => (isDecided ? votesOf(one) : one.voices);
  const sorted = candidates.toSorted((a, b) => weight(b) - weight(a) || firstNominated(a, b));
  const [first, second] = sorted;
  const isTie = first && second && votesOf(first) === votesOf(second);
  return {
    ranking: sorted.map(one => ({ paperId: one.paperId, votes: votesOf(one) })),
    voters,
    decidedBy: voters === 0 ? 'nobody-voted' : !isDecided ? 'no-quorum' : isTie ? 'tie' : 'votes',
  };
}

/** The order of nomination; two of the same instant are told apart by their ids, so that every run says the same. */
function firstNominated(a: Candidate, b: Candidate): number {
  return a.nominatedAt - b.nominatedAt || (a.paperId < b.paperId ? -1 : 1);
}
