import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type Incoming, prepare } from '../../../src/papers/prepare.ts';
import { readPapers } from '../../../src/sources/file/read-papers.ts';

type Fields = Partial<Pick<Incoming, 'title' | 'authors' | 'year' | 'venue' | 'doi' | 'arxivId' | 'abstract' | 'type'>>;

/** A file as the collection takes it in: every record, cleaned. */
async function read(name: string, content: string | Uint8Array) {
  const { records, rejected, format } = await readPapers(name, Buffer.from(content));
  return { format, papers: records.map(record => prepare(record, new Map())), rejected };
}

const none = { doi: undefined, arxivId: undefined };

describe('files that were read wrongly once', () => {
  test.each<[file: string, papers: Fields[]]>([
    [
      '01-bib-given-to-import.bib',
      [
        {
          title: 'Noise in Small Gardens of Trees',
          year: 2021,
          authors: ['Mira Vale', 'Otto Stone'],
          doi: '10.5555/jme.2021.7',
          venue: 'Journal of Made-up Examples',
        },
        { title: 'Pruning the Same Garden Twice', year: 2022, authors: ['Otto Stone'], ...none },
      ],
    ],
    [
      '02-entries-on-one-line.bib',
      [
        { title: 'The First of Three', year: 2019 },
        { title: 'The Second of Three', year: 2020 },
        { title: 'The Third of Three', year: 2021 },
      ],
    ],
    [
      '03-no-key.bib',
      [
        { title: 'A Paper whose Entry Has No Key', year: 2020, doi: '10.5555/jme.2020.1' },
        { title: 'A Paper whose Entry Begins with a Field', year: 2021, authors: ['Otto Stone'] },
      ],
    ],
    [
      '04-crossref.bib',
      [
        { title: 'A Leaf of a Volume', venue: 'Proceedings of the Fourth Meeting on Examples', year: 2014, ...none },
        { title: 'Proceedings of the Fourth Meeting on Examples', year: 2014, doi: '10.5555/volume4' },
      ],
    ],
    [
      '05-years.bib',
      [
        { title: 'A Year in Two Braces', year: 2018, venue: 'JOURNAL OF MADE-UP EXAMPLES' },
        { title: 'A Year after Its Month', year: 1980 },
        { title: 'A Year in Brackets', year: 2021 },
        { title: 'An Empty Year beside a Date', year: 2017 },
        {
          title: 'Braces around an Abstract',
          year: 2019,
          abstract: 'We measured it (twice), wrote it down; and then: we went home.',
        },
      ],
    ],
    [
      '06-latex-commands.bib',
      [
        { authors: ['Håkon Våle', 'Åse Steen', 'Bård Lind'] },
        { title: 'Sorting in O(n log n) at √s=13 TeV over ℝⁿ' },
        {
          authors: ['Th Lind', 'Yuri Vale', 'Ion Ștefan', 'Benot Hill'],
          title: 'Half of One, 1/2, and an Underlined Word',
        },
      ],
    ],
    [
      '08-doi-with-angle-brackets.bib',
      [
        { doi: '10.5555/1234-5678(1963)020<0130:roap>2.0.co;2' },
        { doi: '10.5555/1234-5678(1963)020<0448:soas>2.0.co;2' },
      ],
    ],
    [
      '12-jsonl-authors.jsonl',
      [
        { authors: ['M. Vale', 'O. Stone', 'A. Field'] },
        { authors: ['Mira Vale', 'Otto Stone'] },
        { authors: ['M. Vale', 'O. Stone', 'The Hill and Dale Consortium'] },
      ],
    ],
    [
      '15-cite.jsonl',
      [
        { type: 'article-journal' },
        { type: 'article-journal' },
        { type: 'article-journal' },
        { type: 'paper-conference' },
      ],
    ],
    [
      '07-one-odd-piece.bib',
      [
        { title: 'The $100 Question', doi: '10.5555/jme.2020.9' },
        { title: 'An Accent without a Letter', arxivId: '2101.00009' },
      ],
    ],
    ['09-eprint-is-an-address.bib', [{ title: 'A Faint Catalogue', doi: '10.5555/5.0152833', arxivId: undefined }]],
    [
      '11-csl.json',
      [
        {
          title: 'Growth of E. exempli in H2O',
          authors: ['Jean de La Valle', 'The Examples Consortium'],
          year: 2016,
          abstract: 'We grow E. exempli in water.',
        },
        { title: 'A Title in a List', venue: 'Journal of Made-up Examples', year: 2017, authors: ['Otto Stone'] },
      ],
    ],
    [
      '13-jsonl-journal-object.jsonl',
      [
        { title: 'The First of Two Papers', year: 2019 },
        { title: 'A Journal in Braces', arxivId: '1901.00001', authors: ['Otto Stone'] },
      ],
    ],
    [
      '17-without-abstracts.bib',
      [{ title: 'A Publication of Our Lab', abstract: '' }, { title: 'Another Publication of Our Lab' }],
    ],
    [
      '18-zotero-conference.ris',
      [
        {
          title: 'A Paper in Some Proceedings',
          venue: 'Proceedings of the Fourth Meeting on Examples',
          authors: ['Mira Vale', 'Otto King Jr.'],
          year: 2014,
        },
      ],
    ],
    [
      '19-subtitle-and-less-than.bib',
      [
        { title: 'Gardens: How Trees Are Pruned', year: 2020, venue: 'Made-up Examples' },
        { title: 'When p<q and r>s Hold at Once', year: 2021 },
      ],
    ],
    ['20-encoding-named.bib', [{ title: 'A Name from Gdańsk', authors: ['Stanisław Wałek'] }]],
  ])('%s', async (file, papers) => {
    const content = await readFile(new URL(`fixtures/${file}`, import.meta.url));
    const got = await read(file, content);
    expect(got.papers).toMatchObject(papers);
    expect([got.papers.length, got.rejected]).toEqual([papers.length, []]);
  });
});

