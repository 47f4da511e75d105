import { expect, it } from 'vitest';
import { attackIndex } from './damaged-index.ts';

it('an index on disk that is damaged gives no wrong answer, hangs at nothing, and is whole again soon', {
  timeout: 600_000,
}, async () => {
  const { wrong, hung, failed, damages } = await attackIndex(7, 12, () => undefined);
  expect({ wrong, hung, failed }).toEqual({ wrong: [], hung: [], failed: [] });
  expect(damages).toBe(12);
});
