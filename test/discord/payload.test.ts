import { describe, expect, it } from 'vitest';
import { toPayload } from '../../src/discord/payload.ts';
import { Markdown, md } from '../../src/interactions/markdown.ts';

const keep = async () => 'key';
const long = (characters: number) => 'word '.repeat(characters / 5);

describe('toPayload', () => {
  it('switches mentions off and gives every part, so that an update leaves nothing behind', async () => {
    const body = await toPayload({ content: md`@everyone` }, keep);
    expect(body).toEqual({ content: '@everyone', embeds: [], components: [], allowed_mentions: { parse: [] } });
  });

  it('marks a private reply', async () => {
    expect((await toPayload({ private: true }, keep)).flags).toBe(64);
  });

  it('holds the limits of an embed and of all embeds together', async () => {
    const embed = {
      title: long(300),
      description: new Markdown(long(5000)),
      footer: long(3000),
      fields: [{ name: 'n', value: new Markdown(long(2000)) }],
    };
    const body = await toPayload({ content: new Markdown(long(3000)), embeds: [embed, embed, embed] }, keep);
    expect(body.content.length).toBeLessThanOrEqual(2000);
    const sizes = body.embeds.map(({ title = '', description = '', footer, fields = [] }) => {
      expect(title.length).toBeLessThanOrEqual(256);
      expect(description.length).toBeLessThanOrEqual(4096);
      return (
        title.length +
        description.length +
        (footer?.text.length ?? 0) +
        fields.reduce((sum, field) => sum + field.name.length + field.value.length, 0)
      );
    });
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(6000);
  });

  it('does not cut an escape in two', async () => {
    const body = await toPayload({ content: new Markdown('\\*'.repeat(1500)) }, keep);
    expect(body.content).toMatch(/^(\\\*)+…$/);
  });

  it('cuts labels to what Discord takes', async () => {
    const does = { command: 'a', action: 'b', args: [] };
    const body = await toPayload(
      {
        rows: [
          [{ label: long(200), does }],
          { placeholder: long(300), does, choices: [{ label: long(200), value: 'v' }] },
        ],
      },
      keep,
    );
    expect(JSON.stringify(body.components).match(/"label":"[^"]{101,}"/)).toBeNull();
  });
});
