import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { topicsInWords, topicsPicture } from '../../src/messages/club/topics-picture.ts';
import { drawPicture, FONT } from '../../src/platform/picture.ts';

const svg = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60" font-family="${FONT}"><rect width="200" height="60" fill="#fff"/>${inner}</svg>`;
const text = (words: string) => `<text x="10" y="40" font-size="30">${words}</text>`;

/** The size of a PNG, and its data without compression (https://www.w3.org/TR/png-3/). */
function read(png: Uint8Array) {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), pixels: inflateSync(Buffer.concat(data)) };
}

it('draws text with a font of its own, each letter as another shape', async () => {
  const [none, one, other] = await Promise.all([svg(''), svg(text('Łódź')), svg(text('lodz'))].map(drawPicture));
  if (!none || !one || !other) throw new Error('three pictures are needed');
  expect(read(one)).toMatchObject({ width: 200, height: 60 });
  expect(read(one).pixels.equals(read(none).pixels)).toBe(false);
  expect(read(one).pixels.equals(read(other).pixels)).toBe(false);
});

it('is refused what is no SVG', async () => {
  await expect(drawPicture('<svg')).rejects.toThrow();
});

it('shows topics as rows of bars, with names that cannot break it', async () => {
  const topics = [
    { name: 'Label <noise> & "marks" that are far too long for their room', counts: [1, 0, 3] },
    { name: 'Calibration', counts: [0, 2, 0] },
  ];
  const drawn = topicsPicture('What <club> & friends read about', {
    periods: ['2026-01', '2026-02', '2026-03'],
    topics,
  });
  expect(drawn).not.toMatch(/<noise>|<club>|& /);
  expect(read(await drawPicture(drawn))).toMatchObject({ width: 1100, height: 306 });
  // Of a year that stands below its first month already, only the month.
  expect(drawn.match(/>(01|02|03|2026)</g)).toEqual(['>01<', '>2026<', '>02<', '>03<']);
  const words = topicsInWords('What they read', { periods: ['2026-01', '2026-02', '2026-03'], topics });
  expect(words).toContain('Calibration: 2 in 2026-02');
  const many = Array.from({ length: 6 }, (_, i) => ({ name: `Topic ${i} `.repeat(30), counts: Array(12).fill(100) }));
  expect(topicsInWords('All', { periods: Array(12).fill('2026 Q1'), topics: many }).length).toBeLessThanOrEqual(1024);
});
