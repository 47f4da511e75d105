/** A made abstract with mathematics as authors write it. */
export interface MadeAbstract {
  title: string;
  abstract: string;
  /** The words of its prose, in their order. */
  words: string[];
  /** What it costs: such dollars stay. */
  prices: string[];
}

/** Mulberry32: the same numbers for the same seed, everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS =
  'we show that the a of bound model sample rate gradient lattice phase spectrum estimate operator measure convergence under mild assumptions quantum field galaxies observed decay width kernel manifold graph random walk policy regret learning network attention proof theorem problem solution stable energy band gap mass star cluster'.split(
    ' ',
  );
const GREEK =
  'alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi varphi chi psi omega Gamma Delta Lambda Omega Sigma'.split(
    ' ',
  );
const RELATIONS =
  'leq geq le ge neq approx sim simeq equiv in subset subseteq to rightarrow propto ll gg lesssim gtrsim'.split(' ');
const OPERATORS = 'cdot times pm otimes oplus cup cap circ wedge'.split(' ');
const FUNCTIONS = 'log exp sin cos max min inf sup det dim ker tr'.split(' ');
const FONTS = 'mathbb mathcal mathbf mathrm mathfrak mathscr boldsymbol'.split(' ');
/** As they stand in abstracts of physics, glued to what is around them. */
const GLUED = [
  '5 $\\mu$m',
  '$\\Lambda$CDM',
  'MgB$_2$',
  '10$^{-3}$',
  'CO$_{2}$',
  '$^{13}$C',
  'C$\\alpha$',
  '8$\\times$',
  '$\\sim$10',
  'La$_{2-x}$Sr$_x$CuO$_4$',
  '24$^{\\rm th}$',
  '$C^*$-algebra',
  '$n$-dimensional',
  'ergs s$^{-1}$ cm$^{-2}$',
  'H$\\alpha$',
  '$>$5',
  '100\\,MHz',
  '95\\% C.L.',
  '10--20',
  '$e^+e^-$',
  '(2+1)$D$',
  '$\\hbar$',
  '$\\infty$Bench',
  'Schr\\"odinger',
  "Poincar\\'e",
  'Erd\\H{o}s',
  'na{\\"\\i}ve',
  '{\\em in vivo}',
  '\\textit{ab initio}',
  '\\emph{not}',
  "``good''",
  '$\\mathcal O(n\\log n)$',
  '\\begin{equation} E = mc^2 \\end{equation}',
  '$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$',
  '\\(x+y\\)',
  '\\[ \\int_0^1 f(x)\\,dx \\]',
  '$$\\sum_{n=1}^{\\infty} \\frac{1}{n^2} = \\frac{\\pi^2}{6}$$',
  '$\\ell_1$',
  '\\AA ngstr\\"om',
  '$\\ket{\\psi}$',
  '$f\\colon X\\to Y$',
  '$\\lVert x \\rVert_2$',
  '$\\mathrm{SL}_2(\\mathbb Z)$',
  '$\\mathop{\\rm arg\\,max}_x f(x)$',
  '$|x|<1$',
  '$1.96\\pm0.05\\,\\mathrm{GeV}/c^2$',
  '$\\{0,1\\}^n$',
  '$\\sqrt{s} = 13$ TeV',
];
const PRICES = ['$5', '$10,800', '$1.5 million', 'US$ 3', 'US$20', '$0.02', '\\$100'];

/** A seeded generator of abstracts, of titles with less mathematics, and now and then of prices. */
export function madeAbstracts(count: number, seed: number): MadeAbstract[] {
  const next = random(seed);
  const one = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const command = (all: readonly string[]) => `\\${one(all)}`;
  const letter = () => one('abcdefghijklmnpqrstuvwxyzABCDEFGHKLMNPQRSTUVWXYZ'.split(''));

  const atom = (depth: number): string => {
    const kind = next();
    if (kind < 0.3) return letter();
    if (kind < 0.45) return `${Math.floor(next() * 100)}`;
    if (kind < 0.65) return `${command(GREEK)} `;
    if (kind < 0.72) return `\\${one(FONTS)}{${letter().toUpperCase()}}`;
    if (depth > 2) return letter();
    if (kind < 0.76) return `\\frac{${formula(depth + 1)}}{${formula(depth + 1)}}`;
    if (kind < 0.79) return `\\sqrt{${formula(depth + 1)}}`;
    if (kind < 0.82) return `\\${one(['hat', 'tilde', 'bar', 'overline', 'vec', 'dot', 'widehat'])}{${letter()}}`;
    if (kind < 0.86) return `\\${one(['sum', 'prod', 'int', 'bigcup'])}_{${letter()}=1}^{${letter()}} ${letter()}`;
    if (kind < 0.9) return `\\left(${formula(depth + 1)}\\right)`;
    if (kind < 0.94) return `\\${one(FUNCTIONS)} ${letter()}`;
    if (kind < 0.97) return `\\text{ ${one(WORDS)} }`;
    return `\\operatorname{${one(FUNCTIONS)}}(${letter()})`;
  };
  const scripted = (depth: number): string => {
    const sign = next();
    if (sign < 0.6) return atom(depth);
    const kind = sign < 0.8 ? '_' : '^';
    const content = next();
    const script =
      content < 0.4
        ? letter()
        : content < 0.6
          ? `{${letter()}${letter()}}`
          : content < 0.8
            ? command(GREEK)
            : `{${formula(depth + 1)}}`;
    return `${atom(depth)}${kind}${script} `;
  };
  const formula = (depth = 0): string => {
    let text = scripted(depth);
    for (let terms = Math.floor(next() * (depth > 1 ? 2 : 4)); terms > 0; terms--) {
      const between = next();
      text +=
        between < 0.4
          ? `${command(RELATIONS)} `
          : between < 0.6
            ? `${command(OPERATORS)} `
            : one([' + ', '-', ' = ', '<', ', ']);
      text += scripted(depth);
    }
    return text;
  };

  return Array.from({ length: count }, () => {
    const words: string[] = [];
    const prices: string[] = [];
    const word = () => {
      const chosen = one(WORDS);
      words.push(chosen);
      return chosen;
    };
    const piece = (): string => {
      const kind = next();
      if (kind < 0.78) return word();
      if (kind < 0.9) return `$${formula().trim()}$`;
      if (kind < 0.99) return one(GLUED);
      const price = one(PRICES);
      prices.push(price.replace('\\', ''));
      return `${word()} ${price} ${word()} ${word()}`;
    };
    const title =
      Array.from({ length: 4 + Math.floor(next() * 8) }, () => one(WORDS)).join(' ') +
      (next() < 0.3 ? ` $${formula().trim()}$` : '');
    const abstract = Array.from({ length: 30 + Math.floor(next() * 60) }, piece).join(' ');
    return { title, abstract: `${abstract}.`, words, prices };
  });
}
