import { arxivUrl, type Paper, paperUrl } from '../papers/paper.ts';

/** A BibTeX entry: `@inproceedings` or `@article` where the venue is known, else arXiv's form (`@misc` with eprint). */
export function bibtex(paper: Paper): string {
  const fields: [string, string | undefined][] = [
    ['title', `{${latex(paper.title)}}`],
    ['author', paper.authors.map(latex).join(' and ') || undefined],
    ['year', yearOf(paper)],
    [paper.venue && isJournal(paper.venue) ? 'journal' : 'booktitle', paper.venue && latex(paper.venue)],
    ['doi', paper.doi],
    ['eprint', paper.arxivId],
    ['archiveprefix', paper.arxivId && 'arXiv'],
    ['url', paper.arxivId ? arxivUrl(paper.arxivId) : paperUrl(paper)],
  ];
  const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
  return `@${entryType(paper)}{${citationKey(paper)},\n${lines.join(',\n')}\n}`;
}

/** `zuo2022taming-1a2b`: readable, and through the paper's id unique and the same for ever. */
export function citationKey(paper: Paper): string {
  const family = paper.authors[0]?.split(/\s+/).at(-1) ?? 'anonymous';
  const word = paper.title.split(/[^\p{L}\p{N}]+/u).find(part => part.length > 3) ?? 'paper';
  return `${ascii(family)}${yearOf(paper) ?? ''}${ascii(word)}-${paper.id.slice(0, 4)}`;
}

function yearOf(paper: Paper): string | undefined {
  return paper.year?.toString() ?? paper.date?.slice(0, 4);
}

function entryType(paper: Paper): string {
  if (!paper.venue) return 'misc';
  return isJournal(paper.venue) ? 'article' : 'inproceedings';
}

function isJournal(venue: string): boolean {
  return /journal|transactions|letters|review|annals|magazine|\b(?:TMLR|JMLR|TPAMI|PAMI|Nature|Science)\b/i.test(venue);
}

function ascii(text: string): string {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '') || 'x'
  );
}

const LATEX: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Escapes what LaTeX would read as commands; letters beyond ASCII stay, as BibTeX's successors and modern engines read UTF-8. */
function latex(text: string): string {
  return text.replace(/[\\~^]|[&%$#_{}]/g, character => LATEX[character] ?? `\\${character}`);
}
