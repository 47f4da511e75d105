import type { Paper } from '../papers/paper.ts';

/** In an abstract a word may stand by the way; what comes up again is what the paper is about. */
const MENTIONS_IN_ABSTRACT = 2;

/** Whether a forum's tag fits a paper: its words stand in the title, or again and again in the abstract. */
export function tagFits(paper: Pick<Paper, 'title' | 'abstract'>): (tag: string) => boolean {
  const title = words(paper.title);
  const abstract = words(paper.abstract);
  return tag => {
    const wanted = words(tag);
    if (wanted.trim() === '') return false;
    return title.includes(wanted) || abstract.split(wanted).length - 1 >= MENTIONS_IN_ABSTRACT;
  };
}

/** ` one word after the other `, lower case, without the s of a plural. */
function words(text: string): string {
  const found =
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return ` ${found.map(word => (word.length > 3 ? word.replace(/s$/, '') : word)).join('  ')} `;
}