const article = (fields: string) => `@article{k, title = {A Title}, ${fields}}`;

describe('other files of the same kinds', () => {
  test.each<[what: string, content: string, papers: Fields[]]>([
    // Where an entry begins and ends.
    [
      'a type with an underscore',
      '@conference_paper{a, title={One}}\n@ARTICLE{b,title={Two}}',
      [{ title: 'One' }, { title: 'Two' }],
    ],
    ['a key with spaces', '@article{Vale 2020 a, title={One}, year=2020}', [{ title: 'One', year: 2020 }]],
    ['a key without its comma', '@article{vale\n title={One},\n year=2020}', [{ title: 'One', year: 2020 }]],
    ['brackets for braces', '@article(a, title = "One", year = 2020)', [{ title: 'One', year: 2020 }]],
    [
      'a comma that is missing',
      '@misc{a, title={One} year={2020}\n doi={10.5555/a.b}}',
      [{ title: 'One', year: 2020, doi: '10.5555/a.b' }],
    ],
    [
      'an entry without its last brace',
      '@misc{a, title={One},\n year=2020\n\n@misc{b, title={Two}}',
      [{ title: 'One', year: 2020 }, { title: 'Two' }],
    ],
    [
      'a field without its last brace costs no neighbour',
      '@misc{a,\n title={One,\n year={2020}\n}\n\n@misc{b, title={Two}}\n@misc{c, title={Three}}',
      [{ title: 'One', year: 2020 }, { title: 'Two' }, { title: 'Three' }],
    ],
    [
      'quotation marks within quotation marks',
      '@misc{a, title = "The "Best" Paper", year = "2020"}',
      [{ title: 'The "Best" Paper', year: 2020 }],
    ],
    [
      'what is commented out is no entry',
      '@comment{@misc{a, title={One}}}\n% a note\n@misc{b, title={Two}}',
      [{ title: 'Two' }],
    ],
    [
      'an abstract that quotes an entry stays whole',
      '@misc{a, title={One}, abstract={We cite\n@article{x, title={Y}}\nas an example.}}',
      [{ title: 'One', abstract: 'We cite @articlex, title=Y as an example.' }],
    ],
    [
      'an address in an abstract stays',
      '@misc{a, title={One}, abstract={Write to me@example.org, please.}}',
      [{ title: 'One', abstract: 'Write to me@example.org, please.' }],
    ],
    [
      'abbreviations',
      '@string{jme = "J. of " # {Examples}}\n@string(y = 2019)\n@article{a, title={One}, journal = jme # { B}, year = y}',
      [{ title: 'One', venue: 'J. of Examples B', year: 2019 }],
    ],
    [
      'an abbreviation that nobody explains costs nothing',
      '@article{a, title={One}, journal = tpami, year=2020}',
      [{ title: 'One', venue: 'tpami', year: 2020 }],
    ],
    // What is inherited.
    [
      'crossref to a volume with another title for its parts, before it in the file',
      '@proceedings{v, title={Proceedings}, booktitle={Proc. of X}, year=2001, doi={10.5555/v}, url={https://arxiv.org/abs/2101.00001}}\n@inproceedings{a, title={One}, CROSSREF={V}}',
      [{ title: 'Proceedings' }, { title: 'One', venue: 'Proc. of X', year: 2001, ...none }],
    ],
    [
      'xdata, and data of data',
      '@xdata{x, xdata={y}, journaltitle={J}}\n@xdata{y, date={1999-02}, doi={10.5555/y}}\n@article{a, title={One}, xdata={x}}',
      [{ title: 'One', venue: 'J', year: 1999, ...none }],
    ],
    [
      'a year of its own beats that of the volume',
      '@book{v, title={V}, year=1990}\n@incollection{a, title={One}, date={2000-01-01}, crossref={v}}',
      [{ title: 'V' }, { title: 'One', year: 2000, venue: 'V' }],
    ],
    ['a volume that is nowhere', article('crossref = {gone}, year = 2000'), [{ title: 'A Title', year: 2000 }]],
    [
      'a circle',
      '@misc{a, title={One}, crossref={b}}\n@misc{b, title={Two}, crossref={a}, year=1999}',
      [
        { title: 'One', year: 1999 },
        { title: 'Two', year: 1999 },
      ],
    ],
    // Years.
    ['a month before', article('year = {05/2019}'), [{ year: 2019 }]],
    ['a sign before', article('year = "c1998"'), [{ year: 1998 }]],
    ['a letter behind', article('year = {2004a}'), [{ year: 2004 }]],
    ['a range', article('date = {1999/2001}'), [{ year: 1999 }]],
    ['digits without signs', article('date = {20190501}'), [{ year: 2019 }]],
    ['none that is none', article('year = {in press}'), [{ year: undefined }]],
    ['none in a longer number', article('year = {120199}'), [{ year: undefined }]],
    // Names.
    [
      'a consortium with an "and"',
      article('author = {{Hill and Dale Consortium} and Vale, Mira}'),
      [{ authors: ['Hill and Dale Consortium', 'Mira Vale'] }],
    ],
    [
      'particles and a junior',
      article('author = {de la Valle, Jr., Jean and van den Berg, Ana and Otto de Ruyter}'),
      [{ authors: ['Jean de la Valle Jr.', 'Ana van den Berg', 'Otto de Ruyter'] }],
    ],
    [
      'biblatex’s names in parts',
      article('author = {family=Valle, given=Jean, prefix=de la and "given=Ana, family=Field"}'),
      [{ authors: ['Jean de la Valle', 'Ana Field'] }],
    ],
    [
      'names between semicolons',
      article('author = {Vale, Mira; Stone, Otto}'),
      [{ authors: ['Mira Vale', 'Otto Stone'] }],
    ],
    ['names between commas', article('author = {Mira Vale, Otto Stone}'), [{ authors: ['Mira Vale', 'Otto Stone'] }]],
    ['others', article('author = {Vale, Mira and others}'), [{ authors: ['Mira Vale'] }]],
    [
      'a name with a comma in braces stays',
      article('author = {{Examples, Inc.} and Vale, M.}'),
      [{ authors: ['Examples, Inc.', 'M. Vale'] }],
    ],
    // Braces and signs.
    [
      'braces that keep capitals',
      '@misc{a, title = {{B}ayesian {DNA} {{Models}}}}',
      [{ title: 'Bayesian DNA Models' }],
    ],
    [
      'braces that the title has stay',
      '@misc{a, title = {Over $\\{0,1\\}$ and Beyond}}',
      [{ title: 'Over {0,1} and Beyond' }],
    ],
    ['money stays money', '@misc{a, title = {From $5 to $10 a Day}}', [{ title: 'From $5 to $10 a Day' }]],
    [
      'accents',
      '@misc{a, title = {{\\"U}ber {\\\'E}tale na{\\"\\i}ve {\\O}rsted \\v{C}ech}}',
      [{ title: 'Über Étale naïve Ørsted Čech' }],
    ],
    ['journals of astronomers', article('journal = {\\apj}'), [{ venue: 'The Astrophysical Journal' }]],
    // Identifiers.
    [
      'the id as dblp has it',
      article('journal = {CoRR}, volume = {abs/2101.00001}'),
      [{ arxivId: '2101.00001', venue: '' }],
    ],
    ['the id as a note', article('note = {arXiv:2101.00001 [cs]}'), [{ arxivId: '2101.00001' }]],
    ['a note that speaks of another paper stays a note', article('note = {see arXiv:2101.00001 for more}'), [none]],
    ['an eprint of another archive', article('eprint = {2101.00001}, eprinttype = {jstor}'), [none]],
    // As catalogues write BibTeX.
    [
      'escaped signs in groups of their own, as DBLP has them',
      '@article{k, title = {R{\\&}D of 90{\\%} {\\#}1}, journal = {Examples {\\&} Samples}}',
      [{ title: 'R&D of 90% #1', venue: 'Examples & Samples' }],
    ],
    ['letters in groups of their own stay letters', "@article{k, title = {K{\\'{a}}lm{\\O}r}}", [{ title: 'KálmØr' }]],
    ['braces that are escaped are signs', '@article{k, title = {The Set \\{0, 1\\}}}', [{ title: 'The Set {0, 1}' }]],
    [
      'tags of mathematics, as IEEE has them',
      '@article{k, title = {X- and <tex>$\\gamma$</tex>-Ray Sensors}}',
      [{ title: 'X- and γ-Ray Sensors' }],
    ],
    ['a word in angle brackets is no tag', '@article{k, title = {Why <tex> Fails}}', [{ title: 'Why <tex> Fails' }]],
    [
      'the hyphen of biblatex',
      '@article{k, title = {Method\\hyphen independent and \\hyphen{}free Tests}}',
      [{ title: 'Method-independent and -free Tests' }],
    ],
    // RIS.
    [
      'RIS of a book',
      'TY  - BOOK\nBT  - One\nAU  - Vale, Mira\nY1  - 1999/02/01/Spring\nER  - ',
      [{ title: 'One', year: 1999, type: 'book' }],
    ],
    [
      'RIS of a chapter',
      'TY  - CHAP\nTI  - One\nBT  - The Book\nA1  - The Consortium\nER  - ',
      [{ title: 'One', venue: 'The Book', authors: ['The Consortium'] }],
    ],
    [
      'RIS without its ends',
      'TY  - JOUR\nT1  - One\nTY  - JOUR\nT1  - Two\nN2  - TY is a tag\n  and ER - too.',
      [{ title: 'One' }, { title: 'Two', abstract: 'TY is a tag and ER - too.' }],
    ],
    // CSL.
    [
      'CSL of one item, as doi.org gives it',
      '{"type":"journal-article","title":"One","DOI":"10.5555/abc","issued":{"date-parts":[[2016]]},"author":[{"family":"Vale","given":"Mira","sequence":"first"}]}',
      [{ title: 'One', doi: '10.5555/abc', year: 2016, authors: ['Mira Vale'] }],
    ],
    [
      'CSL with a date in words',
      '[{"title":"One","issued":{"literal":"Spring 2004"}},{"title":"Two","issued":"2005-01"},{"title":"Three","issued":{"date-parts":[[null]]},"published-print":{"date-parts":[["2006"]]}}]',
      [{ year: 2004 }, { year: 2005 }, { year: 2006 }],
    ],
    [
      'CSL of which one field is odd',
      '[{"title":"One","container-title":{"x":1},"author":"nobody","issued":7.5}]',
      [{ title: 'One', venue: '' }],
    ],
    // MEDLINE.
    [
      'NBIB of PubMed',
      '\nPMID- 12345678\nOWN - NLM\nTI  - Growth of E. exempli\n      in water.\nLID - 10.5555/med.1 [doi]\nFAU - Vale, Mira\nAU  - Vale M\nCN  - The Consortium\nAB  - We grow\n      it.\nJT  - Journal of Examples\nDP  - 2016 Mar-Apr\n\nPMID- 12345679\nTI  - Two\n',
      [
        {
          title: 'Growth of E. exempli in water',
          doi: '10.5555/med.1',
          authors: ['Mira Vale', 'The Consortium'],
          abstract: 'We grow it.',
          venue: 'Journal of Examples',
          year: 2016,
        },
        { title: 'Two' },
      ],
    ],
    // Lists of papers in JSON.
    [
      'a list in JSON',
      '[{"title":"One","abstract":"x","authors":["Mira Vale"]},{"title":"Two","abstract":"y"}]',
      [{ title: 'One', authors: ['Mira Vale'] }, { title: 'Two' }],
    ],
  ])('%s', async (_, content, papers) => {
    const got = await read('file', content);
    expect(got.papers).toMatchObject(papers);
    expect([got.papers.length, got.rejected]).toEqual([papers.length, []]);
  });
});

