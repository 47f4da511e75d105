/** Small files of each form that is read, whole and in order. */
const SEEDS: Record<string, string> = {
  BibTeX: `@string{j = "Journal of Quokkas"}\n@article{a1, title = {{Quokkas} smile: an $L^2$ study of \\'etude}, author = {de la Fuente, Ana and {The Team} and others}, journal = j, year = 2021, doi = {10.1000/182}, abstract = "They \\emph{smile}."}\n@inproceedings{b2, title={Wombats \\& cubes}, crossref={a1}, month = jan # "~1"}\n`,
  RIS: 'TY  - JOUR\nTI  - Quokkas smile\nAU  - Fuente, Ana\nPY  - 2021/03/04\nDO  - 10.1000/182\nAB  - They smile\nand smile.\nER  - \n',
  NBIB: 'PMID- 12345678\nTI  - Quokkas smile: a study\n      of marsupials.\nFAU - Fuente, Ana\nDP  - 2021 Mar\nAID - 10.1000/182 [doi]\nAB  - They smile.\n\n',
  CSL: JSON.stringify([
    {
      type: 'article-journal',
      title: 'Quokkas <i>smile</i>',
      author: [{ family: 'Fuente', given: 'Ana' }],
      issued: { 'date-parts': [[2021, 3]] },
      DOI: '10.1000/182',
      abstract: 'They smile.',
    },
  ]),
  JSONL: `${JSON.stringify({ title: 'Quokkas smile', abstract: 'They smile.', authors: ['Ana Fuente'], year: 2021, journal: { name: 'J' } })}\n${JSON.stringify({ title: 'Wombats', abstract: 'Cubes.' })}\n`,
  Atom: '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry><id>http://arxiv.org/abs/2110.04260v2</id><updated>2021-10-08T00:00:00Z</updated><published>2021-10-08T00:00:00Z</published><title>Quokkas smile</title><summary>They &amp; smile.</summary><author><name>Ana Fuente</name></author><arxiv:doi>10.1000/182</arxiv:doi><category term="cs.LG"/></entry></feed>',
  page: 'Papers\nTrending\nQuokkas smile: a study of marsupials\nWe show that quokkas smile. They smile at night, too, as we have found in three experiments with wombats, and in no other place of the world.\nSubmitted by\nquokka\n12\nWombats and cubes\nWe present the cubes of wombats, of which nobody has known before, and show in a long study that they are cubes indeed.\nSubmitted by\nwombat\n',
  LaTeX:
    '@misc{x, title = {A \\textbf{bold {deep {deeper}}} \\\'{\\i}\\"o \\ss{} \\(x_1\\) \\cite{y} \\href{https://a.example}{link} \\frac{1}{2} $\\alpha^{2}$}, author = {\\v{C}apek, K. and {\\AA}ngstr{\\"o}m, A.}, year = {2020}}',
};

/** Pieces that mean something in one form or another. */
const PIECES = [
  '{',
  '}',
  '"',
  '@article{',
  '@string{',
  '@comment',
  ',',
  '=',
  '#',
  '\\',
  "\\'",
  '\\"{',
  '$',
  '%',
  '~',
  '&amp;',
  '&',
  '<',
  '>',
  '</',
  '<![CDATA[',
  ']]>',
  '<!--',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  '[',
  ']',
  '[[[[',
  '{"',
  '":',
  'null',
  '\\u0000',
  '\\ud800',
  'TY  - ',
  'ER  - ',
  'AB  - ',
  'PMID- ',
  ' and ',
  ' AND ',
  '  - ',
  '\n',
  '\r\n',
  '\u2028',
  '\0',
  '\ud800',
  '\ufeff',
  '\u202e',
  '__proto__',
  'constructor',
  'crossref = {a1}',
  '10.1000/',
  '2110.04260',
  '-'.repeat(40),
  '1e999',
  'Submitted by',
];

/**
 * A file that has been cut, mixed, doubled, or of which a piece stands there very often. Of at most so many characters.
 */
export function hostileFile(random: () => number, most: number): { kind: string; text: string } {
  const below = (end: number) => Math.floor(random() * end);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const kind = pick(Object.keys(SEEDS));
  const whole = SEEDS[kind] ?? '';
  let text = random() < 0.2 ? whole.repeat(1 + below(20)) : whole;
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(text.length + 1);
    const to = Math.min(text.length, at + below(1 + below(60)));
    text = pick([
      () => text.slice(0, at),
      () => text.slice(0, at) + text.slice(to),
      () => text.slice(0, at) + pick(PIECES) + text.slice(at),
      () => text.slice(0, at) + pick(PIECES) + text.slice(to),
      () => text.slice(0, to) + text.slice(at),
      () => text.slice(0, at) + pick(Object.values(SEEDS)) + text.slice(at),
      () => text.slice(0, at) + pick(PIECES).repeat(1 + below(most / 4)) + text.slice(at),
      () =>
        text.slice(0, at) +
        `${pick(PIECES)}${pick(PIECES)}${pick(PIECES)} `.repeat(1 + below(most / 8)) +
        text.slice(at),
      () => text.slice(0, at) + String.fromCharCode(below(0x250)) + text.slice(at + 1),
    ])();
  }
  return { kind, text: text.slice(0, most) };
}
