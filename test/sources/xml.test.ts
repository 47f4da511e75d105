import { describe, expect, it } from 'vitest';
import { type Element, readElements, XmlError } from '../../src/sources/xml.ts';

async function read(xml: string, names = ['entry']): Promise<Element[]> {
  const elements: Element[] = [];
  for await (const element of readElements(xml, ['feed'], names)) elements.push(element);
  return elements;
}

const texts = async (xml: string) => (await read(xml)).map(({ text }) => text);

describe('XML', () => {
  it('is read element by element, wherever they stand, with and without a prefix', async () => {
    const xml =
      '<a:feed xmlns:a="x"><list><a:entry n="1">one</a:entry></list><title>entry</title><entry><b>two</b></entry></a:feed>';
    expect(await read(xml)).toEqual([
      { name: 'entry', attributes: { n: '1' }, children: [], text: 'one' },
      {
        name: 'entry',
        attributes: {},
        children: [{ name: 'b', attributes: {}, children: [], text: 'two' }],
        text: 'two',
      },
    ]);
  });

  it('may have entities and CDATA; the ones of HTML stay as they are', async () => {
    expect(await texts('<feed><entry>a &lt; b &amp;&#x20;c<![CDATA[ <d> ]]>&eacute;</entry></feed>')).toEqual([
      'a < b & c <d> &eacute;',
    ]);
  });

  it('may have a character that it must not have', async () => {
    expect(await texts('<feed><entry>a\u000bb&#x1f;c</entry><entry>d</entry></feed>')).toHaveLength(2);
  });

  it('gets nothing from outside, and no entity of its own makes it grow', async () => {
    const bomb = `<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY file SYSTEM "file:///etc/hostname">]>
      <feed><entry>&b;&file;</entry></feed>`;
    expect(await texts(bomb)).toEqual(['&b;&file;']);
  });

  it.each([
    ['is cut off', '<feed><entry>one</entry><entry>tw'],
    ['is cut off between two elements', '<feed><entry>one</entry>'],
    ['is no XML', 'Rate exceeded.'],
    ['is nothing', ''],
    ['is another document', '<html><body/></html>'],
    ['nests without an end', `<feed><entry>${'<a>'.repeat(50_000)}`],
    ['closes what is not open', '<feed><entry></b></entry></feed>'],
  ])('that %s is an error', async (_, xml) => {
    await expect(read(xml)).rejects.toThrow(XmlError);
  });
});