describe('an entry that cannot be read costs only itself, and is named', () => {
  test.each<[what: string, content: string, titles: string[], rejected: [line: number, why: RegExp][]]>([
    [
      'without an equals sign',
      '@misc{a, title={One}}\n@misc{b, title {Two}}\n@misc{c, title={Three}}',
      ['One', 'Three'],
      [[2, /equals sign/]],
    ],
    ['without a title', '@misc{a, year=2000}\n@misc{c, title={Three}}', ['Three'], [[1, /no title/]]],
    [
      'a file that was cut off within a title',
      '@misc{a, title={One}}\n@misc{b,\n  title = {A title that has no',
      ['One'],
      [[2, /the file ends within it/]],
    ],
    [
      'a file that was cut off within an abstract in quotation marks',
      '@misc{a, title={One}}\n@misc{b,\n  title = "Two",\n  abstract = "We measure',
      ['One'],
      [[2, /the file ends within it/]],
    ],
    [
      'a file of which only the last brace is missing',
      '@misc{a, title={One}}\n@misc{b,\n  title = {Two}\n',
      ['One', 'Two'],
      [],
    ],
    [
      'a last entry with an odd brace in its title',
      '@misc{a, title={One}}\n@misc{b,\n  title = {T{wo},\n  year = 2020\n}\n',
      ['One', 'Two'],
      [],
    ],
    ['without anything', '@misc{}\n@misc{c, title={Three}}', ['Three'], [[1, /no title/]]],
    [
      'a record of RIS without a title',
      'TY  - JOUR\nAU  - Vale\nER  - \nTY  - JOUR\nTI  - Two\nER  - ',
      ['Two'],
      [[1, /no title/]],
    ],
    [
      'an item of CSL that is none',
      '[5, {"title":"Two","issued":{"raw":"2000"}}, null]',
      ['Two'],
      [
        [1, /expected object/],
        [1, /expected object/],
      ],
    ],
    [
      'a line of JSON that is cut off',
      '{"title":"One"}\n{"title":\n{"title":"Three"}',
      ['One', 'Three'],
      [[2, /no valid JSON/]],
    ],
  ])('%s', async (_, content, titles, rejected) => {
    const got = await read('file', content);
    expect(got.papers.map(({ title }) => title)).toEqual(titles);
    expect(got.rejected).toMatchObject(rejected.map(([line, why]) => ({ line, why: expect.stringMatching(why) })));
  });
});

