import { cutAtWord } from '../interactions/cut.ts';
import { join, link, type Markdown, md, oneLine, type Text } from '../interactions/markdown.ts';
import { type Paper, paperUrl } from '../papers/paper.ts';

/** `withdrawn · ICLR 2022 · arXiv 2110.04260`: what is known of where a paper stands; empty where nothing is. */
export function whereabouts(paper: Paper): string {
  const published = [paper.venue, paper.year].filter(part => part !== undefined).join(' ');
  // Where the line is too long its end is cut.
  return [paper.withdrawn && 'withdrawn', published, paper.arxivId && `arXiv ${paper.arxivId}`]
    .filter(Boolean)
    .join(' · ');
}

/** Of a list's five papers each may take this much: with snippets of 260 they stay below the 4,096 of a description. */
const LISTED_TITLE_CHARACTERS = 160;
const LISTED_URL_CHARACTERS = 180;
const WHEREABOUTS_CHARACTERS = 100;

const AUTHORS_CHARACTERS = 50;
const AUTHORS_SHOWN = 2;

/** `Simiao Zuo, Xiaodong Liu and 6 more`. */
function authorsInShort(authors: readonly string[]): string {
  const more = authors.length - AUTHORS_SHOWN;
  return more > 1 ? `${authors.slice(0, AUTHORS_SHOWN).join(', ')} and ${more} more` : authors.join(', ');
}

/** A list's papers, numbered from `first`, each with its linked title, the lines given for it, and where it stands. */
export function paperList(papers: readonly { paper: Paper; lines: readonly Text[] }[], first: number): Markdown {
  return join(
    papers.map(({ paper, lines }, i) => {
      const url = paperUrl(paper);
      const title = link(
        cutAtWord(paper.title, LISTED_TITLE_CHARACTERS),
        url && url.length <= LISTED_URL_CHARACTERS ? url : undefined,
      );
      const where = cutAtWord(oneLine(whereabouts(paper)), WHEREABOUTS_CHARACTERS);
      const by = cutAtWord(oneLine(authorsInShort(paper.authors)), AUTHORS_CHARACTERS);
      const last = [by, where].filter(Boolean).join(' · ');
      return join([md`**${first + i}.** ${title}`, ...lines, ...(last ? [md`-# ${last}`] : [])], '\n');
    }),
    '\n\n',
  );
}
