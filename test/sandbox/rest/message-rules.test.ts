import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { call, channelId } from '../api.ts';

const SILENT = { allowed_mentions: { parse: [] } };
const button = (custom_id: string, label = 'Press') => ({ type: 2, style: 1, custom_id, label });
const row = (...components: object[]) => ({ type: 1, components });
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const select = (options: object[]) => ({ type: 3, custom_id: 'pick', options });
const field = { name: 'n', value: 'v' };

/** What Discord refuses, and where it says that the mistake is. */
const REFUSED: [what: string, body: object, path: string][] = [
  ['content of 2,001 characters', { content: 'x'.repeat(2001) }, 'content'],
  ['11 embeds', { embeds: times(11, () => ({ title: 't' })) }, 'embeds'],
  ['an embed title of 257', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds.0.title'],
  ['an embed description of 4,097', { embeds: [{ description: 'x'.repeat(4097) }] }, 'embeds.0.description'],
  ['26 fields', { embeds: [{ fields: times(26, () => field) }] }, 'embeds.0.fields'],
  ['a field without value', { embeds: [{ fields: [{ name: 'n', value: '' }] }] }, 'embeds.0.fields.0.value'],
  [
    'a field value of 1,025',
    { embeds: [{ fields: [{ name: 'n', value: 'x'.repeat(1025) }] }] },
    'embeds.0.fields.0.value',
  ],
  ['a footer of 2,049', { embeds: [{ footer: { text: 'x'.repeat(2049) } }] }, 'embeds.0.footer.text'],
  ['an author of 257', { embeds: [{ author: { name: 'x'.repeat(257) } }] }, 'embeds.0.author.name'],
  ['an embed without anything', { embeds: [{ color: 1 }] }, 'embeds.0.description'],
  ['an embed url that is none', { embeds: [{ title: 't', url: 'javascript:alert(1)' }] }, 'embeds.0.url'],
  ['6,001 characters over all embeds', { embeds: times(3, () => ({ description: 'x'.repeat(2001) })) }, 'embeds'],
  ['6 rows', { content: 'c', components: times(6, index => row(button(`b${index}`))) }, 'components'],
  [
    '6 buttons in a row',
    { content: 'c', components: [row(...times(6, i => button(`b${i}`)))] },
    'components.0.components',
  ],
  ['an empty row', { content: 'c', components: [row()] }, 'components.0.components'],
  [
    'two menus in a row',
    { content: 'c', components: [row(select([{ label: 'a', value: 'a' }]), button('b'))] },
    'components.0.components',
  ],
  [
    'a custom id of 101',
    { content: 'c', components: [row(button('x'.repeat(101)))] },
    'components.0.components.0.custom_id',
  ],
  [
    'the same custom id twice',
    { content: 'c', components: [row(button('a')), row(button('a'))] },
    'components.1.components.0.custom_id',
  ],
  [
    'a button label of 81',
    { content: 'c', components: [row(button('a', 'x'.repeat(81)))] },
    'components.0.components.0.label',
  ],
  [
    'a button without label',
    { content: 'c', components: [row({ type: 2, style: 1, custom_id: 'a' })] },
    'components.0.components.0.label',
  ],
  [
    'a link without url',
    { content: 'c', components: [row({ type: 2, style: 5, label: 'l' })] },
    'components.0.components.0.url',
  ],
  [
    'a link with a custom id',
    { content: 'c', components: [row({ type: 2, style: 5, label: 'l', url: 'https://a.org', custom_id: 'x' })] },
    'components.0.components.0.custom_id',
  ],
  [
    '26 options',
    { content: 'c', components: [row(select(times(26, i => ({ label: 'l', value: `${i}` }))))] },
    'components.0.components.0.options',
  ],
  [
    'an option label of 101',
    { content: 'c', components: [row(select([{ label: 'x'.repeat(101), value: 'v' }]))] },
    'components.0.components.0.options.0.label',
  ],
  [
    'an option value twice',
    {
      content: 'c',
      components: [
        row(
          select([
            { label: 'a', value: 'v' },
            { label: 'b', value: 'v' },
          ]),
        ),
      ],
    },
    'components.0.components.0.options.1.value',
  ],
  [
    'users both parsed and listed',
    { content: 'c', allowed_mentions: { parse: ['users'], users: ['1'] } },
    'allowed_mentions.users',
  ],
  ['a nonce of 26', { content: 'c', nonce: 'x'.repeat(26) }, 'nonce'],
  ['an attachment that did not come', { content: 'c', attachments: [{ id: 0 }] }, 'attachments.0.id'],
];

/** What is at its limit, and taken. */
const TAKEN: [what: string, body: object][] = [
  ['content of 2,000', { content: 'x'.repeat(2000) }],
  ['6,000 over two embeds', { embeds: times(2, () => ({ description: 'x'.repeat(3000) })) }],
  ['embeds of equal url', { embeds: times(2, () => ({ title: 't', url: 'https://example.org' })) }],
  [
    '5 rows of 5 buttons',
    { content: 'c', components: times(5, r => row(...times(5, i => button(`${r}-${i}`, 'x'.repeat(80))))) },
  ],
  [
    '25 options of 100',
    { content: 'c', components: [row(select(times(25, i => ({ label: 'x'.repeat(100), value: `${i}` }))))] },
  ],
];

let sandbox: Sandbox;
let path: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  path = `/channels/${channelId(sandbox, 'Paper club', 'papers')}/messages`;
});
afterAll(() => sandbox.close());

