import { ButtonInteraction, ComponentType, type RepliableInteraction } from 'discord.js';
import { expect, it } from 'vitest';
import { sendLabel } from '../../src/discord/relabel.ts';
import { offlineClient } from './offline-client.ts';

const BUTTON = { type: ComponentType.Button, style: 2, custom_id: 'vote', label: '👍' };
const OTHER = { type: ComponentType.Button, style: 2, custom_id: 'save', label: 'Save' };

/** A press of the button under one message, and what is sent to Discord after its first answer. */
function presses() {
  const client = offlineClient([]);
  const patched: unknown[] = [];
  client.rest.patch = async (_route, options) => {
    patched.push(options?.body);
  };
  const press = (): RepliableInteraction =>
    Reflect.construct(ButtonInteraction, [
      client,
      {
        id: '100',
        application_id: '9',
        type: 3,
        token: 'token',
        user: { id: '7', username: 'ann' },
        channel_id: '5',
        entitlements: [],
        authorizing_integration_owners: {},
        message: { id: '6', channel_id: '5', components: [{ type: 1, components: [BUTTON, OTHER] }] },
        data: { custom_id: 'vote', component_type: ComponentType.Button },
      },
    ]);
  return { press, patched };
}

const labelled = (label: string) => ({
  components: [{ type: 1, components: [{ ...BUTTON, label }, OTHER] }],
  allowed_mentions: { parse: [] },
});

it('the pressed button gets its label, and nothing else of the message changes', async () => {
  const { press, patched } = presses();
  const answers: object[] = [];
  await sendLabel(press(), { relabel: async () => '👍 1' }, async data => void answers.push(data));
  expect(JSON.parse(JSON.stringify(answers))).toEqual([labelled('👍 1')]);
  expect(patched).toEqual([]);
});

it('of presses at the same time the last one sends the newest label once more, after its own answer', async () => {
  const { press, patched } = presses();
  let votes = 0;
  const vote = async () => {
    votes += 1;
    return `👍 ${votes}`;
  };
  const slow = Promise.withResolvers<void>();
  const first = sendLabel(press(), { relabel: vote }, () => slow.promise);
  await sendLabel(press(), { relabel: vote }, async () => {});
  expect(patched).toEqual([]);
  slow.resolve();
  await first;
  expect(JSON.parse(JSON.stringify(patched))).toEqual([labelled('👍 3')]);
  // They are over: the next press is alone again.
  await sendLabel(press(), { relabel: vote }, async () => {});
  expect(patched).toHaveLength(1);
});

it('an answer that fails is told, and holds up no later press', async () => {
  const { press, patched } = presses();
  const failing = sendLabel(press(), { relabel: async () => 'x' }, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  await sendLabel(press(), { relabel: async () => 'y' }, async () => {});
  expect(patched).toEqual([]);
});
