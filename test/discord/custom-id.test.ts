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

  it('come back as they went at the edge of their length, whatever must be written otherwise', async () => {
    const prefix = '1;search;page;'.length;
    const unit = fc.constantFrom('a', '%', ';', '~', '\ud800', '𝔸', '%3B', '%25', '%7E', '~k.0');
    const text = fc.array(unit, { maxLength: 3 }).map(parts => parts.join(''));
    const length = fc.constantFrom(0, 1, 19, 20, 21, 99 - prefix, 100 - prefix, 101 - prefix, 200);
    const arg = fc.tuple(text, length).map(([start, most]) => start + 'x'.repeat(Math.max(0, most - start.length)));
    await fc.assert(
      fc.asyncProperty(fc.array(arg, { maxLength: 3 }), async args => {
        const action = { command: 'search', action: 'page', args };
        let row = '[]';
        const idOf = await customIds([action], async kept => {
          row = kept;
          return 'k'.repeat(16);
        });
        const id = idOf(action);
        expect(id.length).toBeLessThanOrEqual(CUSTOM_ID_CHARACTERS);
        const decoded = decodeCustomId(id);
        const kept: string[] = JSON.parse(row);
        const inId = decoded.kind === 'whole' ? decoded.action.args : decoded.kind === 'referring' ? decoded.args : [];
        expect(inId.map(one => (typeof one === 'string' ? one : kept[one]))).toEqual(args);
      }),
    );
  });

  it.each([
    [100, 'whole'],
    [101, 'referring'],
  ])('of %i characters are %s', async (length, kind) => {
    const args = ['x'.repeat(length - '1;search;page;'.length)];
    const idOf = await customIds([{ command: 'search', action: 'page', args }], async () => 'k'.repeat(16));
    expect(decodeCustomId(idOf({ command: 'search', action: 'page', args })).kind).toBe(kind);
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