describe('what a message may be', () => {
  it.each(REFUSED)('%s: refused, and noted', async (_, body, where) => {
    const before = sandbox.violations.length;
    const { status, body: error } = await call(sandbox, 'POST', path, { ...SILENT, ...body });
    expect({ status, error }).toMatchObject({ status: 400, error: { code: 50035, message: 'Invalid Form Body' } });
    const key = where.split('.');
    expect(error).toHaveProperty(['errors', ...key, '_errors', 0, 'code']);
    expect(sandbox.violations.length).toBe(before + 1);
  });

  it.each(TAKEN)('%s: taken', async (_, body) => {
    const before = sandbox.violations.length;
    const { status, body: answer } = await call(sandbox, 'POST', path, { ...SILENT, ...body });
    expect({ status, answer }).toMatchObject({ status: 200 });
    expect(sandbox.violations.slice(before)).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['blanks', { content: ' \n ' }],
    ['buttons alone', { components: [row(button('a'))] }],
  ])('%s: an empty message', async (_, body) => {
    const { status, body: error } = await call(sandbox, 'POST', path, { ...SILENT, ...body });
    expect({ status, error }).toMatchObject({ status: 400, error: { code: 50006 } });
  });

  it('without allowed_mentions it is taken, but noted', async () => {
    const before = sandbox.violations.length;
    expect(await call(sandbox, 'POST', path, { content: 'hello' })).toMatchObject({ status: 200 });
    expect(sandbox.violations.slice(before)).toMatchObject([{ what: expect.stringContaining('allowed_mentions') }]);
  });

  it('a body that is no JSON', async () => {
    const response = await fetch(`${sandbox.apiUrl}/v10${path}`, {
      method: 'POST',
      headers: { Authorization: `Bot ${sandbox.token}` },
      body: '{',
    });
    expect(await response.json()).toMatchObject({ code: 50109 });
  });

  it('an unknown route is refused and noted; a wrong token too', async () => {
    const before = sandbox.violations.length;
    expect(await call(sandbox, 'GET', '/nowhere')).toMatchObject({ status: 404, body: { message: '404: Not Found' } });
    expect(sandbox.violations.slice(before)).toMatchObject([{ route: 'GET /nowhere' }]);
    expect(await call(sandbox, 'GET', '/users/@me', undefined, 'wrong')).toMatchObject({ status: 401 });
  });

  it('says how far the limit of the route is', async () => {
    const { headers } = await call(sandbox, 'GET', '/users/@me');
    for (const name of ['limit', 'remaining', 'reset-after', 'bucket'])
      expect(headers.get(`x-ratelimit-${name}`)).toBeTruthy();
  });
});
