import { expect, it } from 'vitest';
import { troubleFleet } from './shard-fleet.ts';

it.each([
  { shards: 1, processes: 2 },
  { shards: 4, processes: 3 },
])(
  '$processes processes share $shards shards through 40 troubles: nothing is lost, and nothing answered twice',
  async size => {
    const { asked, doubled, lost, missing } = await troubleFleet({ seed: 3, troubles: 40, ...size });
    expect(asked).toBeGreaterThan(5_000);
    expect({ doubled, lost, missing }).toEqual({ doubled: [], lost: [], missing: [] });
  },
);
