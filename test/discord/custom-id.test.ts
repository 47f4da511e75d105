import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUSTOM_ID_CHARACTERS, decodeCustomId, encodeCustomId } from '../../src/discord/custom-id.ts';

const refuse = () => Promise.reject(new Error('nothing should be kept'));

describe('custom ids', () => {
  it('come back as they went, in the id or by the kept key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 120 }), { maxLength: 4 }), async args => {
        let kept = '';
        const id = await encodeCustomId({ command: 'search', action: 'page', args }, async text => {
          kept = text;
          return 'key';
        });
        expect(id.length).toBeLessThanOrEqual(CUSTOM_ID_CHARACTERS);
        const decoded = decodeCustomId(id);
        if (decoded.kind === 'whole') expect(decoded.action).toEqual({ command: 'search', action: 'page', args });
        else
          expect([decoded, JSON.parse(kept)]).toEqual([
            { kind: 'kept', command: 'search', action: 'page', key: 'key' },
            args,
          ]);
      }),
    );
  });

  it('keep short arguments in the id', async () => {
    expect(await encodeCustomId({ command: 'search', action: 'page', args: ['7', 'a;b%'] }, refuse)).toBe(
      '1;search;page;7;a%3Bb%25',
    );
  });

  it('of other programs and versions are foreign, whatever they are', () => {
    for (const id of ['', 'x', '1', '1;search', '2;search;page', ';;;'])
      expect(decodeCustomId(id).kind).toBe('foreign');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), id => void decodeCustomId(id)));
  });
});
