import { describe, expect, it } from 'vitest';
import { everyCommand } from '../every-command.ts';
import { PAPERS, WRITES } from './every-write.ts';
import { setTheStage } from './harness.ts';

/** Commands and components that answer whoever used them, and write nothing else into a channel. */
const ANSWERS = [
  ...['search', 'paper', 'related', 'topics', 'random', 'discussions', 'trending', 'schedule', 'help', 'about'],
  ...['daily list', 'daily pause', 'daily unsubscribe', 'daily preview', 'daily history', 'daily why'],
  ...['follow list', 'follow remove'],
  ...['list show', 'list add', 'list remove', 'list read', 'list note', 'list export', 'list import', 'list clear'],
  ...['privacy about', 'privacy export', 'privacy delete', 'settings show', 'settings time-zone', 'settings openers'],
  ...[
    'club next',
    'club calendar',
    'club nominate',
    'club nominations',
    'club rotation',
    'club away',
    'club move',
    'club cancel',
    'club restore',
  ],
  ...[
    'club guest',
    'club holidays',
    'club organisers',
    'club remove',
    'club question',
    'club history',
    'club stats',
    'club swap',
    'club export',
  ],
  ...['sources list', 'sources add', 'sources remove', 'sources run', 'sources status'],
].map(name => `/${name}`);
const ANSWERING_COMPONENTS = [
  ...['search:page', 'search:why', 'paper:open', 'paper:add', 'paper:cite', 'related:show', 'related:here'],
  ...['daily:page', 'daily:preview', 'daily:pause', 'daily:why', 'daily:unsubscribe', 'daily:cite'],
  ...[
    'follow:unfollow',
    'follow:remove',
    'follow:page',
    'follow:all',
    'discussions:page',
    'trending:page',
    'trending:vote',
  ],
  ...['list:save', 'list:page', 'list:entry', 'list:add', 'list:share', 'list:read', 'list:unread', 'list:note'],
  'list:pick',
  ...[
    'club:absent',
    'club:because',
    'club:confirm',
    'club:going',
    'club:join',
    'club:leave',
    'club:meet',
    'club:mine',
    'club:next',
    'club:nextIn',
    'club:nominate',
    'club:nominateFor',
    'club:pass',
    'club:quiet',
    'club:read',
    'club:remind',
    'club:restore',
    'club:restoreOne',
    'club:skip',
    'club:standing',
    'club:swap',
    'club:there',
    'club:volunteer',
    'club:vote',
    'club:why',
    'club:withdraw',
    'club:withdrawOne',
    ...['club:ask', 'club:asked', 'club:unask', 'club:readIt', 'club:unreadIt', 'club:rate', 'club:notes'],
    ...[
      'club:writeNote',
      'club:noted',
      'club:ownNote',
      'club:changeNote',
      'club:noteChanged',
      'club:deleteOwnNote',
      'club:calendar',
      'club:deleteNote',
      'club:deleteAnyNote',
      'club:exportNotes',
      'club:history',
      'club:restoreNote',
    ],
  ],
  ...[
    'list:noted',
    'list:remove',
    'list:undo',
    'list:clear',
    'list:restore',
    'settings:undo',
    'sources:undo',
    'privacy:delete',
    'privacy:export',
    'topics:open',
    'topics:page',
  ],
];

it('every command and component either writes into a channel, with the rights that it asks for, or only answers', async () => {
  const known = [...Object.keys(WRITES), ...ANSWERS, ...ANSWERING_COMPONENTS, 'Find papers like this'];
  expect(everyCommand().sort()).toEqual(known.sort());
});

const NOTHING_DONE = /You may not do that yourself|You do not see a channel/;

describe.each(Object.entries(WRITES).flatMap(([name, writes]) => writes.map(write => [name, write] as const)))(
  '%s',
  (_name, { needs, before, run, works }) => {
    it(`does nothing for whoever lacks one of ${needs.join(', ')}, and else what was asked`, async () => {
      const stage = await setTheStage();
      const { sandbox } = stage;
      const prepared = (await before?.(stage)) ?? '';
      const written = () =>
        sandbox.requests.filter(({ method, route = '' }) => method !== 'GET' && route.startsWith('POST /channels'))
          .length;
      for (const right of needs) {
        sandbox.faults.overwrite({ ...PAPERS, who: 'moderator', deny: [right] });
        const already = written();
        expect(await run(stage, prepared), right).toMatch(NOTHING_DONE);
        expect(written(), right).toBe(already);
        sandbox.faults.overwrite({ ...PAPERS, who: 'moderator', allow: [right] });
      }
      expect(await run(stage, prepared)).toMatch(works);
    });
  },
);
