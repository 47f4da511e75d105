import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanAbstract, cleanLine } from '../../../src/papers/cleaning/clean.ts';
import { madeAbstracts } from './made-abstracts.ts';

const read = (text: string) => cleanLine(text, new Map());

/** What is written, and what a reader would see. */
const KINDS: Record<string, readonly [written: string, read: string][]> = {
  'letters and accents': [
    ['H{\\aa}kon V{\\aa}le', 'Håkon Våle'],
    ['{\\AA}se Steen', 'Åse Steen'],
    ['B\\aa{}rd Lind', 'Bård Lind'],
    ['Ion {\\textcommabelow{S}}tefan', 'Ion Ștefan'],
    ['Beno{\\^{}}t Hill', 'Benot Hill'],
    ["Troms\\o ya and {\\L}\\'od\\'z", 'Tromsøya and Łódź'],
    ['Nguy{\\~{\\^e}}n and na{\\"\\i}ve', 'Nguyễn and naïve'],
    ["\\'Etale, \\v Cech, Gar\\c con, Petojevi\\' c", 'Étale, Čech, Garçon, Petojević'],
    ['c\\`adl\\`ag functions', 'càdlàg functions'],
    ['the M$\\ddot{o}$ller prescription', 'the Möller prescription'],
    ['a resolution of 2.5 \\AA was', 'a resolution of 2.5 Å was'],
    ['Bra\\ifmmode \\check{c}\\else \\v{c}\\fi{}ko', 'Bračko'],
    ['Fran\\ifmmode \\mbox{\\c{c}}\\else \\c{c}\\fi{}ois', 'François'],
    ['D. \\ifmmode\\check{C}\\else\\v{C}\\fi{}ervenkov', 'D. Červenkov'],
    ["Mati\\'c, \\ifmmode \\acute{c}\\else \\'{c}\\fi{} and $\\ifmmode \\alpha\\else a\\fi{}$", 'Matić, ć and α'],
    ['K\\ifmmode \\breve{g}\\else \\u{g}\\fi{}lu \\ifmmode \\dot{z}\\else \\.{z}\\fi{}ny', 'Kğlu żny'],
    ['\\ifmmode is not closed', 'ifmmode is not closed'],
  ],
  'what is not to be seen': [
    ['{\\relax Th} Lind and {\\relax Yu}ri Vale', 'Th Lind and Yuri Vale'],
    ['bench\\-mark\\/s of \\xspace ours', 'benchmarks of ours'],
    ['Half of \\mbox{One} and an \\underline{Underlined} Word', 'Half of One and an Underlined Word'],
    ['\\textcolor{red}{red} and \\footnotesize small \\label{x}', 'red and small'],
    ['{\\bf Bold} \\textbf{\\emph{words}}', 'Bold words'],
  ],
  'what stands in braces instead of a character': [
    ['oscillatory $\\{$beta$\\}$ activity', 'oscillatory β activity'],
    ['{beta}-band and TNF-{alpha}, a PLC {beta}1 cascade', 'β-band and TNF-α, a PLC β1 cascade'],
    ['3 {+/-} 1 {micro}M at 37{degrees}C', '3 ± 1 μM at 37°C'],
    ['sets {alpha, beta} and {gamma}{delta}', 'sets {alpha, beta} and {gamma}{delta}'],
  ],
  'mathematics next to words': [
    ['$\\infty$Bench', '∞Bench'],
    ['5 $\\mu$m', '5 μm'],
    ['$\\Lambda$CDM', 'ΛCDM'],
    ['MgB$_2$', 'MgB₂'],
    ['10$^{-3}$', '10⁻³'],
    ['$\\hbar$ and C$\\alpha$', 'ℏ and Cα'],
    ['La$_{2-x}$Sr$_x$CuO$_4$', 'La_(2-x)Sr_xCuO₄'],
    ['8$\\times$ faster, $\\sim$10%, 12.1$%$', '8× faster, ∼10%, 12.1%'],
    ['the 24$^{\\rm th}$ meeting', 'the 24th meeting'],
    ['$n-$tuples over $ℝ$ with $ v$', 'n-tuples over ℝ with v'],
    ['we call it $DiPro$', 'we call it DiPro'],
    ["Ge$(n,n'\\gamma$)", "Ge(n,n'γ)"],
  ],
  formulas: [
    ['$\\mathcal{O}(n \\log n)$ and $\\mathcal O(m\\log n)$', 'O(n log n) and O(m log n)'],
    ['$\\sqrt{s}=13$ TeV over $\\mathbb{R}^n$', '√s=13 TeV over ℝⁿ'],
    ['$\\frac{1}{2}$, $\\frac12$, \\({a+b \\over c}\\)', '1/2, 1/2, (a+b)/c'],
    ['$\\sum_{i=1}^{n} x_i$ and $\\sum_{i=1}^nx_i$', '∑ᵢ₌₁ⁿ xᵢ and ∑ᵢ₌₁ⁿ xᵢ'],
    ['$\\lim_{n\\to\\infty} a_n$, $\\int_0^1 f(x)\\,dx$', 'lim_(n→∞) aₙ, ∫₀¹ f(x) dx'],
    ['$\\overline{x}$, $\\overline{AB}$, $\\widehat{f}$', 'x̄, ĀB̄, f̂'],
    ['\\ensuremath{\\alpha} and $\\ensuremath{\\beta}$', 'α and β'],
    ['$\\left(\\frac{a}{b}\\right)^2$, $\\|x\\|_2$, $\\Delta t$', '(a/b)², ‖x‖₂, Δt'],
    ['$a\\leq b$, $x \\leq y$, $a \\not= b$', 'a≤b, x ≤ y, a ≠ b'],
    ['$e^+e^-$, Ca$^{2+}$, $D^0$, $\\Xi_{cc}^{++}$', 'e⁺e⁻, Ca²⁺, D⁰, Ξ_cc⁺⁺'],
    ['$\\{0,1\\}^n$', '{0,1}ⁿ'],
    ['$\\ket{\\psi}$, $\\norm{x}$, $\\binom{n}{k}$', '|ψ⟩, ‖x‖, (n choose k)'],
    ['When $p<q$ and $r>s$ Hold at Once', 'When p<q and r>s Hold at Once'],
    ['$\\SI{5}{\\micro\\meter}$', '5 μm'],
  ],
  environments: [
    ['it is \\begin{equation} a \\le b \\end{equation} here', 'it is a ≤ b here'],
    ['$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$', '(a, b; c, d)'],
    ['$\\begin{cases} 1 & x>0 \\\\ 0 & \\text{else} \\end{cases}$', '{1, x>0; 0, else}'],
    ['\\begin{itemize} \\item one \\item two \\end{itemize}', '• one • two'],
    ['\\begin{center}a half\\end{centre}', 'a half'],
  ],
  'what is written as it is': [
    ['the \\verb|ls -l| command and \\verb*+a b+', 'the ls -l command and a b'],
    ['\\verb!x^2$! and \\verb|\\alpha|', '`x^2$` and `\\alpha`'],
    ['\\lstinline|f(x)| returns', 'f(x) returns'],
    ['\\verbatim, the verb|x|', 'verbatim, the verb|x|'],
  ],
  lengths: [
    ['10\\kern.1em TeV, 10\\hskip 1.5em plus 2em minus 1fil TeV', '10 TeV, 10 TeV'],
    ['a\\kern2ptb, $a\\mkern-3mu b$, $a\\mskip 5mu b$', 'a b, a b, a b'],
    ['L\\kern-.36em\\raise.3ex\\hbox{A}TeX, B\\kern.05em{\\sc i}', 'LATeX, Bi'],
    ['\\raisebox{2pt}{A} and \\hspace*{2mm} B\\vskip 3truept C', 'A and B C'],
    ['5\\kern 2, \\hskip plenty, x\\kern\\fontdimen y', '5 2, plenty, x fontdimen y'],
  ],
  'a command that lost its end': [
    ['Japanese\\leftrightarrowChinese, En\\rightarrowDe, \\inftyBench', 'Japanese↔Chinese, En→De, ∞Bench'],
    ['DOMAIN\\userName stays', 'DOMAIN\\userName stays'],
  ],
  'what is broken': [
    ['order O(α)$ in scattering of $\\pi$', 'order O(α) in scattering of π'],
    ['the compound nucleus 61$Ni and $\\pi$', 'the compound nucleus 61Ni and π'],
    ['$x_{1', 'x_{1'],
    ['an \\emph{open end', 'an open end'],
    ['a \\macro of ours, \\ours{} and \\ac{mpc}', 'a macro of ours, ours and mpc'],
  ],
};

