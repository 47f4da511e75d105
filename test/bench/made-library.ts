import type { Paper } from '../../src/papers/paper.ts';
import { madePapers } from './made-papers.ts';

/** How people write what the reader must undo: LaTeX accents, braces that keep capitals, mathematics. */
const SURNAMES = [
  'M{\\"u}ller',
  'H{\\aa}kansson',
  "{\\'E}tienne",
  'Nov\\v{c}ek',
  '{\\O}rsted',
  'van der Berg',
  "O'Neil",
  'Smith',
];
const TAILS = [
  ' for $\\ell_1$ Problems',
  ' in {B}ayesian Models',
  ' over $\\mathbb{R}^n$',
  ': A $k$-Means View',
  '',
  ' \\& More',
];

/** A made library of so many entries with abstracts, as reference managers export them. */
export function madeLibrary(papers: readonly Paper[], count: number, format: 'bibtex' | 'ris' | 'csl'): string {
  const made = [...madePapers(papers, count)].map((paper, i) => ({ ...paper, number: i }));
  if (format === 'csl') return JSON.stringify(made.map(toCsl));
  return made.map(format === 'bibtex' ? toBibtex : toRis).join('\n');
}

type Made = Paper & { number: number };

function toBibtex({ title, abstract, authors, year, number }: Made): string {
  const names = authors.map((name, i) => `${SURNAMES[(number + i) % SURNAMES.length]}, ${name.split(' ')[0]}`);
  return `@article{key${number},
  author = {${names.join(' and ')}},
  title = {{${title.split(' ')[0]}} ${title.split(' ').slice(1).join(' ').replace(/[{}$]/g, '')}${TAILS[number % TAILS.length]}},
  journal = {Journal of Examples \\& Samples},
  year = {${year}},
  volume = {12},
  pages = {1--20},
  doi = {10.5555/made.${number}},
  abstract = {${abstract.replace(/[{}$%\\]/g, '')} We find 90\\% of $\\alpha_{1}$ in \\emph{all} cases.},
  keywords = {one, two},
}
`;
}

function toRis({ title, abstract, authors, year, number }: Made): string {
  return [
    'TY  - JOUR',
    `TI  - ${title}`,
    ...authors.map(name => `AU  - ${name.split(' ').toReversed().join(', ')}`),
    'JO  - Journal of Examples',
    `PY  - ${year}`,
    `DO  - 10.5555/made.${number}`,
    `AB  - ${abstract.replace(/\s+/g, ' ')}`,
    'ER  - ',
    '',
  ].join('\n');
}

function toCsl({ title, abstract, authors, year, number }: Made): object {
  return {
    id: `http://zotero.org/users/1/items/${number}`,
    type: 'article-journal',
    title,
    abstract,
    author: authors.map(name => ({ given: name.split(' ')[0], family: name.split(' ')[1] })),
    issued: { 'date-parts': [[year]] },
    'container-title': 'Journal of Examples',
    DOI: `10.5555/made.${number}`,
  };
}
