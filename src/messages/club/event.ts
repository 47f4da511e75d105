import type { SessionEvent } from '../../clubs/message.ts';
import { cutAtWord } from '../../interactions/cut.ts';
import { md, oneLine, source } from '../../interactions/markdown.ts';
import { paperUrl } from '../../papers/paper.ts';
import { threadUrl } from '../guild-activity.ts';
import { person } from './words.ts';

/** Discord's limits for an event. */
const NAME_CHARACTERS = 100;
const LOCATION_CHARACTERS = 100;
/** With the other lines below the 1,000 of a description. */
const TITLE_CHARACTERS = 250;
const URL_CHARACTERS = 300;

/** An event's words. Names and places are shown as they are; a description has Discord's markdown. */
export interface EventWords {
  name: string;
  description: string;
  location: string;
}

/** The mark at the end is the event's: by it the bot finds it again. */
export function eventWords(event: SessionEvent): EventWords {
  const { club, paper, presenterId, threadId, guildId, channelId, mark } = event;
  const url = paper && paperUrl(paper);
  const lines = [
    paper ? md`${cutAtWord(oneLine(paper.title), TITLE_CHARACTERS)}` : md`The paper is not chosen yet.`,
    ...(url && url.length <= URL_CHARACTERS ? [url] : []),
    ...(presenterId === undefined ? [] : [md`${person(presenterId)} presents.`]),
    // As it is: an address with a backslash in it is no link.
    ...(threadId === undefined ? [] : [`Discussion: ${threadUrl({ guildId, threadId })}`]),
    '',
    `-# ${mark}`,
  ];
  return {
    name: cutAtWord(oneLine(paper ? `${club.name}: ${paper.title}` : club.name), NAME_CHARACTERS),
    description: lines.map(line => (typeof line === 'string' ? line : source(line))).join('\n'),
    location: cutAtWord(oneLine(club.where ?? '') || channelUrl(guildId, channelId), LOCATION_CHARACTERS),
  };
}

function channelUrl(guildId: string, channelId: string): string {
  return `https://discord.com/channels/${guildId}/${channelId}`;
}