describe.each(Object.entries(KINDS))('%s', (_, cases) => {
  test.each(cases)('%s', (written, expected) => expect(read(written)).toBe(expected));
});

describe('what only looks like LaTeX stays', () => {
  test.each([
    'from $5 to $10',
    '$5-$10 a month, US$5 and US$10',
    '$1.5 billion in 2019 and $2 billion in 2020',
    'it costs $20, not 20$',
    'echo $HOME and $PATH',
    'C:\\Users\\alpha and C:\\times',
    'DOMAIN\\user and \\\\server\\share',
    'the patterns \\d+ and \\w*, a line break \\n',
    'the `\\alpha` command and `$x$`',
    'snake_case, 10^6, l_0, {0,1}',
    'the "old" one, 5"x7"',
    'a backslash \\ alone',
  ])('%s', text => expect(read(text)).toBe(text));

  test('prices keep their dollars next to mathematics', () => {
    expect(read('it costs \\$100, or $5 for $n$ and $10 for $\\alpha$')).toBe(
      'it costs $100, or $5 for n and $10 for α',
    );
  });
});

describe('5,000 abstracts with mathematics', () => {
  const made = madeAbstracts(5_000, 20_261_128);
  const cleaned = made.map(({ title, abstract }) => ({
    title: cleanLine(title, new Map()),
    abstract: cleanAbstract(abstract, new Map()).text,
  }));

  test('fewer than one in a thousand keep a dollar or a backslash that is none of their prices', () => {
    const left = cleaned.filter(({ title, abstract }, at) => {
      const unpriced = (made[at]?.prices ?? []).reduce(
        (text, price) => text.replace(price, ''),
        `${title} ${abstract}`,
      );
      return /[$\\]/.test(unpriced);
    });
    expect(left.length / made.length, left[0]?.abstract).toBeLessThan(0.001);
  });

  test('each price stays, and each word of their prose, in its place', () => {
    for (const [at, { words, prices }] of made.entries()) {
      const text = cleaned[at]?.abstract ?? '';
      for (const price of prices) expect(text).toContain(price);
      let from = 0;
      for (const word of words) {
        const found = text.indexOf(word, from);
        expect(found, `${word} in ${text}`).toBeGreaterThanOrEqual(0);
        from = found + word.length;
      }
    }
  });
});

