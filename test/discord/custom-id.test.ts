import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUSTOM_ID_CHARACTERS, customIds, decodeCustomId } from '../../src/discord/custom-id.ts';

const refuse = () => Promise.reject(new Error('nothing should be kept'));

describe('custom ids', () => {
  it('come back as they went, in the id or by the kept row, whatever else is in the message', async () => {
    const args = fc.array(fc.string({ unit: 'grapheme', maxLength: 120 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(args, { minLength: 1, maxLength: 5 }), async all => {
        const rows: string[] = [];
        const actions = all.map(some => ({ command: 'search', action: 'page', args: some }));
        const idOf = await customIds(actions, async text => {
          rows.push(text);
          return 'k'.repeat(16);
        });
        expect(rows.length).toBeLessThanOrEqual(1);
        for (const action of actions) {
          const id = idOf(action);
          expect(id.length).toBeLessThanOrEqual(CUSTOM_ID_CHARACTERS);
          const decoded = decodeCustomId(id);
          if (decoded.kind === 'whole') expect(decoded.action).toEqual(action);
          else if (decoded.kind !== 'referring') expect.unreachable(decoded.kind);
          else {
            const kept = JSON.parse(rows[0] ?? '');
            expect(decoded.key).toBe('k'.repeat(16));
            expect(decoded.args.map(arg => (typeof arg === 'string' ? arg : kept[arg]))).toEqual(action.args);
          }
        }
      }),
    );
  });

  it('keep short arguments in the id', async () => {
    const action = { command: 'search', action: 'page', args: ['7', 'a;b%', '~x'] };
    expect((await customIds([action], refuse))(action)).toBe('1;search;page;7;a%3Bb%25;%7Ex');
  });

  it('of older messages are read: all arguments in a kept row', () => {
    expect(decodeCustomId('1k;search;page;key')).toEqual({
      kind: 'kept',
      command: 'search',
      action: 'page',
      key: 'key',
    });
  });

  it('of other programs and versions are foreign, whatever they are', () => {
    for (const id of ['', 'x', '1', '1;search', '2;search;page', '2;search;page;a', '3;search;page', ';;;'])
      expect(decodeCustomId(id).kind).toBe('foreign');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), id => void decodeCustomId(id)));
  });
});
