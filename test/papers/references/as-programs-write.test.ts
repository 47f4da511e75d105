import { describe, expect, test } from 'vitest';
import { type Incoming, prepare } from '../../../src/papers/prepare.ts';
import { readPapers } from '../../../src/sources/file/read-papers.ts';

type Fields = Partial<Pick<Incoming, 'title' | 'authors' | 'year' | 'withdrawn' | 'venue' | 'abstract' | 'type'>>;

async function read(content: string) {
  const { records, rejected } = await readPapers('library', Buffer.from(content));
  return { papers: records.map(record => prepare(record, new Map())), rejected };
}

const titled = (title: string) => `@article{k, title = {${title}}}`;
const by = (author: string) => `@article{k, title = {One}, author = {${author}}}`;

describe('BibTeX as catalogues and reference managers write it', () => {
  test.each<[what: string, latex: string, title: string]>([
    ['a group behind a sign', 'Alloys of {{III}}\\textendash{{V}} Type', 'Alloys of III–V Type'],
    ['a group behind an escaped brace', 'On \\{x\\}{{Gardens}}', 'On {x}Gardens'],
    ['a group behind a script', 'In\\textsubscript{x}{{Ga}}\\textsubscript{1-x}{{N}}', 'In_xGa_(1-x)N'],
    ['a group behind an option of no command', 'Ga[sub 2]{O}', 'Ga[sub 2]O'],
    ['a group behind the argument of an accent', '\\"{U}{ber} {\\\'E}{cole}', 'Über École'],
    ['a group within an argument', 'The \\emph{very {LONG} way}', 'The very LONG way'],
    ['a second argument stays one', '\\textcolor{red}{Red} and \\frac{1}{2}', 'Red and 1/2'],
    ['a link with its text', '\\href{https://example.org/a}{A Title} of One', 'A Title of One'],
    ['a function of a group', '$O(n\\log{n})$ and \\log{n}', 'O(n log n) and log n'],
    ['balanced braces', '\\{\\vphantom\\}{{RTS}}\\vphantom\\{\\} Noise', 'RTS Noise'],
    ['acronyms that were escaped', 'Co\\{NLL\\} and Ni\\{111\\}', 'CoNLL and Ni{111}'],
    ['an accent before a space', '\\v Skoda and \\c Cesme, {\\v c}', 'Škoda and Çesme, č'],
    ['Cyrillic', '{\\cyrchar\\CYRM}{\\cyrchar\\cyri}{\\cyrchar\\cyrr}', 'Мир'],
    ['an entity with its sign escaped', 'G\\&ouml;ttingen \\&amp; Kiel', 'Göttingen & Kiel'],
    ['apostrophes for a quotation mark', "Doppelg\\''anger", 'Doppelgänger'],
    ['a dotless letter that ran into its word', "Mart\\'\\in", 'Martín'],
    ['a bar over a digit', '({{11\\={2}0}}) Planes', '(112̄0) Planes'],
    ['raised endings', 'Le XVI\\textsuperscript{e} siècle, 2\\textsuperscript{n}', 'Le XVIe siècle, 2ⁿ'],
    ['guillemets', 'Sur <<ici>>', 'Sur «ici»'],
    ['a key for sorting', '{\\noopsort{1973a}}On Gardens', 'On Gardens'],
    ['a line and a space', 'A\\rule{1cm}{0.4pt}B\\hspace 3mm C\\hspace{2em}D', 'A B C D'],
    ['a name for a sign', 'What\\textinterrobang{} \\textnumero{}5', 'What‽ №5'],
  ])('%s', async (_, latex, title) => {
    expect((await read(titled(latex))).papers).toMatchObject([{ title }]);
  });

  test.each<[what: string, author: string, authors: string[]]>([
    ['a particle and initials', 'van der Torre, Leendert W. N.', ['Leendert W. N. van der Torre']],
    [
      'a particle among names without commas',
      'Otto Stone and del Jesus, Maria Ana and A. Vale',
      ['Otto Stone', 'Maria Ana del Jesus', 'A. Vale'],
    ],
    ['two family names and two given', 'Hill Dale, Ana Maria and Vale, Mira', ['Ana Maria Hill Dale', 'Mira Vale']],
    ['a capital particle', 'Di Valle, Gian Carlo', ['Gian Carlo Di Valle']],
    ['an initial that looks like a numeral', 'Stone, V. and Vale, M. D.', ['V. Stone', 'M. D. Vale']],
    ['a numeral', 'Stone, III, Otto and Vale, Jr., Mira', ['Otto Stone III', 'Mira Vale Jr.']],
    ['commas before an "and"', 'Mira Vale, Otto Stone and Ana Hill', ['Mira Vale', 'Otto Stone', 'Ana Hill']],
    ['family and given name by turns', 'Vale, M., Stone, O., Hill, A.', ['M. Vale', 'O. Stone', 'A. Hill']],
    ['whole names between commas', 'Mira Vale, Otto Stone, Ana Hill', ['Mira Vale', 'Otto Stone', 'Ana Hill']],
    ['dblp’s numbers', 'Mira Vale 0001 and 0026, Otto Stone', ['Mira Vale', 'Otto Stone']],
    ['nobody', '[Anonymous] and {No authors listed}', []],
    ['a group with a number', 'Group 1234', ['Group 1234']],
    ['spaces that are escaped', 'Vale, M.\\ and Stone, O.\\ and Hill', ['M. Vale', 'O. Stone', 'Hill']],
    ['an "and" with nobody behind', 'Vale, Mira and', ['Mira Vale']],
    ['somebody left out within the name', 'Vale, Mira et al.', ['Mira Vale']],
  ])('%s', async (_, author, authors) => {
    expect((await read(by(author))).papers).toMatchObject([{ authors }]);
  });

  test('a brace too many costs only its field', async () => {
    const { papers } = await read(
      '@article{a,\n  title = {A {Set}} of},\n  author = {Vale, Mira},\n  year = 2020\n}\n@article{b, title = {Judgment\\}},\n  year = {2013},\n}\n@article{c, title = {Three}, year = 2021}',
    );
    expect(papers).toMatchObject<Fields[]>([
      { title: 'A Set of', authors: ['Mira Vale'], year: 2020 },
      { title: 'Judgment', year: 2013 },
      { title: 'Three', year: 2021 },
    ]);
  });

  test('line breaks that were written out are none; those that are meant stay', async () => {
    const { papers } = await read(
      `${titled('One')}\n@article{b, title={Two}, abstract = {We look.{\\textbackslash}n{\\textbackslash}nRESULTS: We see \\textbackslash{}n and C:\\textbackslash{}new.}}`,
    );
    expect(papers[1]).toMatchObject<Fields>({ abstract: 'We look. RESULTS: We see \\n and C:\\new.' });
  });
});