const LONG = 'We plant small gardens of decision trees and add noise to each of them. '.repeat(6);

describe('what is no file of papers is refused with a reason and a line', () => {
  test.each<[what: string, content: string, reason: RegExp]>([
    [
      'prose',
      `\nChapter One\n\n${LONG}\n\nChapter Two\n\n${LONG}\n`,
      /line 2: “Chapter One” begins nothing that holds papers/,
    ],
    ['a README', `# Gardens\n\n${LONG}\n\n## Models\n\n${LONG}\n\n## Search\n`, /line 1: “# Gardens”/],
    ['minutes', `Minutes of 3 May\n\nPresent: Vale, Stone\n\n1. Datasets\n\n${LONG}`, /line 1: “Minutes of 3 May”/],
    ['a style sheet', '@media (max-width: 10px) { a { color: red } }\n@page { margin: 1cm }', /line 1/],
    ['a letter with an address', 'Write to vale@example.org (or to stone@example.org).', /line 1/],
    ['a web page', '<!DOCTYPE html><html><body>Hugging Face</body></html>', /a web page in HTML/],
    ['EndNote’s XML', '<?xml version="1.0"?><xml><records></records></xml>', /EndNote/],
    ['Web of Science’s text', 'FN Clarivate Analytics Web of Science\nPT J\nTI One\nER', /Web of Science/],
    ['an answer of OAI', '<OAI-PMH></OAI-PMH>', /line 1/],
    [
      'BibTeX of which nothing can be read',
      '@misc{a, year=2000}\n@misc{b, year=2001}',
      /line 1: it has no title \(and 1 more/,
    ],
    ['a document in RTF', '{\\rtf1\\ansi One}', /RTF/],
    ['nothing', ' \n', /is empty/],
  ])('%s', async (_, content, reason) => {
    await expect(read('file.txt', content)).rejects.toThrow(reason);
  });
});

describe('encodings', () => {
  const gdansk = (head: string, bytes: number[]) =>
    Buffer.concat([Buffer.from(head), Buffer.from('@misc{a, title={'), Buffer.from(bytes), Buffer.from('}}')]);
  test.each<[what: string, content: Uint8Array, title: string]>([
    ['JabRef’s Cp1250', gdansk('% Encoding: Cp1250\n', [0xb3, 0xf3, 0x64, 0x9f]), 'łódź'],
    ['GBK', gdansk('% Encoding: GBK\n', [0xd1, 0xa7, 0xcf, 0xb0, 0xbb, 0xfa, 0xc6, 0xf7]), '学习机器'],
    ['Shift_JIS', gdansk('% Encoding: SJIS\n', [0x8a, 0x77, 0x8f, 0x4b]), '学習'],
    ['BibDesk’s Mac OS Roman', gdansk('%% Saved with string encoding Western (Mac OS Roman) \n', [0x8e]), 'é'],
    [
      'a name that is wrong: UTF-8 all the same',
      Buffer.from('% Encoding: ISO8859_2\n@misc{a, title={Gdańsk}}'),
      'Gdańsk',
    ],
    ['no name', gdansk('', [0xfc]), 'ü'],
    ['files put together', Buffer.concat([gdansk('', [0xfc]), Buffer.from('\n@misc{b, title={Gdańsk}}')]), 'ü'],
    ['UTF-16 without a mark', Buffer.from('@misc{a, title={Gdańsk}}', 'utf16le'), 'Gdańsk'],
  ])('%s', async (_, content, title) => {
    const { papers } = await read('file.bib', content);
    expect(papers[0]?.title).toBe(title);
    if (papers[1]) expect(papers[1].title).toBe('Gdańsk');
  });
});
