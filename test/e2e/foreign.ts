import type { DailyStage } from './daily.ts';

/** Components V2 as Discord documents them. */
const DOCUMENTED_PARTS: readonly (readonly unknown[])[] = [
  [{ type: 10, id: 1, content: 'A text by itself' }],
  [{ type: 12, id: 1, items: [{ media: { url: 'https://example.org/a.png' }, description: null, spoiler: false }] }],
  [{ type: 13, id: 1, file: { url: 'attachment://a.pdf' }, spoiler: false, name: 'a.pdf', size: 3 }],
  [{ type: 14, id: 1, divider: true, spacing: 1 }],
  [
    {
      type: 17,
      id: 1,
      accent_color: null,
      components: [
        { type: 10, id: 2, content: 'Within a container' },
        {
          type: 9,
          id: 3,
          components: [{ type: 10, id: 4, content: 'Beside a button' }],
          accessory: { type: 2, id: 5, style: 1, label: 'Press', custom_id: 'another' },
        },
        { type: 1, id: 6, components: [{ type: 3, id: 7, custom_id: 'choose', options: [] }] },
      ],
    },
  ],
];

/** And what may come of them: kinds that nobody knows yet, empty and missing fields. */
export const FOREIGN_PARTS: readonly (readonly unknown[])[] = [
  ...DOCUMENTED_PARTS,
  [{ type: 9, components: null, accessory: { type: 11, media: null } }],
  [{ type: 99, whatever: [[{ custom_id: 5 }]], components: 'none' }, { type: 1 }, { type: 1, components: [null] }],
  [null, 'text', 7, []],
];

/** Other bots have written messages of every kind, in every channel that people write in. */
export function foreignMessages({ sandbox }: Pick<DailyStage, 'sandbox'>): void {
  for (const { name: guild, channels, members } of sandbox.world.guilds.values()) {
    if (!members.has(sandbox.botUserId)) continue;
    for (const { id: channel, type } of [...channels.values()]) {
      if (type === 15) continue;
      for (const parts of FOREIGN_PARTS) sandbox.faults.otherBotPosts({ guild, channel }, parts);
    }
  }
}