describe('names and titles of other formats', () => {
  test.each<[what: string, content: string, fields: Fields]>([
    [
      'entities in RIS, also in names',
      'TY  - JOUR\nTI  - &Eacute;tale &alpha; &#8211; &Delta;\nAU  - Garc&iacute;a Hill, Jos&eacute;; Vale, M.\nER  - ',
      { title: 'Étale α – Δ', authors: ['José García Hill', 'M. Vale'] },
    ],
    ['a company in RIS', 'TY  - JOUR\nTI  - One\nAU  - Examples, Inc.\nER  - ', { authors: ['Examples, Inc.'] }],
    [
      'a suffix in PubMed’s place',
      'PMID- 1\nTI  - One.\nFAU - Stone, Otto A Jr\nFAU - van Hill, Ana\nCN  - The Group',
      { authors: ['Otto A Stone Jr', 'Ana van Hill', 'The Group'] },
    ],
    [
      'short names of PubMed',
      'PMID- 1\nTI  - One.\nAU  - van Hill AB Jr\nAU  - Lee K',
      { authors: ['AB van Hill Jr', 'K Lee'] },
    ],
    [
      'a chapter of a book in PubMed',
      'PMID- 1\nBTI - The Book\nCTI - The Chapter.\nDP  - 2015',
      { title: 'The Chapter', venue: 'The Book', type: 'chapter' },
    ],
    [
      'one person alone in CSL, and a whole name in one field',
      '[{"type":"book","title":"One","author":{"family":"Vale, Mira"}}]',
      { authors: ['Mira Vale'] },
    ],
    [
      'names in parts and turned round in JSONL',
      '{"title":"One","authors":["de Vale, Mira",{"family":"Stone","given":"Otto"},{"firstName":"Ana","lastName":"Hill"},{"name":"Lind, Bo"},"Bo Lind, University of X"]}',
      { authors: ['Mira de Vale', 'Otto Stone', 'Ana Hill', 'Bo Lind', 'Bo Lind, University of X'] },
    ],
    [
      'a paper that PubMed calls retracted',
      'PMID- 1\nTI  - One.\nPT  - Journal Article\nPT  - Retracted Publication',
      { withdrawn: true },
    ],
  ])('%s', async (_, content, fields) => {
    expect((await read(content)).papers).toMatchObject([fields]);
  });

  test('the notice of a retraction is no retracted paper', async () => {
    const { papers } = await read('PMID- 1\nTI  - One.\nPT  - Retraction of Publication');
    expect(papers).toMatchObject([{ withdrawn: undefined }]);
  });

  test('a DOI with escaped brackets is whole; what Taylor & Francis add to one goes', async () => {
    const { papers } = await read(
      '@article{a, title={One}, doi={10.5555/1234-5678(1963)020\\<0130:ROAP\\>2.0.CO;2}}\n@misc{b, title={Two}, url={https://www.taylorfrancis.com/chapters/edit/10.1201/9780367822187-4/awkward-gardens-mira-vale}}',
    );
    expect(papers).toMatchObject([
      { doi: '10.5555/1234-5678(1963)020<0130:roap>2.0.co;2' },
      { doi: '10.1201/9780367822187-4' },
    ]);
  });
});

