import fc from 'fast-check';
import { expect, it } from 'vitest';
import { customIdsIn } from '../../src/discord/component-ids.ts';
import { messagesSchema, threadsSchema } from '../../src/discord/thread-wire.ts';

const BUTTON = { type: 2, custom_id: 'mine' };

it.each([
  ['in a row', [{ type: 1, components: [BUTTON] }]],
  ['in a container', [{ type: 17, components: [{ type: 1, components: [BUTTON] }] }]],
  ['as an accessory', [{ type: 9, components: [{ type: 10, content: 'x' }], accessory: BUTTON }]],
  ['in a label', [{ type: 18, component: BUTTON }]],
  ['among what nobody knows', [null, 3, { type: 99, parts: { left: [BUTTON] } }, { custom_id: 4 }]],
])('a button is found %s', (_where, components) => {
  expect(customIdsIn(components)).toEqual(['mine']);
});

it('whatever stands in a message or a list of threads, the bot’s own are read', () => {
  const own = { id: '5', author: { id: '1' }, components: [{ type: 1, components: [BUTTON] }] };
  const thread = { id: '6', type: 11, parent_id: '2', owner_id: '1' };
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.jsonValue()), (any, list) => {
      const messages = messagesSchema.parse([...list, own, { id: '7', author: null, components: any }]);
      expect(messages.flatMap(({ components }) => customIdsIn(components))).toContain('mine');
      const odd = { ...thread, id: '8', thread_metadata: null, member: any };
      const { threads } = threadsSchema.parse({ threads: [...list, thread, odd], members: any });
      expect(threads.map(({ id }) => id)).toEqual(expect.arrayContaining(['6', '8']));
    }),
  );
});
