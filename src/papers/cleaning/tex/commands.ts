import { wordPairs } from './word-pairs.ts';

/** Commands that only say how their argument looks. */
export const DRESS = new Set(
  `emph textbf textit texttt textsc textsf textrm textup textsl textmd textnormal textlf underline uline uwave mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak boldsymbol bm
  mathnormal mathbfcal mathop mathbin mathrel mathord mathopen mathclose mathpunct mathinner mbox hbox vbox fbox text texorpdfstring operatorname smash ensuremath pmb Bbb frak cal scr mathds underbrace overbrace
  overrightharpoon widecheck boxed framebox makebox cancel sout st textquote enquote textcolor uppercase lowercase MakeUppercase MakeLowercase NoCaseChange protect mathstrut ac acs acl acp gls Gls glspl acrshort
  textsubscript textsuperscript foreignlanguage selectlanguage substack raisebox rm it bf sf tt title author section subsection paragraph`.split(
    /\s+/,
  ),
);
/** Of these, what stands in them is prose even in mathematics. */
export const PROSE = new Set(
  'text mbox hbox vbox textrm textit textbf textsf texttt textsc textup textsl textnormal emph enquote'.split(' '),
);
/** What comes before the argument that is shown: colours, languages, lengths. */
export const FIRST_DROPPED = new Set('textcolor foreignlanguage raisebox'.split(' '));
/** What stands second is for bookmarks alone. */
export const SECOND_DROPPED = new Set(['texorpdfstring']);

/** Switches and layout: nothing to be read. */
export const SILENT = new Set(
  `relax xspace sc bf it em rm tt sf sl bfseries itshape scshape ttfamily sffamily rmfamily upshape mdseries slshape normalfont small large Large LARGE huge Huge footnotesize scriptsize normalsize tiny cal displaystyle textstyle
  scriptstyle scriptscriptstyle limits nolimits noindent indent centering raggedright boldmath unboldmath mathsurround left right middle bigl bigr Bigl Bigr biggl biggr Biggl Biggr big Big bigg Bigg bigm Bigm nonumber notag allowbreak nobreak
  protect cyrchar null strut mathstrut hfill vfill smallskip medskip bigskip maketitle appendix leavevmode sloppy par newline linebreak pagebreak newpage hline toprule midrule bottomrule ignorespaces displaylimits rmfamily break`.split(
    /\s+/,
  ),
);
/** With their argument there is nothing to be read. */
export const SILENT_WITH_ARGUMENT = new Set(
  'label noopsort vspace phantom hphantom vphantom color pagestyle thispagestyle bibliographystyle bibliography usepackage index hypersetup tag setlength footnotemark cite ref eqref'.split(
    ' ',
  ),
);
/** Space, of whatever width. */
export const SPACES = new Set(', ; : > / quad qquad thinspace enspace space'.split(' '));

export const FUNCTION_NAMES = new Set(
  `log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth min max argmin argmax arg sup inf lim limsup liminf det dim ker deg gcd lcm Pr mod bmod poly polylog rank tr Tr diag sgn sign supp Var Cov Hom End Aut Gal
  softmax sigmoid ReLU relu erf vol span id grad curl conv dist diam Re Im`.split(/\s+/),
);

/** What goes around the argument: `\norm{x}`. */
export const AROUND: Record<string, readonly [before: string, after: string]> = {
  abs: ['|', '|'],
  norm: ['‖', '‖'],
  ket: ['|', '⟩'],
  bra: ['⟨', '|'],
  braket: ['⟨', '⟩'],
  expval: ['⟨', '⟩'],
  ceil: ['⌈', '⌉'],
  floor: ['⌊', '⌋'],
  paren: ['(', ')'],
  set: ['{', '}'],
  enquote: ['“', '”'],
  pmod: ['(mod ', ')'],
  footnote: [' (', ')'],
};

/** Units as `siunitx` names them. */
const UNITS =
  wordPairs(`percent % micro μ milli m nano n pico p femto f kilo k mega M giga G tera T centi c metre m meter m gram g second s minute min hour h hertz Hz volt V ampere A watt W joule J newton N pascal Pa kelvin K mole mol
  electronvolt eV bar bar tesla T degree ° celsius °C degreeCelsius °C um μm nm nm mm mm cm cm km km ms ms us μs ns ns Hz Hz kHz kHz MHz MHz GHz GHz THz THz eV eV keV keV MeV MeV GeV GeV TeV TeV K K mK mK squared ² cubed ³ per / byte B bit bit`);

/** `\kilo\hertz` as kHz. */
export function unitsIn(written: string): string {
  return written
    .replace(/\\([A-Za-z]+)\s*/g, (_, name: string) => UNITS.get(name) ?? name)
    .replace(/[{}~.]/g, ' ')
    .trim();
}
