import { type Paper, paperUrl } from '../papers/paper.ts';
import type { Related, SearchAnswer } from '../search/types.ts';

type IdOf = (paper: Paper) => string | number;

/** Search results for people at a terminal. */
export function describeHits(answer: SearchAnswer, idOf: IdOf): string {
  if (answer.hits.length === 0) {
    const { unknown } = answer;
    if (!unknown) return `${absentNotes(answer)}Nothing found. Try fewer or other words.\n`;
    return `This collection does not have ${unknown.value}.${unknown.url ? ` It can be read at ${unknown.url}` : ''}\n`;
  }
  const shown = answer.hits.map(({ paper, snippet, cut, without }, i) => {
    const text = snippet.map(span => span.text).join('');
    const line = `${cut.before ? '… ' : ''}${text}${cut.after ? ' …' : ''}`;
    return `${entry(paper, i, idOf)}${line ? `   ${line}\n` : ''}${without.length > 0 ? `   without: ${without.join(', ')}\n` : ''}`;
  });
  const { readAs, near } = answer;
  const readNote = readAs ? `Read as “${readAs}”.\n` : '';
  const nearby = near > 0 ? `, and of ${near} more that are near in meaning` : '';
  return `${readNote}${absentNotes(answer)}${shown.join('\n')}\n${answer.hits.length} of ${answer.total} ${answer.total === 1 ? 'paper' : 'papers'}${nearby}\n`;
}

function absentNotes({ absent = [], hits }: SearchAnswer): string {
  return absent
    .map(({ word, instead, how }) => {
      const near = instead.join(', ');
      const used = how === 'corrected' ? `These are for ${near}.` : `Looked for in its place: ${near}.`;
      const said = hits.length === 0 || how === 'alike' ? `What comes near: ${near}.` : used;
      return `No paper here mentions “${word}”.${instead.length > 0 ? ` ${said}` : ''}\n`;
    })
    .join('');
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

function entry(paper: Paper, place: number, idOf: IdOf): string {
  const url = paperUrl(paper);
  return `${place + 1}. ${paper.title}\n   ${idOf(paper)}${url ? `  ${url}` : ''}\n`;
}
