import type { Misunderstood } from '../messages/read-wish.ts';
import { type Paper, paperUrl } from '../papers/paper.ts';
import type { AbsentWord, Hit, Related, SearchAnswer, UnknownIdentifier } from '../search/types.ts';

type IdOf = (paper: Paper) => string | number;

/** Search results for people at a terminal: what the bot says, without its buttons. */
export function describeHits(answer: SearchAnswer, idOf: IdOf): string {
  const { hits, unknown, total, near, topics } = answer;
  if (hits.length === 0 && unknown) return unknownLine(unknown);
  if (hits.length === 0) return `${suggestions(answer)}Nothing found. Try fewer or other words.\n`;
  const shown = hits.map((hit, i) => describeHit(hit, i, idOf)).join('\n');
  const narrower = topics.map(({ topic, count }) => `${topic.name} (${count})`).join(', ');
  return [
    ...(unknown ? [unknownLine(unknown)] : []),
    ...notes(answer),
    `${shown}\n`,
    `${hits.length} of ${papers(total)}${near > 0 ? `, and of ${near} more that are near in meaning` : ''}\n`,
    ...(narrower === '' ? [] : [`Narrow them with --topic: ${narrower}\n`]),
  ].join('');
}

function describeHit({ paper, snippet, cut, without }: Hit, place: number, idOf: IdOf): string {
  const text = snippet.map(span => span.text).join('');
  const line = `${cut.before ? '… ' : ''}${text}${cut.after ? ' …' : ''}`;
  const lacks = without.length > 0 ? `   without: ${without.join(', ')}\n` : '';
  return `${entry(paper, place, idOf)}${line ? `   ${line}\n` : ''}${lacks}`;
}

function unknownLine({ value, url }: UnknownIdentifier): string {
  return `This collection does not have ${value}.${url ? ` It can be read at ${url}` : ''}\n`;
}

/** How the query was understood, where that is not as it was typed. */
function notes({ readAs, leftOut = [], partly, absent = [] }: SearchAnswer): string[] {
  const left = leftOut.map(one => `“${one}”`).join(', ');
  return [
    ...(left ? [`The query has too many conditions, so these are left out: ${left}.\n`] : []),
    ...(partly ? ['To check all papers for that would take too long. The ones that fit best are checked.\n'] : []),
    ...(readAs === undefined ? [] : [`Read as “${readAs}”.\n`]),
    ...absent.map(one => `${notMentioned(one)}${insteadOf(one)}\n`),
  ];
}

function suggestions({ absent = [] }: SearchAnswer): string {
  return absent
    .map(one => `${notMentioned(one)}${one.instead.length > 0 ? ` What comes near: ${one.instead.join(', ')}.` : ''}\n`)
    .join('');
}

function notMentioned({ word }: AbsentWord): string {
  return `No paper here mentions “${word}”.`;
}

function insteadOf({ instead, how }: AbsentWord): string {
  if (instead.length === 0) return '';
  const words = instead.join(', ');
  switch (how) {
    case 'corrected':
      return ` These are for ${words}.`;
    case 'completed':
      return ` These are for words that begin like it: ${words}.`;
    case 'alike':
      return ` Did you mean ${words}?`;
    default:
      return ` Also looked for: ${words}.`;
  }
}

/** Papers like one for people at a terminal. */
export function describeRelated(paper: Paper | undefined, related: readonly Related[], idOf: IdOf): string {
  if (!paper) return 'No paper here is named so. Give its title, arXiv id or DOI.\n';
  const shown = related.map((like, i) => {
    const shared = like.shared.length > 0 ? `   Both: ${like.shared.join(', ')}\n` : '';
    return `${entry(like.paper, i, idOf)}${shared}`;
  });
  return `Papers like “${paper.title}”\n\n${shown.join('\n') || 'None.\n'}`;
}

/** Why a search cannot be made as it was asked for. */
export function describeMisunderstood(why: Misunderstood): string {
  switch (why.problem) {
    case 'nothing asked':
      return 'What is to be searched for? Give some words, or --topic, --author, --since or --until.';
    case 'no such topic':
      return `There is no topic named “${why.text}”.`;
    case 'no date':
      return `--${why.option} must be a year, a month or a day, as in 2023, 2023-05 or 2023-05-17, not “${why.text}”.`;
    case 'ends before it begins':
      return `--since (${why.since}) is later than --until (${why.until}), so nothing can lie between them.`;
  }
}

function entry(paper: Paper, place: number, idOf: IdOf): string {
  const url = paperUrl(paper);
  const when = paper.date ?? paper.year;
  const by = [paper.authors.join(', '), ...(when === undefined ? [] : [String(when)])].filter(Boolean).join(' · ');
  const ids = `   ${idOf(paper)}${url ? `  ${url}` : ''}\n`;
  return `${place + 1}. ${paper.title}\n${by ? `   ${by}\n` : ''}${ids}`;
}

function papers(count: number): string {
  return count === 1 ? '1 paper' : `${count} papers`;
}