describe('RIS without its type', () => {
  test('a file of it', async () => {
    const record = (n: number) => `C1  - 100${n}\nAU  - Vale, M.\nTI  - Title ${n}\nPY  - 2020\nER  - \n\n`;
    expect((await read(record(1) + record(2))).papers).toMatchObject<Fields[]>([
      { title: 'Title 1', authors: ['M. Vale'], year: 2020 },
      { title: 'Title 2' },
    ]);
  });

  test('one among others', async () => {
    const { papers } = await read(
      'TY  - JOUR\nTI  - One\nER  - \nN1  - left over\nTI  - Two\nPY  - 2001\nER  - \nN1  - a note\n',
    );
    expect(papers).toMatchObject<Fields[]>([{ title: 'One' }, { title: 'Two', year: 2001 }]);
  });
});

test.each<[format: string, content: string, keywords: string[]]>([
  ['BibTeX', '@article{k, title = {One}, keywords = {black holes, {NGC} 4258}}', ['black holes', 'NGC 4258']],
  [
    'BibTeX of Scopus',
    '@article{k, title = {One}, author_keywords = {Reefs; Bleaching, coral}}',
    ['Reefs', 'Bleaching, coral'],
  ],
  ['RIS', 'TY  - JOUR\nTI  - One\nKW  - Reefs\nKW  - Coral; Kelp\nER  - ', ['Reefs', 'Coral', 'Kelp']],
  [
    'NBIB: the headings with a star, and the authors’ own',
    'PMID- 1\nTI  - One.\nMH  - Humans\nMH  - *Coral Reefs\nMH  - Kelp/*growth & development\nOT  - bleaching\n',
    ['Coral Reefs', 'Kelp', 'bleaching'],
  ],
  ['CSL-JSON', '[{"type": "article-journal", "title": "One", "keyword": "Reefs, Kelp"}]', ['Reefs', 'Kelp']],
  ['Crossref', '[{"type": "journal-article", "title": ["One"], "subject": ["Ecology"]}]', ['Ecology']],
])('keywords of %s', async (_, content, keywords) => {
  expect((await read(content)).papers).toMatchObject([{ title: 'One', keywords }]);
});
