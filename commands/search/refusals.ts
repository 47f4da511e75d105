import { cutEscaped } from '../../src/interactions/cut.ts';
import { type Markdown, md } from '../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../src/interactions/reply.ts';
import type { Misunderstood } from '../../src/messages/read-wish.ts';

/** Notes are found in servers alone; the rest is as it was typed. */
type Refused = Misunderstood | { problem: 'notes elsewhere' };

export function misunderstood(why: Refused, mention: (command: string) => Markdown): Reply {
  return privately(inWords(why, mention));
}

function inWords(why: Refused, mention: (command: string) => Markdown): Markdown {
  switch (why.problem) {
    case 'nothing asked':
      return md`What are you looking for? Type some words, or choose a topic, an author or a date.`;
    case 'no such topic':
      return md`There is no topic named “${cutEscaped(why.text, 100)}”. Choose one of those that come up as you type; ${mention('topics')} lists them all.`;
    case 'no date':
      return md`“${cutEscaped(why.text, 100)}” is no date that I can read. For \`${why.option}\`, write a year, a month or a day: \`2023\`, \`2023-05\` or \`2023-05-17\`.`;
    case 'notes elsewhere':
      return md`Notes belong to the server where they were written, and \`notes:\` finds them there alone. Ask it in that server.`;
    case 'ends before it begins':
      return md`\`since\` (${why.since}) is later than \`until\` (${why.until}), so nothing can lie between them. Swap them?`;
  }
}