describe('whatever the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...'\\ { } $ $$ ^ _ [ ] & % ~ . , a x 1 2 ( )'.split(' '),
      ...'\\frac \\sqrt \\over \\text{ \\begin{a} \\end{a} \\left \\right. \\v \\d \\\' \\" \\aa \\unknown \\( \\) \\[ \\] \\item \\not \\ket{ \\mathbb \\SI{ \\footnote{ \\hspace \\infty \\leq \\log'.split(
        ' ',
      ),
      ' ',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const wild = fc.array(piece, { maxLength: 40 }).map(pieces => pieces.join(''));

  test('nothing is thrown, and reading twice changes nothing', () => {
    fc.assert(
      fc.property(wild, written => {
        const once = read(written);
        expect(read(once)).toBe(once);
      }),
      { numRuns: 3_000 },
    );
  });

  test('words of prose between pieces of LaTeX stay, in their order', () => {
    const word = fc.constantFrom('quality', 'zebra', 'hyphen', 'museum', 'oxygen');
    const formula = fc.constantFrom(
      '$x$',
      '$\\alpha_1$',
      '10\\%',
      '$\\frac{1}{2}$',
      '\\emph{very}',
      '$$a = b$$',
      '\\"u',
      '{\\bf it}',
      '\\textbf{X}',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(word, formula), { maxLength: 20 }), pairs => {
        const text = read(pairs.flat().join(' '));
        expect(text.match(/quality|zebra|hyphen|museum|oxygen/g) ?? []).toEqual(pairs.map(([first]) => first));
      }),
    );
  });

  test.each([
    ['\\', ''],
    ['$', ''],
    ['\\frac{', '}{}'],
    ['\\d{', '}'],
    ["\\'{", '}'],
    ['{\\bf ', '}'],
    ['x_{\\a', '}'],
    ['\\begin{a}', '\\end{a}'],
    ['\\text{$', '$}'],
    ['{1 \\over ', '}'],
    ['\\foo{', '}'],
    ['\\(', '\\)'],
    ['$5 and ', ''],
    ['\\hat', ''],
  ])('%s over and over, and %s as often behind it, takes no time that grows with its square', (open, close) => {
    // Quadratic time would be minutes here; the limit is the one of the test.
    const times = 50_000 / (open.length + close.length);
    expect(read(`${open.repeat(times)}x${close.repeat(times)}`)).toBeDefined();
  });
});
